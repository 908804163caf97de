using System.Text.Json;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Replies;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Core.DryRuns;

/// <summary>The way of one submission in memory: what the store would keep between two stages, and the stages' rules.</summary>
internal sealed class DryWay : IKeys
{
    private readonly Agency _sender;
    private readonly Circumstances _now;
    private readonly DrySteps _steps;
    private readonly NamedClients _clients;
    private readonly DryStore _store;
    private readonly SubmissionSnapshot _submission;
    private int _keys;

    internal DryWay(Agreed agreed, Agency sender, DateTimeOffset now, IReadOnlyList<IClientStatement> noes, IEventWriter writer)
    {
        // Hashes only find rows of this run again; they never leave it.
        var index = new BlindIndex(new byte[32]);
        _sender = sender;
        _now = new Circumstances(agreed, index, this, new Moment(now));
        _steps = new DrySteps(_now, writer);
        _clients = new NamedClients(index);
        _store = new DryStore(index);
        _submission = new SubmissionSnapshot { Id = Next(), Agency = sender.Id, Profile = "", KeyHash = [], BodyHash = [], ReceivedAt = now };
        // Nothing is known that one of them could stop: what follows from each does not depend on the others.
        foreach (var no in noes)
            _store.Take(IntakeRules.Decide(new IntakeSnapshots { Register = _clients }, _now, new NewSubmission { Submission = _submission, Sealed = [], Noes = [no] }).Decision);
    }

    /// <summary>Numbers of one run, that nobody takes for a real handover's.</summary>
    public Guid Next() => new(++_keys, 0, 0, new byte[8]);

    /// <summary>Work that was looked at often enough: what waits for another record is told at once.</summary>
    internal static WorkItem Item(string stage, Guid subject) => new() { Stage = stage, SubjectId = subject, Attempts = int.MaxValue };

    /// <summary>Nothing else is under way.</summary>
    internal static RecordOrder Free() => new(new Dictionary<string, Guid>(), []);

    /// <summary>Rows that were looked at so far.</summary>
    internal int Looked => _store.Looked;

    internal DryRunResult Of(ReadRecord read)
    {
        var translated = TranslationRules.Decide(new Snapshots(), _clients, _now, Item(StageNames.Translation, _submission.Id), _submission, [read], finished: false);
        _store.Take(translated);
        var kept = translated.Effects.OfType<Effect.Kept>().Single();
        if (kept.Record.State == RecordState.SetAside)
            return SetAside(read, kept.Record);
        try
        {
            var known = _store.Of(kept.Record, kept.Statements);
            var decided = Decide(known, kept);
            known.Take(decided);
            _store.Take(decided);
            return Told(known, read, known.Records.Find(kept.Record.Id)!, decided);
        }
        catch (Exception e)
        {
            var fault = Fault.Of("rule-failed", e);
            return new DryRunResult(read.Number, "fails", fault.Code, $"A rule failed, and the record would be parked: {fault.Reason}.");
        }
    }

    private Decision Decide(Snapshots known, Effect.Kept kept)
    {
        var stage = StageNames.OfStatement(kept.Record.StatementType);
        var item = Item(stage, kept.Record.Id);
        return stage == StageNames.Outcome
            ? ReplyRules.Decide(known, Free(), _now, item, kept.Statements)
            : StatementRules.Decide(known, Free(), _now, item, kept.Statements);
    }

    private DryRunResult Told(Snapshots known, ReadRecord read, RecordSnapshot record, Decision decided)
    {
        if (record.State == RecordState.SetAside)
            return SetAside(read, record);
        if (record.State == RecordState.Waiting)
            return new DryRunResult(read.Number, "waits", null, $"{StoredSentence.ReadOrNull(record.ReasonText)} A dry run knows these records only.");
        if (read.Statements.FirstOrDefault(s => s.Content is ReferralSubmitted) is not { } statement || known.Referrals.Find(record.ReferralId) is not { } referral)
            return new DryRunResult(read.Number, "applied", null, "It takes effect on what is known of the client or the referral it names, and hands nothing over.");
        var parts = decided.New<StoredDecision>().Where(d => d.ReferralId == referral.Id).SelectMany(d => JsonSerializer.Deserialize<DecisionPart[]>(d.Parts, ContractJson.Options)!).ToList();
        var told = new DryRunResult(read.Number, OutcomeOf(referral), referral.ReasonCode, Sentence(referral, record, parts))
        {
            Missing = [.. parts.SelectMany(p => p.Why.Missing).Distinct(StringComparer.Ordinal)],
            Notices = [.. parts.SelectMany(p => p.Why.Notices).Distinct(StringComparer.Ordinal)],
        };
        return referral.State == ReferralState.Issued && referral.RecordId == record.Id
            ? told with { Handovers = [.. _steps.Of(known, referral, statement)] }
            : told;
    }

    private static DryRunResult SetAside(ReadRecord read, RecordSnapshot record) =>
        new(read.Number, "set-aside", record.ReasonCode, StoredSentence.ReadOrNull(record.ReasonText)?.ToString() ?? "");

    private static string OutcomeOf(ReferralSnapshot referral) => referral.State switch
    {
        _ when referral.EndedAt is not null => "applied",
        ReferralState.Withheld => "withheld",
        ReferralState.Unroutable => "unroutable",
        _ => "handed-over",
    };

    private static string Sentence(ReferralSnapshot referral, RecordSnapshot record, List<DecisionPart> parts) =>
        parts.Count > 0 ? string.Join(' ', parts.Where(p => p.Kind != "view" || p.Outcome == WithheldCodes.NoManifest).Select(p => DecisionSentences.Of(p.Why).ToString()))
        : referral.RecordId == record.Id ? "It corrects a referral of these records; whoever has it gets the corrected one."
        : "The referral was stated before in these records, or is newer there; this record changes nothing.";

    /// <summary>Clients that these records name; each has a key in name only, because nothing is sealed.</summary>
    private sealed class NamedClients(BlindIndex index) : ClientsByNumber(index)
    {
        protected override (byte[] Wrapped, byte[] Key) KeyFor(Guid row) => ([], []);
    }
}
