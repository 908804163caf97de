using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Noes;
using Gateway.Core.Referrals;
using Gateway.Core.Replies;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Unit.Tests.Core.Routing;

namespace Gateway.Unit.Tests.Core.Deciding;

/// <summary>The way of one client, decided in memory: every decision sees what the ones before it did, as the store would give it.</summary>
internal sealed class Way : IKeys
{
    internal const string Insz = "85073003328";
    internal static readonly DateTimeOffset Morning = new(2026, 3, 9, 8, 0, 0, TimeSpan.Zero);

    private readonly IEventWriter _writer = new PlainWriter();
    private int _keys;

    internal Way()
    {
        Client = new ClientSnapshot { Id = Next(), Agency = "pes", Wrapped = [1] };
        Known = new ReleaseSnapshots
        {
            Clients = new SnapshotSet<ClientSnapshot>([Client]),
            Identifiers = [new ClientIdentifier { Agency = "pes", Hash = Index.Identifier("pes", "insz", Insz), ClientId = Client.Id, Scheme = "insz" }],
            Statements = _statements,
            Disclosed = new HashSet<(Guid, string)>(),
            Occupancy = new PlacesFor(),
            LastSequences = new Dictionary<(Guid, string), int>(),
        };
    }

    private readonly Dictionary<Guid, ReferralStatement> _statements = [];
    private readonly Dictionary<Guid, Statement> _stated = [];

    internal IEventWriter Writer => _writer;

    internal BlindIndex Index { get; } = new(new byte[32]);

    internal DateTimeOffset Now { get; set; } = Morning;

    internal ClientSnapshot Client { get; }

    internal ReleaseSnapshots Known { get; }

    internal Agreed Agreed { get; set; } = Cases.Agreed(Cases.Local) with
    {
        Policy = Cases.Policy with
        {
            // A recipient may be told to stop.
            Manifests = [.. Cases.Policy.Manifests, Cases.Policy.Manifests.Single(m => m.Id == "status") with { Id = "stop", From = RecipientClass.Pes, To = RecipientClass.Welfare }],
        },
    };

    internal Circumstances Circumstances => new(Agreed, Index, this, new Moment(Now));

    internal ReferralSnapshot Referral => Known.Referrals.All.Last();

    internal HandoverSnapshot Handover => Known.Handovers.All.Last();

    internal IEnumerable<DeliverySnapshot> Deliveries => Known.Deliveries.All;

    public Guid Next() => new(++_keys, 0, 0, new byte[8]);

    /// <summary>A statement of the referring agency.</summary>
    internal Decision State(string type, IStatement content, Guid? client = null, string agency = "pes")
    {
        var record = Record(agency, client ?? Client.Id);
        _stated[record.Id] = Statement(type, content);
        var decision = StatementRules.Decide(Known, Free, Circumstances, Item(StageNames.Referral, record), [_stated[record.Id]]);
        Known.Take(decision);
        if (content is ReferralSubmitted referral && Known.Referrals.All.FirstOrDefault(r => r.RecordId == record.Id) is { } made)
            _statements[made.Id] = new ReferralStatement((JsonObject)JsonNode.Parse(Statement(type, referral).Utf8.Span)!, referral.InReplyTo ?? referral.Ticket);
        return decision;
    }

    /// <summary>The record of the last referral is decided again, as a replay does.</summary>
    internal Decision Again()
    {
        var record = Known.Records.Find(Referral.RecordId)!;
        var stated = _stated[record.Id];
        var decision = StatementRules.Decide(Known, Free, Circumstances, Item(StageNames.Referral, record), [stated]);
        Known.Take(decision);
        return decision;
    }

    /// <summary>The ordinary referral, with an agreement that the client gave on a day.</summary>
    internal Decision Refer(string givenOn = "2026-03-01", string? recordId = null, string ticket = "t-1") =>
        State(EventTypes.ReferralSubmitted, Cases.Referral with { Ticket = ticket, Agreement = Claim(givenOn, recordId) });

    internal static AgreementClaim Claim(string givenOn, string? recordId = null) =>
        new() { NoticeVersion = "2026-1", GivenOn = givenOn, How = "WRITTEN", RecordId = recordId };

    /// <summary>A reply of the office.</summary>
    internal Decision Reply(string outcome, DateTimeOffset? sentAt = null, string? caseNumber = null, string? insz = null, string? number = "insz", HandoverSnapshot? of = null, string? reason = null, string? office = null)
    {
        of ??= office is null ? Handover : Part(office);
        var record = Record(of.Recipient, client: null);
        var reply = new ReferralReply
        {
            Ticket = "r-" + record.Id, InReplyTo = of.Id.ToString(), Outcome = outcome, SentAt = sentAt, CaseNumber = caseNumber, Reason = reason,
            Client = insz is null ? null : new Client { Identifiers = [new Identifier(number!, insz)] },
        };
        var decision = ReplyRules.Decide(Known, Free, Circumstances, Item(StageNames.Outcome, record), [Statement(EventTypes.ReferralReply, reply)]);
        Known.Take(decision);
        return decision;
    }

    /// <summary>An answer of the office as it stands.</summary>
    internal Decision Answer(ReferralReply reply, Guid? handover = null)
    {
        var record = Record("office-a", client: null);
        var decision = ReplyRules.Decide(
            Known, Free, Circumstances, Item(StageNames.Outcome, record), [Statement(EventTypes.ReferralReply, reply with { Ticket = "r-" + record.Id, InReplyTo = (handover ?? Handover.Id).ToString() })]);
        Known.Take(decision);
        return decision;
    }

    /// <summary>Any answer of any office, to the handover it got.</summary>
    internal Decision Answer(string office, string outcome, Func<ReferralReply, ReferralReply>? with = null, HandoverSnapshot? to = null)
    {
        var record = Record(office, client: null);
        var reply = new ReferralReply { Ticket = "r-" + record.Id, InReplyTo = (to ?? Part(office)).Id.ToString(), Outcome = outcome, SentAt = Now };
        var decision = ReplyRules.Decide(Known, Free, Circumstances, Item(StageNames.Outcome, record), [Statement(EventTypes.ReferralReply, with?.Invoke(reply) ?? reply)]);
        Known.Take(decision);
        return decision;
    }

    /// <summary>The part of an office.</summary>
    internal HandoverSnapshot Part(string office) => Known.Handovers.All.Last(h => h.Recipient == office);

    /// <summary>What a deadline does that passes.</summary>
    internal Decision Passes(Guid subject, params Deadline[] deadlines)
    {
        var known = new Gateway.Core.Deadlines.DeadlineSnapshots { Clients = Known.Clients, Referrals = Known.Referrals, Handovers = Known.Handovers, LastSequences = Known.LastSequences, Deadlines = deadlines };
        var decision = Gateway.Core.Deadlines.DeadlineRules.Decide(known, Circumstances, new WorkItem { Id = Next(), Stage = StageNames.Clocks, SubjectId = subject });
        Known.Take(decision);
        return decision;
    }

    /// <summary>Another client that is known by a number at an agency.</summary>
    internal ClientSnapshot Meet(string agency, string number)
    {
        var client = new ClientSnapshot { Id = Next(), Agency = agency, Wrapped = [1] };
        Known.Take(new Decision(ItemOutcome.Completed, [
            new Effect.Added(client), new Effect.Added(new ClientIdentifier { Agency = agency, Hash = Index.Identifier(agency, "insz", number), ClientId = client.Id, Scheme = "insz" })]));
        return client;
    }

    /// <summary>The register says that a number was replaced.</summary>
    internal Decision Replace(string old, string by, string agency = "register")
    {
        var own = Known.ClientOf(agency, Index.Identifier(agency, "insz", old)) ?? Meet(agency, old).Id;
        return State(EventTypes.ClientChanged, new ClientChanged { Ticket = "c-" + Next(), Client = new Client { Identifiers = [new Identifier("insz", old) { Status = "cancelled", ReplacedBy = by }] } }, own, agency);
    }

    /// <summary>A withdrawal, as intake decides it.</summary>
    internal Decision Withdraw(string? ticket = "t-1", string? recordId = null, Guid? client = null)
    {
        var draft = new Draft(Known, Circumstances);
        WithdrawalRules.Apply(draft, "pes", client, new ConsentWithdrawn { Ticket = "w-1", InReplyTo = ticket, AgreementRecordId = recordId, Sender = new Party { Organisation = "pes vzw" } });
        var decision = draft.Decided(ItemOutcome.Completed);
        Known.Take(decision);
        return decision;
    }

    /// <summary>A no as an agency says it, as intake decides it.</summary>
    internal Decision SayNo(string agency, IStatement statement, Guid? client = null, IClientRegister? register = null)
    {
        var draft = new Draft(Known, Circumstances);
        NoRules.Apply(draft, agency, client, statement, Now, register);
        var decision = draft.Decided(ItemOutcome.Completed);
        Known.Take(decision);
        return decision;
    }

    /// <summary>Releases a delivery.</summary>
    internal ReleaseRules.Result Release(DeliverySnapshot delivery, IEventWriter? writer = null)
    {
        var result = ReleaseRules.Decide(Known, Circumstances, Known.Deliveries.Find(delivery.Id)!, writer ?? _writer);
        Known.Take(result.Decision);
        return result;
    }

    /// <summary>Releases everything that waits, in order.</summary>
    internal void ReleaseAll()
    {
        foreach (var delivery in Deliveries.Where(d => d.State == DeliveryState.Waiting).OrderBy(d => d.Sequence).ToList())
            Release(delivery);
    }

    private RecordSnapshot Record(string agency, Guid? client)
    {
        var record = new RecordSnapshot { Id = Next(), SubmissionId = Next(), Number = 1, Agency = agency, ClientId = client, ReceivedAt = Now };
        Known.Take(new Decision(ItemOutcome.Completed, [new Effect.Added(record)]));
        return record;
    }

    private WorkItem Item(string stage, RecordSnapshot record) => new() { Id = Next(), Stage = stage, SubjectId = record.Id, Attempts = 3 };

    private static RecordOrder Free => new(new Dictionary<string, Guid>(), []);

    internal static Statement Statement(string type, IStatement content) => Gateway.Core.Clients.Statement.Of(type, Cases.Json(content));

    private sealed class PlainWriter : IEventWriter
    {
        public WrittenEvent Write(Agency to, string eventType, JsonObject data) => new("application/json", System.Text.Encoding.UTF8.GetBytes(data.ToJsonString()), []);
    }
}
