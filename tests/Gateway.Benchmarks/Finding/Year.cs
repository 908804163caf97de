using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Contracts;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Persistence.Audit;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;

namespace Gateway.Benchmarks.Finding;

/// <summary>
/// A year of referrals as rows, or more: the same for the same number, but for the keys. Most are through; of the last weeks some wait,
/// are overdue or set aside. Nothing in them is anybody's: bytes that the gateway would seal are arbitrary.
/// </summary>
internal sealed class Year
{
    private const int OfOneSubmission = 4;
    private static readonly byte[] Sealed = RandomNumberGenerator.GetBytes(400);
    private static readonly string Explanation =
        """{"rule":"by-territory-and-service","says":"one-office","values":[],"inputs":[{"input":"policy","version":"4f1c2a7d90be"},{"input":"directory","version":"a81e55c07d13"}],"facts":["purpose=ACTIVATION","basis=KSZ-2026-014"],"missing":[],"notices":["no-local-agreement"]}""";

    private readonly BlindIndex _index;
    private readonly KeySequence _keys;
    private readonly KeyRing _ring;
    private readonly TrailKeys _trail;
    private readonly int _referrals;
    private readonly DateTimeOffset _end;
    private readonly TimeSpan _length;
    private readonly string[] _senders;
    private readonly string[] _recipients;
    private readonly Dictionary<string, long> _positions = new(StringComparer.Ordinal);
    private SubmissionSnapshot? _submission;
    private Guid _client;

    public Year(BlindIndex index, KeySequence keys, KeyRing ring, TrailKeys trail, Agreed agreed, int referrals, DateTimeOffset end, TimeSpan length)
    {
        (_index, _keys, _ring, _trail, _referrals, _end, _length) = (index, keys, ring, trail, referrals, end, length);
        var live = agreed.Directory.Agencies.Where(a => a.Live).ToList();
        // Few send most of it; the last is a small office.
        _senders = [.. live.Where(a => a.Class == RecipientClass.Pes).Select(a => a.Id), .. live.Where(a => a.Class == RecipientClass.Welfare).Select(a => a.Id)];
        _recipients = [.. live.Where(a => a.Class is RecipientClass.Welfare or RecipientClass.Provider).Select(a => a.Id)];
    }

    /// <summary>The agency with the most referrals.</summary>
    public string Busy => _senders[0];

    /// <summary>One with few.</summary>
    public string Small => _senders[^1];

    /// <summary>The office that gets the most.</summary>
    public string BusyOffice => _recipients[0];

    /// <summary>One that gets few.</summary>
    public string SmallOffice => _recipients[^1];

    /// <summary>Last position in each agency's feed.</summary>
    public IReadOnlyDictionary<string, long> Positions => _positions;

    /// <summary>Some of the ids in it, for looking them up: every so many of each kind.</summary>
    public Dictionary<string, List<Guid>> Ids { get; } = new(StringComparer.Ordinal);

    /// <summary>Reference and sender of a referral.</summary>
    public (string Agency, string Ticket) TicketOf(int number) => (SenderOf(number), string.Create(CultureInfo.InvariantCulture, $"T-{number}"));

    /// <summary>The agency's own reference of a referral's client.</summary>
    public static string ClientOf(int number) => string.Create(CultureInfo.InvariantCulture, $"C-{number - (number % 6 == 5 ? 1 : 0)}");

    /// <summary>Rows of a referral, in the order in which they come to be.</summary>
    public IEnumerable<object> RowsOf(int number)
    {
        var at = _end - (_length * ((double)(_referrals - number) / _referrals));
        var age = _end - at;
        var agency = SenderOf(number);
        var dice = Mix(number);
        if (number % OfOneSubmission == 0 || _submission is null)
        {
            _submission = new SubmissionSnapshot
            {
                Id = Key("submission", number), Agency = agency, Profile = "vdab-referral", KeyHash = Hash("key", number), BodyHash = Hash("body", number), Bytes = 4_000,
                ReceivedAt = at, State = SubmissionState.Translated, Records = OfOneSubmission, DestroyedAt = at,
            };
            yield return _submission;
        }

        if (number % 6 != 5)
        {
            _client = _keys.Next();
            yield return new ClientSnapshot { Id = _client, Agency = agency, Wrapped = _ring.CreateFor(_client).Wrapped };
            yield return new ClientIdentifier { Agency = agency, Scheme = "agency", Hash = _index.Identifier(agency, "agency", ClientOf(number)), ClientId = _client };
        }

        var aside = dice % 100 == 7;
        var record = new RecordSnapshot
        {
            Id = Key("record", number), SubmissionId = _submission.Id, Number = (number % OfOneSubmission) + 1, Agency = agency, State = aside ? RecordState.SetAside : RecordState.Done,
            StatementType = EventTypes.ReferralSubmitted, ClientId = _client, Sealed = Sealed, ReceivedAt = at,
            ReasonCode = aside ? "identifier-check-digits" : null, ReasonText = aside ? StoredSentence.Store(ValueProblems.NumberCheckDigits.With("insz")) : null,
        };
        yield return record;
        if (aside)
        {
            yield return Item(TaskKinds.SetAside, agency, record.Id, "identifier-check-digits", at, open: age.TotalDays < 14);
            yield break;
        }

        var state = (int)((dice >> 8) % 1_000) switch { < 40 => ReferralState.Withheld, < 70 => ReferralState.Unroutable, _ => ReferralState.Issued };
        var referral = new ReferralSnapshot
        {
            Id = Key("referral", number), Agency = agency, ClientId = _client, TicketHash = _index.Ticket(agency, TicketOf(number).Ticket), StatementHash = Hash("statement", number),
            RecordId = record.Id, SourceTime = at, SubmittedAt = at, State = state, ReasonCode = state == ReferralState.Issued ? null : "basis-missing",
            Purpose = "ACTIVATION", BasisReference = "KSZ-2026-014", Collaboration = dice % 10 < 7 ? "leuven" : null, Municipality = "24062", AckDueAt = age.TotalDays < 5 ? at.AddDays(5) : null,
        };
        record.ReferralId = referral.Id;
        yield return referral;
        var kinds = state == ReferralState.Withheld ? ["admission"] : (string[])["admission", "routing", "view"];
        yield return new StoredDecision { Id = _keys.Next(), ReferralId = referral.Id, Parts = $"[{string.Join(',', kinds.Select(Part))}]", At = at };
        yield return AuditEntry.Of(_trail, _keys.Next(), at, "referral.submitted", agency, referral.Id, new { record = record.Id });
        if (state != ReferralState.Issued)
        {
            yield return Item(state == ReferralState.Withheld ? TaskKinds.Withheld : TaskKinds.Unroutable, "gateway", referral.Id, "basis-missing", at, open: age.TotalDays < 30, referral.Id);
            // One in ten was issued, and withheld before anything of it left.
            if (state == ReferralState.Withheld && (dice >> 48) % 10 == 0)
                yield return Handover(number, referral, at, RecipientOf(dice), HandoverState.Cancelled);
            yield break;
        }

        foreach (var row in HandoverOf(number, referral, at, age, dice))
            yield return row;
    }

    private static string Part(string kind) => $$"""{"kind":"{{kind}}","outcome":"routed","why":{{Explanation}}}""";

    private string RecipientOf(ulong dice) => _recipients[Math.Min((dice >> 20) % 64, (dice >> 28) % (ulong)_recipients.Length)];

    private HandoverSnapshot Handover(int number, ReferralSnapshot referral, DateTimeOffset at, string recipient, HandoverState state) => new()
    {
        Id = Key("handover", number), ReferralId = referral.Id, ClientId = referral.ClientId, Sender = referral.Agency, Recipient = recipient, Services = "DEBT_ADVICE",
        TicketHash = _index.Ticket(recipient, TicketOf(number).Ticket), State = state, AckDueOn = DateOnly.FromDateTime(at.UtcDateTime).AddDays(5), AckDueAt = state == HandoverState.Issued ? at.AddDays(5) : null, IssuedAt = at,
    };

    private IEnumerable<object> HandoverOf(int number, ReferralSnapshot referral, DateTimeOffset at, TimeSpan age, ulong dice)
    {
        var recipient = RecipientOf(dice);
        var waits = age.TotalHours < 6;
        var silent = !waits && (dice >> 40) % 200 == 0;
        var state = (dice >> 52) % 100 == 0 ? HandoverState.Cancelled
            : waits || silent ? HandoverState.Issued
            : age.TotalDays < 60 ? HandoverState.InService : HandoverState.Completed;
        var handover = Handover(number, referral, at, recipient, state);
        handover.AcknowledgedAt = waits || silent ? null : at.AddDays(1);
        yield return handover;
        yield return AuditEntry.Of(_trail, _keys.Next(), at, "handover.issued", "gateway", handover.Id, new { referral = referral.Id, recipient });
        if (silent)
            yield return Item(TaskKinds.Overdue, "gateway", handover.Id, "not-acknowledged", at.AddDays(5), open: age.TotalDays < 60, referral.Id);
        (string To, string Event, int Step, string? Status)[] events = waits || silent
            ? [(recipient, EventTypes.ReferralHandover, 1, null)]
            : [(recipient, EventTypes.ReferralHandover, 1, null), (recipient, EventTypes.ReferralHandover, 2, null), (referral.Agency, EventTypes.ReferralStatusChanged, 0, "received")];
        var sequence = 0;
        foreach (var (to, type, step, status) in events)
        {
            var delivery = new DeliverySnapshot
            {
                Id = Key("delivery", number), ReferralId = referral.Id, HandoverId = handover.Id, ClientId = referral.ClientId, From = step == 0 ? recipient : referral.Agency, Recipient = to,
                Event = type, Step = step, Status = status, Sequence = (number * 4) + ++sequence, State = waits ? DeliveryState.Waiting : DeliveryState.Confirmed, IssuedAt = at,
                ReleasedAt = waits ? null : at.AddHours(1), Position = waits ? null : _positions[to] = _positions.GetValueOrDefault(to) + 1, Payload = waits ? null : Sealed, MediaType = waits ? null : "application/json",
            };
            yield return delivery;
            if (waits)
                continue;
            yield return Disclosed(delivery, number, at.AddHours(1));
            yield return AuditEntry.Of(_trail, _keys.Next(), at.AddHours(1), "delivery.released", "gateway", delivery.Id, new { type, step, recipient = to });
        }

        if (!waits && !silent)
            yield return AuditEntry.Of(_trail, _keys.Next(), at.AddDays(1), "reply.applied", recipient, handover.Id, new { outcome = "received", from = "Issued", to = "Received" });
    }

    /// <summary>One client of the busiest agency, and as many referrals of which something left.</summary>
    public IEnumerable<object> DisclosedOf(Guid client, int disclosures)
    {
        yield return new ClientSnapshot { Id = client, Agency = Busy, Wrapped = _ring.CreateFor(client).Wrapped };
        for (var number = 0; number < disclosures; number++)
        {
            var (id, at) = (_keys.Next(), _end.AddHours(-number));
            yield return new ReferralSnapshot
            {
                Id = id, Agency = Busy, ClientId = client, TicketHash = _index.Ticket(Busy, string.Create(CultureInfo.InvariantCulture, $"D-{number}")), StatementHash = Hash("disclosed", number),
                SourceTime = at, SubmittedAt = at, State = ReferralState.Issued, Purpose = "ACTIVATION", BasisReference = "KSZ-2026-014", Municipality = "24062",
            };
            var delivery = new DeliverySnapshot
            {
                Id = id, ReferralId = id, HandoverId = id, ClientId = client, From = Busy, Recipient = BusyOffice, Event = EventTypes.ReferralHandover, Step = 1, Sequence = number + 1,
                State = DeliveryState.Confirmed, IssuedAt = at, ReleasedAt = at,
            };
            yield return delivery;
            yield return Disclosed(delivery, number, at);
        }
    }

    private static Disclosure Disclosed(DeliverySnapshot delivery, int number, DateTimeOffset at) => new()
    {
        DeliveryId = delivery.Id, ReferralId = delivery.ReferralId, ClientId = delivery.ClientId, From = delivery.From, Recipient = delivery.Recipient, RecipientClass = "Welfare", Event = delivery.Event,
        Step = delivery.Step, Purpose = "ACTIVATION", Basis = "KSZ-2026-014", Manifest = "activation-pes-welfare-1", PolicyVersion = "4f1c2a7d90be",
        Fields = "client.familyName,client.givenNames,client.contact.phone,services,purpose", PayloadHmac = Hash("payload", number), At = at,
    };

    /// <summary>Three in five from the largest, the rest unevenly from the others; whole submissions from one.</summary>
    private string SenderOf(int number)
    {
        var dice = Mix(number / OfOneSubmission);
        return dice % 10 < 6 ? _senders[0] : _senders[Math.Min((dice >> 8) % (ulong)_senders.Length, (dice >> 20) % (ulong)_senders.Length)];
    }

    private OfficeTask Item(string kind, string agency, Guid subject, string code, DateTimeOffset at, bool open, Guid? referral = null) => new()
    {
        Id = _keys.Next(), Kind = kind, Agency = agency, SubjectId = subject, ReferralId = referral, ReasonCode = code, Text = StoredSentence.Store(new Sentence("One sentence of about the usual length, without anybody's data.")),
        OpenedAt = at, ClosedAt = open ? null : at.AddDays(10), ClosedBy = open ? null : "returned",
    };

    private Guid Key(string kind, int number)
    {
        var key = _keys.Next();
        if (!Ids.TryGetValue(kind, out var some))
            Ids[kind] = some = [];
        if (number % Math.Max(1, _referrals / 500) == 0)
            some.Add(key);
        return key;
    }

    private static byte[] Hash(string kind, int number) => SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{kind}:{number}")));

    /// <summary>Well spread, and the same for the same number (the finaliser of SplitMix64).</summary>
    private static ulong Mix(int number)
    {
        var z = ((ulong)number + 1) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
