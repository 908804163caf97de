using System.Text.Json.Nodes;
using Gateway.Demo.Scenario;

namespace Gateway.Demo.Offices;

/// <summary>
/// All simulated offices with one agenda. They keep nothing of their own: after a crash the agenda is built again from
/// the scenario, the feeds read from the beginning and the files in the outboxes, and everything due is posted again
/// under the same keys, which the gateway answers as it did the first time.
/// </summary>
internal sealed class SimulatedOffices
{
    /// <summary>Offices that collect files instead of reading a feed.</summary>
    private static readonly string[] ByFile = [Town.Tielt.Office, Town.Dendermonde.Office];

    private readonly Dictionary<string, OfficeLine> _lines;
    private readonly Dictionary<string, string> _cursors = new(StringComparer.Ordinal);
    private readonly HashSet<string> _filesRead = new(StringComparer.Ordinal);
    private readonly PriorityQueue<AgendaEntry, (DateTimeOffset At, string About)> _agenda = new();
    private readonly Dictionary<string, string> _caseOfTicket = new(StringComparer.Ordinal);
    private readonly HashSet<ExpectedHandover> _answered = [];
    private readonly string _outbox;

    public SimulatedOffices(IEnumerable<OfficeLine> lines, string outboxFolder)
    {
        _lines = lines.ToDictionary(l => l.Office, StringComparer.Ordinal);
        _outbox = outboxFolder;
        foreach (var entry in SenderAgenda.All())
            Add(entry);
    }

    /// <summary>Every office of the scenario.</summary>
    public static IReadOnlyList<string> All { get; } =
        [PilotScenario.Vdab, .. Town.All.Select(t => t.Office), PilotScenario.DigitalSkillsProvider, DutchClient.Uwv, DutchClient.Service];

    /// <summary>Handovers that arrived, each counted once.</summary>
    public int Handovers => _caseOfTicket.Count;

    /// <summary>Handovers for somebody nobody referred, and second handovers for one referral: there must be none.</summary>
    public int Unexplained { get; private set; }

    /// <summary>When the next thing is to be done; null when the year is over for the offices.</summary>
    public DateTimeOffset? Next => _agenda.TryPeek(out _, out var due) ? due.At : null;

    /// <summary>Reads every feed from the beginning and every outbox.</summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        await ReadAsync(_lines.Keys.Order(StringComparer.Ordinal), cancellation);
        await CollectAsync(cancellation);
    }

    /// <summary>Posts what is due, one after the other in the agenda's order.</summary>
    /// <returns>Whether there was anything.</returns>
    public async Task<bool> PostDueAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var any = false;
        while (_agenda.TryPeek(out var entry, out var due) && due.At <= now)
        {
            await _lines[entry.Office].PostAsync(entry.What, cancellation);
            _agenda.Dequeue();
            any = true;
        }

        return any;
    }

    /// <summary>Reads the feeds of these offices on.</summary>
    /// <returns>Whether there was anything.</returns>
    public async Task<bool> ReadAsync(IEnumerable<string> offices, CancellationToken cancellation)
    {
        var any = false;
        foreach (var office in offices.Except(ByFile, StringComparer.Ordinal))
            if (_lines.TryGetValue(office, out var line))
                any |= await ReadFeedAsync(line, cancellation);
        return any;
    }

    /// <summary>Collects the files that came into the outboxes.</summary>
    /// <returns>Whether there were any.</returns>
    public async Task<bool> CollectAsync(CancellationToken cancellation)
    {
        var any = false;
        foreach (var office in ByFile)
        {
            var folder = Path.Combine(_outbox, office);
            if (!Directory.Exists(folder))
                continue;
            foreach (var file in Directory.EnumerateFiles(folder, "*.xml").Where(_filesRead.Add).Order(StringComparer.Ordinal).ToList())
            {
                Take(office, HandoverNotice.InXml(await File.ReadAllTextAsync(file, cancellation)));
                any = true;
            }
        }

        return any;
    }

    private async Task<bool> ReadFeedAsync(OfficeLine line, CancellationToken cancellation)
    {
        var any = false;
        while (await line.ReadFeedAsync(_cursors.GetValueOrDefault(line.Office, "0"), cancellation) is { } page
            && page["items"] is JsonArray { Count: > 0 } items && page["next"] is { } next)
        {
            any = true;
            foreach (var item in items)
                Take(line.Office, HandoverNotice.InFeedItem(item));
            _cursors[line.Office] = next.ToString();
            await line.AcknowledgeAsync(next, cancellation);
        }

        return any;
    }

    /// <summary>Both steps of a handover carry one ticket, and a redelivery is the same again.</summary>
    private void Take(string office, HandoverNotice? notice)
    {
        if (notice is null || !_caseOfTicket.TryAdd(notice.Ticket, office))
            return;
        var expected = ExpectedHandover.All.FirstOrDefault(e => e.Office == office && IsAbout(notice, e));
        if (expected is null || !_answered.Add(expected))
        {
            Unexplained++;
            return;
        }

        foreach (var entry in ReplyAgenda.For(expected, notice.Ticket))
            Add(entry);
    }

    private static bool IsAbout(HandoverNotice notice, ExpectedHandover expected) => notice.Identifiers.Count > 0
        ? notice.Identifiers.Contains(expected.Identifier, StringComparer.Ordinal)
        : notice.Name == expected.Name;

    private void Add(AgendaEntry entry) => _agenda.Enqueue(entry, (entry.At, entry.Office + '/' + entry.About));
}
