using Gateway.Chaos.Tests.Agencies;

namespace Gateway.Chaos.Tests.Verdict;

/// <summary>
/// Compares what agencies had accepted with what recipients got. It knows nothing of how the gateway works: only what
/// was sent, what the story of each referral says the office answers, and what came.
/// </summary>
internal sealed class Judge
{
    private readonly IReadOnlyList<Stated> _accepted;
    private readonly List<string> _lost = [];
    private readonly List<string> _duplicated = [];
    private readonly List<string> _outOfOrder = [];
    private readonly List<string> _unexpected = [];

    private Judge(IReadOnlyList<Stated> accepted) => _accepted = accepted;

    /// <summary>Judges.</summary>
    /// <param name="accepted">What was accepted; of one client in the order it was accepted.</param>
    /// <param name="sightings">What came; of one recipient in the order it came.</param>
    public static Judgement Of(IReadOnlyList<Stated> accepted, IReadOnlyList<Sighting> sightings)
    {
        var judge = new Judge(accepted);
        var events = judge.FirstSightings(sightings);
        judge.JudgeHandovers([.. events.Where(e => e.Recipient != LoadPlan.Sender)]);
        judge.JudgeStatuses([.. events.Where(e => e.Recipient == LoadPlan.Sender)]);
        return new Judgement
        {
            Accepted = accepted.Count,
            Delivered = events.Count,
            Redelivered = sightings.Count - events.Count,
            Lost = judge._lost,
            Duplicated = judge._duplicated,
            OutOfOrder = judge._outOfOrder,
            Unexpected = judge._unexpected,
        };
    }

    /// <summary>Each event once, where it came first. The same id must be the same event, whenever it comes.</summary>
    private List<Sighting> FirstSightings(IReadOnlyList<Sighting> sightings)
    {
        Dictionary<Guid, Sighting> known = [];
        List<Sighting> first = [];
        foreach (var sighting in sightings)
        {
            if (known.TryAdd(sighting.Event, sighting))
                first.Add(sighting);
            else if (known[sighting.Event] != sighting)
                _unexpected.Add($"event {sighting.Event} at {sighting.Recipient} is not what it was when it came first");
        }

        return first;
    }

    private void JudgeHandovers(List<Sighting> events)
    {
        var known = _accepted.Where(s => !s.Referral.Client.Broken).Select((stated, order) => (stated, order)).ToDictionary(s => s.stated.Referral.Phone(s.stated.Version), StringComparer.Ordinal);
        List<Told> told = [];
        foreach (var sighting in events)
        {
            if (HandoverSeen.In(sighting.Document) is { Phone: { } phone } seen && known.TryGetValue(phone, out var meant)
                && meant.stated.Referral.Client is var client && client.Insz == seen.Insz && client.Office.Agency == sighting.Recipient)
                told.Add(new Told(meant.stated.Referral, meant.stated.Version, meant.order, seen.Ticket, seen.Step));
            else
                _unexpected.Add($"event {sighting.Event} at {sighting.Recipient} is no handover to it of anything accepted");
        }

        var byReferral = told.ToLookup(t => t.Referral);
        foreach (var referral in known.Values.GroupBy(s => s.stated.Referral))
            JudgeReferral(referral.Key, referral.Max(s => s.stated.Version), [.. byReferral[referral.Key]]);
        foreach (var client in told.GroupBy(t => t.Referral.Client))
            JudgeClient([.. client]);
    }

    private void JudgeReferral(ReferralStory referral, int newest, List<Told> told)
    {
        if (told.TrueForAll(t => t.Step != 1))
            _lost.Add($"{referral}: step 1");
        if (referral.Registered && told.TrueForAll(t => t.Step != 2))
            _lost.Add($"{referral}: step 2");
        if (told.Count > 0 && told.TrueForAll(t => t.Version != newest))
            _lost.Add($"{referral}: correction {newest}");
        if (!referral.Registered && told.Exists(t => t.Step == 2))
            _unexpected.Add($"{referral}: step 2, and nobody registered a file");
        if (told.Exists(t => t.Step is not (1 or 2)))
            _unexpected.Add($"{referral}: neither step 1 nor 2");

        // A correction goes along with what had not left, or follows as one more event: no two events say the same.
        if (told.Select(t => t.Ticket).Distinct(StringComparer.Ordinal).Count() > 1)
            _duplicated.Add($"{referral}: under two tickets");
        foreach (var same in told.GroupBy(t => (t.Step, t.Version)).Where(g => g.Count() > 1))
            _duplicated.Add($"{referral}: step {same.Key.Step}, version {same.Key.Version}, {same.Count()} events");

        foreach (var (earlier, later) in told.Zip(told.Skip(1)))
        {
            if (later.Step < earlier.Step)
                _outOfOrder.Add($"{referral}: step {later.Step} after step {earlier.Step}");
            if (later.Version < earlier.Version)
                _outOfOrder.Add($"{referral}: version {later.Version} after version {earlier.Version}");
        }
    }

    /// <summary>Several referrals of one client come in the order they were accepted. Step two follows an answer, which has its own time.</summary>
    private void JudgeClient(List<Told> told)
    {
        var sent = told.FindAll(t => t.Step == 1);
        foreach (var (earlier, later) in sent.Zip(sent.Skip(1)).Where(pair => pair.First.Referral != pair.Second.Referral && pair.Second.Order < pair.First.Order))
            _outOfOrder.Add($"{later.Referral}, version {later.Version}: overtaken by {earlier.Referral}, version {earlier.Version}");
    }

    private void JudgeStatuses(List<Sighting> events)
    {
        var known = _accepted.Where(s => !s.Referral.Client.Broken).Select(s => s.Referral).Distinct().ToDictionary(r => r.Ticket, StringComparer.Ordinal);
        List<(ReferralStory Referral, string Status)> told = [];
        foreach (var sighting in events)
        {
            if (StatusSeen.In(sighting.Document) is { } seen && known.TryGetValue(seen.InReplyTo, out var referral))
                told.Add((referral, seen.Status));
            else
                _unexpected.Add($"event {sighting.Event} at {sighting.Recipient} is no status of anything accepted");
        }

        var byReferral = told.ToLookup(t => t.Referral, t => t.Status);
        foreach (var referral in known.Values)
            JudgeStatuses(referral, [.. byReferral[referral]]);
    }

    private void JudgeStatuses(ReferralStory referral, List<string> told)
    {
        List<string> expected = referral.Accepted ? ["received", "accepted"] : referral.Registered ? ["received"] : [];
        _lost.AddRange(expected.Except(told, StringComparer.Ordinal).Select(s => $"{referral}: status {s}"));
        _unexpected.AddRange(told.Except(expected, StringComparer.Ordinal).Select(s => $"{referral}: status {s}"));
        _duplicated.AddRange(told.GroupBy(s => s, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => $"{referral}: status {g.Key}, {g.Count()} events"));
        if (told.IndexOf("accepted") is >= 0 and var accepted && accepted < told.IndexOf("received"))
            _outOfOrder.Add($"{referral}: accepted before received");
    }

    /// <summary>A handover as it came.</summary>
    /// <param name="Referral">Which referral it is of.</param>
    /// <param name="Version">Which version it shows.</param>
    /// <param name="Order">Place of that version in the order of acceptance.</param>
    /// <param name="Ticket">Ticket of the handover.</param>
    /// <param name="Step">Step.</param>
    private sealed record Told(ReferralStory Referral, int Version, int Order, string Ticket, int Step);
}
