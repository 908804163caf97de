using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Settings that are one text under a name.</summary>
internal static class SettingText
{
    /// <summary>Writes a setting with the unit of work, whether it was there or not.</summary>
    internal static async Task PutAsync(UnitOfWork unit, string name, string value, CancellationToken cancellation)
    {
        if (await unit.Store.Settings.SingleOrDefaultAsync(s => s.Name == name, cancellation) is { } setting)
            setting.Value = value;
        else
            unit.Store.Settings.Add(new SettingRow { Name = name, Value = value });
    }
}
