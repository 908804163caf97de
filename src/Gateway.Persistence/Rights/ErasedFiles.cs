using System.Globalization;
using System.Text;
using Gateway.Persistence.Model;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Rights;

/// <summary>Removes files that lie for agencies to collect, and files that they dropped.</summary>
public interface IErasedFiles
{
    /// <summary>Removes those of deliveries whose client was erased, and of submissions in which its records came; what was collected is the recipient's.</summary>
    /// <returns>Whether none of them is left.</returns>
    bool Remove(IReadOnlyCollection<(string Recipient, Guid Delivery)> deliveries);
}

/// <summary>
/// Which files an erasure removes is noted in its transaction. They are removed at once, at each start, and each time when it is
/// looked what is kept no longer. The note stays for a day after none is left: a file that was being written at that moment, and one in
/// an outbox that only another process reaches, are found then.
/// </summary>
/// <param name="database">Database.</param>
/// <param name="units">Units of work.</param>
/// <param name="files">Removes them; null: this process reaches no outbox, and another one does it.</param>
public sealed class ErasedFiles(IGatewayDatabase database, UnitsOfWork units, IErasedFiles? files = null)
{
    private const string Prefix = "erased-files:";

    /// <summary>Characters of a setting, without those of the time.</summary>
    private const int Longest = 3900;

    /// <summary>How long files are looked for.</summary>
    public static readonly TimeSpan Sought = TimeSpan.FromDays(1);

    /// <summary>Notes whose files are removed, and says it in the trail.</summary>
    internal static void Note(UnitOfWork unit, Guid erasure, IReadOnlyCollection<(string Recipient, Guid Delivery)> deliveries)
    {
        if (deliveries.Count == 0)
            return;
        unit.Record("outbox.erasing", "gateway", erasure, new { deliveries = deliveries.Count });
        var part = new StringBuilder();
        var parts = 0;
        foreach (var (recipient, delivery) in deliveries)
        {
            var line = $"{delivery:N} {recipient}\n";
            if (part.Length + line.Length > Longest)
                Write();
            part.Append(line);
        }

        Write();

        void Write()
        {
            unit.Write(new SettingRow { Name = $"{Prefix}{erasure:N}:{parts++}", Value = $"{unit.Now.UtcDateTime:O}\n{part}" });
            part.Clear();
        }
    }

    /// <summary>Removes what is noted. What cannot be removed stays noted.</summary>
    public async Task RemoveAsync(CancellationToken cancellation)
    {
        if (files is null)
            return;
        List<SettingRow> notes;
        await using (var store = database.Open())
            notes = await store.Settings.AsNoTracking().Where(s => s.Name.StartsWith(Prefix)).ToListAsync(cancellation);
        foreach (var note in notes)
        {
            var (noted, deliveries) = Read(note.Value);
            if (!files.Remove(deliveries))
                continue;
            await units.RunAsync(
                unit =>
                {
                    if (unit.Now - noted >= Sought)
                        unit.First(new RowStatement($"""DELETE FROM "Setting" WHERE "Name" = {note.Name}"""));
                    return Task.FromResult(true);
                },
                cancellation);
        }
    }

    private static (DateTimeOffset Noted, List<(string Recipient, Guid Delivery)> Deliveries) Read(string note)
    {
        var lines = note.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (DateTimeOffset.Parse(lines[0], CultureInfo.InvariantCulture), [.. lines.Skip(1).Select(l => (l[33..], Guid.ParseExact(l[..32], "N")))]);
    }
}
