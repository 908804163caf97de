using System.Globalization;
using Gateway.Core.Reading;
using Gateway.Persistence.Model;

namespace Gateway.Persistence.Stores;

/// <summary>Keeps the simulated clock as a setting.</summary>
internal sealed class ClockStore(IGatewayDatabase database) : IClockStore
{
    private const string Name = "simulated-clock";

    public async Task<DateTimeOffset?> ReadAsync(CancellationToken cancellation)
    {
        await using var store = database.Open();
        return await store.Settings.FindAsync([Name], cancellation) is { } setting
            ? DateTimeOffset.Parse(setting.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : null;
    }

    public async Task WriteAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await using var store = database.Open();
        var value = now.ToString("O", CultureInfo.InvariantCulture);
        using (await database.EnterWriteAsync(cancellation))
        {
            if (await store.Settings.FindAsync([Name], cancellation) is { } setting)
                setting.Value = value;
            else
                store.Settings.Add(new SettingRow { Name = Name, Value = value });
            await store.SaveChangesAsync(cancellation);
        }
    }
}
