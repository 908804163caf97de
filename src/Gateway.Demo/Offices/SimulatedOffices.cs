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
    private readonly List<ExpectedHandover> _expected = [.. ExpectedHandover.All];
    private readonly HashSet<ExpectedHandover> _answered = [];
    private readonly HashSet<string> _tasks = new(StringComparer.Ordinal);
    private readonly List<ToldLine> _told = [];
    private readonly List<TaskNotice> _notices = [];
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

    /// <summary>What the offices said and did about a client, beside what the gateway's own record of the referral tells.</summary>
    /// <param name="client">The client.</param>
    /// <param name="referral">The gateway's id of the referral.</param>
    public IReadOnlyList<ToldLine> ToldOf(PilotClient client, Guid referral) =>
    [
        .. _told.Where(t => t.Whose == client.Ticket || t.Whose == referral.ToString("D")),
        // Of the end of a benefit the gateway tells nobody but the client's own counsellor, and names no referral.
        .. client.Story.Benefit is null ? [] : _notices.Where(n => n.Code == TaskNotice.BenefitEnding)
            .Select(n => new ToldLine(client.Ticket, n.ToldAt, client.Sender, $"Reads a task in its own format: {n.Says}")),
    ];

    /// <summary>When the next thing is to be done; null when the year is over for the offices.</summary>
    public DateTimeOffset? Next => _agenda.TryPeek(out _, out var due) ? due.At : null;

    /// <summary>Takes a quiet day after the year into the agenda.</summary>
    public void Add(DateOnly day)
    {
        foreach (var entry in QuietAgenda.Of(day))
            Add(entry);
        _expected.AddRange(QuietDays.Of(day).Concat(day == QuietDays.BrokenOn ? QuietDays.Changed : []).SelectMany(ExpectedHandover.Of));
    }

    /// <summary>Reads every feed from the beginning and every outbox.</summary>
    public async Task OpenAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await ReadAsync(_lines.Keys.Where(o => QuietDays.IsAtWork(o, now)).Order(StringComparer.Ordinal), cancellation);
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
            if (entry.Told is { } told)
                _told.Add(told);
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
            {
                Take(line.Office, HandoverNotice.InFeedItem(item));
                Take(line.Office, TaskNotice.InFeedItem(item));
            }

            _cursors[line.Office] = next.ToString();
            await line.AcknowledgeAsync(next, cancellation);
        }

        return any;
    }

    /// <summary>Both steps of a handover carry one ticket, and a redelivery is the same again.</summary>
    private void Take(string office, HandoverNotice? notice)
    {
        if (notice is null)
            return;
        if (!_caseOfTicket.TryAdd(notice.Ticket, office))
        {
            TellOfBenefit(office, notice);
            return;
        }

        var expected = _expected.Find(e => e.Office == office && IsAbout(notice, e));
        if (expected is null || !_answered.Add(expected))
        {
            Unexplained++;
            return;
        }

        // An office that is late from some day on sends no answer from then on.
        foreach (var entry in ReplyAgenda.For(expected, notice.Ticket).Where(e => QuietDays.IsAtWork(e.Office, e.At)))
            Add(entry);
    }

    /// <summary>A handover that came once more because the client's benefit is another one.</summary>
    private void TellOfBenefit(string office, HandoverNotice notice)
    {
        if (notice is { Benefit: { } benefit and not "UNEMPLOYMENT", SentAt: { } at } && PilotScenario.Clients.FirstOrDefault(c => c.Story.Benefit is not null && notice.Identifiers.Contains(c.Insz, StringComparer.Ordinal)) is { } client)
            _told.Add(new ToldLine(client.Ticket, at, office, $"Reads the handover once more, under the same number and in its own format: the benefit is {benefit} now."));
    }

    /// <summary>A task is worked on when it is heard of the first time.</summary>
    private void Take(string office, TaskNotice? notice)
    {
        if (notice is null || !_tasks.Add(notice.Id))
            return;
        _notices.Add(notice);
        foreach (var entry in notice.Work(office))
            Add(entry);
    }

    private static bool IsAbout(HandoverNotice notice, ExpectedHandover expected) => notice.Identifiers.Count > 0
        ? notice.Identifiers.Contains(expected.Identifier, StringComparer.Ordinal)
        : notice.Name == expected.Name;

    private void Add(AgendaEntry entry) => _agenda.Enqueue(entry, (entry.At, entry.Office + '/' + entry.About));
}
