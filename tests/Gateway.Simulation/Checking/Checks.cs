using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Contracts;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Simulation.Running;

namespace Gateway.Simulation.Checking;

/// <summary>
/// Holds what is seen of the gateway against the model, after each commit, before each sending and at each arrival: at the moment at
/// which something is wrong, before it can be put right.
/// </summary>
internal sealed partial class Checks(Store store, Model model, Func<DateTimeOffset> now)
{
    private readonly Dictionary<Guid, Said> _submissions = [];
    private readonly Dictionary<Guid, Said> _kept = [];
    private readonly Dictionary<int, Said> _said = [];
    private readonly Dictionary<Guid, string> _tickets = [];
    private readonly Dictionary<Guid, Released> _released = [];
    private readonly Dictionary<(GatewayProcess, Guid), string> _gate = [];
    private readonly Dictionary<(Guid, long, long), Guid> _issued = [];
    private readonly Dictionary<Guid, string> _arrived = [];
    private readonly Dictionary<GatewayProcess, Person> _erasing = [];
    private readonly HashSet<int> _committed = [];
    private readonly HashSet<string> _numbers = new(StringComparer.Ordinal);
    private long _audited;

    /// <summary>An event as it was released.</summary>
    internal sealed record Released(Guid Id, Guid Referral, Guid? Handover, Guid Client, string Recipient, string Event, long Step, string? Status, string Policy, string? Ticket);

    /// <summary>The gate said yes at an attempt.</summary>
    private const string Agreed = "";

    /// <summary>What is known to have been released.</summary>
    public IReadOnlyDictionary<Guid, Released> AllReleased => _released;

    /// <summary>Events whose bytes are outside.</summary>
    public IReadOnlyCollection<Guid> AllArrived => _arrived.Keys;

    /// <summary>Referrals by their tickets.</summary>
    public IReadOnlyDictionary<Guid, string> Tickets => _tickets;

    /// <summary>Submissions that were committed, with what was said in them.</summary>
    public IReadOnlyDictionary<Guid, Said> Submissions => _kept;

    /// <summary>Everything that happened, in a line each: two runs of one seed give the same.</summary>
    public IncrementalHash Trace { get; } = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Called with each line.</summary>
    public Action<string> Told { get; set; } = _ => { };

    /// <summary>It is about to be handed in.</summary>
    public void HandsIn(Said said)
    {
        _said[said.Number] = said;
        _numbers.Add(said.Person.Insz);
    }

    /// <summary>A process begins to erase a person, or has ended.</summary>
    /// <returns>False when it is at another erasure.</returns>
    public bool Erases(GatewayProcess process, Person? person)
    {
        if (person is null)
            return _erasing.Remove(process);
        model.MayErase(person);
        return _erasing.TryAdd(process, person);
    }

    /// <summary>Notes a line of what happened.</summary>
    public void Note(string line)
    {
        Trace.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
        Told(line);
    }

    /// <summary>An office was told that what it said is accepted.</summary>
    public void Answered(Said said, Guid submission)
    {
        if (!_committed.Contains(said.Number))
            throw new ViolationException(1, $"{said} was answered as accepted, and nothing was committed.");
        if (!_submissions.TryGetValue(submission, out var first) || first.Number != said.Number)
            throw new ViolationException(3, $"{said} was answered with the submission of something else.");
    }

    /// <summary>A port is called.</summary>
    public void Asked(MethodInfo method, object?[] args)
    {
        if (method.DeclaringType != typeof(IIntakeStore) || method.Name != nameof(IIntakeStore.AcceptAsync))
            return;
        foreach (var decision in (IReadOnlyList<Decision>)args[1]!)
        {
            if (decision.Effects.OfType<Effect.Enqueued>().FirstOrDefault(e => e.Stage == StageNames.Translation) is { TraceParent: { } trace } work && NumberOf(trace) is { } number && _said.TryGetValue(number, out var said))
                _submissions[work.Subject] = said;
        }
    }

    /// <summary>A port has answered; nobody has had a turn since.</summary>
    public void Done(GatewayProcess process, MethodInfo method, object?[] args)
    {
        if (method.DeclaringType != typeof(IReleaseStore) || method.Name != nameof(IReleaseStore.ApplyAsync))
            return;
        foreach (var settled in (IReadOnlyList<SettledItem>)args[2]!)
        {
            if (_released.TryGetValue(settled.Item.SubjectId, out var released))
                _gate[(process, released.Id)] = released is { Event: EventTypes.ReferralHandover, Ticket: { } ticket } ? model.Forbids(ticket) ?? Agreed : Agreed;
        }
    }

    /// <summary>A process has committed something.</summary>
    public void Committed(GatewayProcess process)
    {
        foreach (var row in store.Rows("SELECT rowid, Kind, SubjectId, Detail FROM Audit WHERE rowid > $0 ORDER BY rowid", _audited))
        {
            _audited = (long)row[0]!;
            var (kind, subject) = ((string)row[1]!, (Guid)row[2]!);
            Note($"{process.Name} {kind} {subject:N}");
            switch (kind)
            {
                case "submission.accepted":
                    Accept(subject);
                    break;
                case "referral.submitted":
                    Submit(subject);
                    break;
                case "delivery.released":
                    Release(subject);
                    break;
                case "client.erased" when _erasing.TryGetValue(process, out var person):
                    model.Erase(person);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>A channel is about to send.</summary>
    public void Sending(GatewayProcess process, Guid delivery, string recipient)
    {
        Note($"{process.Name} sends {delivery:N}");
        if (!_released.TryGetValue(delivery, out var released) || store.One("SELECT 1 FROM Disclosure WHERE DeliveryId = $0", delivery) is null)
            throw new ViolationException(7, $"Event {delivery} is sent to {recipient} without a disclosure.");
        if (!_gate.Remove((process, delivery), out var said))
            throw new ViolationException(7, $"Event {delivery} is sent to {recipient} at an attempt for which the gate was not asked.");
        if (said != Agreed)
            throw new ViolationException(9, $"Event {delivery} is sent to {recipient} although, when it was released for this attempt, {said}.");
        if (released.Recipient != recipient)
            throw new ViolationException(6, $"Event {delivery} is for {released.Recipient} and goes to {recipient}.");
    }

    /// <summary>Bytes are outside.</summary>
    public void Arrived(Guid delivery, string recipient, string text)
    {
        if (!_released.TryGetValue(delivery, out var released) || released.Recipient != recipient)
            throw new ViolationException(7, $"{recipient} has event {delivery}, which was not released to it.");
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        if (_arrived.TryGetValue(delivery, out var before) && before != digest)
            throw new ViolationException(3, $"{recipient} has event {delivery} twice, with other bytes.");
        if (!_arrived.TryAdd(delivery, digest))
            return;
        Note($"{recipient} has {delivery:N}");
        Look(released, text);
    }

    /// <summary>A process wrote a line into its log, or sent a message.</summary>
    public void Heard(int number, string line)
    {
        if (IsOfPerson(line) || Digits().Matches(line).Any(m => _numbers.Contains(m.Value)))
            throw new ViolationException(5, $"Log event {number} holds something of a person.");
        if (number == 1303)
            throw new ViolationException(13, "The gateway itself says that its audit chain does not hold.");
    }

    /// <summary>Whether text holds a value of an invented person.</summary>
    private static bool IsOfPerson(string text) =>
        text.Contains("Zzvoorbeeld", StringComparison.Ordinal) || text.Contains("zzmail", StringComparison.Ordinal) || text.Contains("+32460", StringComparison.Ordinal) || text.Contains(Forms.Never, StringComparison.Ordinal);

    private void Accept(Guid submission)
    {
        // Test records of the gateway itself are nobody's.
        if (!_submissions.TryGetValue(submission, out var said))
            return;
        if (!_committed.Add(said.Number))
            throw new ViolationException(3, $"{said} was accepted twice.");
        _kept[submission] = said;
        model.Accept(said, now());
    }

    private void Submit(Guid referral)
    {
        if (store.One("SELECT r.SubmissionId FROM Referral f JOIN Record r ON r.Id = f.RecordId WHERE f.Id = $0", referral) is Guid submission && _submissions.TryGetValue(submission, out var said))
            _tickets[referral] = said.Ticket!;
    }

    private void Release(Guid delivery)
    {
        var row = store.Rows(
            "SELECT d.ReferralId, d.HandoverId, d.ClientId, d.Recipient, d.Event, d.Step, d.Revision, d.Sequence, d.Status, s.PolicyVersion FROM Delivery d LEFT JOIN Disclosure s ON s.DeliveryId = d.Id WHERE d.Id = $0", delivery);
        if (row is not [var one] || one[9] is not string policy)
            throw new ViolationException(2, $"Event {delivery} was released, and the disclosure was not committed with it.");
        var released = new Released(
            delivery, (Guid)one[0]!, one[1] as Guid?, (Guid)one[2]!, (string)one[3]!, (string)one[4]!, (long)one[5]!, one[8] as string, policy, _tickets.GetValueOrDefault((Guid)one[0]!));
        _released[delivery] = released;
        InOrder(released, (long)one[7]!);
        if (released.Event != EventTypes.ReferralHandover)
            return;
        if (released.Ticket is not { } ticket)
            throw new ViolationException(6, $"Handover {delivery} is of no referral that an office handed in.");
        var office = SimulatedOffices.ByMunicipality[model.Referrals[ticket].Person.Municipality];
        if (released.Recipient != office)
            throw new ViolationException(6, $"Handover {delivery} of ticket {ticket} is for {released.Recipient}, and {office} is competent.");
        var isLive = office != SimulatedOffices.ClosedInSecond || policy != SimulatedOffices.Sets[1].Contracts.Agreed.Policy.Version;
        if (model.Forbids(ticket, isLive) is { } why)
            throw new ViolationException(9, $"Handover {delivery} of ticket {ticket} was released to {office} although {why}.");
        if (_issued.TryGetValue((released.Handover!.Value, released.Step, (long)one[6]!), out var first) && first != delivery)
            throw new ViolationException(3, $"Step {released.Step} of handover {released.Handover} has two ids: {first} and {delivery}.");
        _issued[(released.Handover.Value, released.Step, (long)one[6]!)] = delivery;
    }

    private void InOrder(Released released, long sequence)
    {
        if (store.One("SELECT Id FROM Delivery WHERE ClientId = $0 AND Recipient = $1 AND Sequence < $2 AND State = 0", released.Client, released.Recipient, sequence) is Guid earlier)
            throw new ViolationException(10, $"Event {released.Id} was released to {released.Recipient} before event {earlier}, which waits about the same client.");
    }

    private void Look(Released released, string text)
    {
        if (text.Contains(Forms.Never, StringComparison.Ordinal))
            throw new ViolationException(6, $"Event {released.Id} holds what no list of fields names.");
        if (released.Event != EventTypes.ReferralHandover)
        {
            if (IsOfPerson(text) || Digits().Matches(text).Any(m => _numbers.Contains(m.Value)))
                throw new ViolationException(6, $"A {released.Event} to {released.Recipient} holds something of a person.");
            return;
        }

        var referral = model.Referrals[released.Ticket!];
        if (Names().Matches(text).Any(m => m.Value != referral.Person.FamilyName) || !text.Contains(referral.Person.Insz, StringComparison.Ordinal))
            throw new ViolationException(6, $"Handover {released.Id} is about another person than its referral.");
        if (text.Contains(referral.Person.Email, StringComparison.Ordinal) && released.Policy == SimulatedOffices.Sets[1].Contracts.Agreed.Policy.Version)
            throw new ViolationException(6, $"Handover {released.Id} holds an e-mail address, which its policy names nowhere.");
        if (released.Step == 1 && text.Contains("AKK-", StringComparison.Ordinal))
            throw new ViolationException(6, $"Step one of handover {released.Handover} holds what belongs to step two.");
    }

    /// <summary>The number of what was said stands in the trace that the call began.</summary>
    internal static string TraceOf(Said said) => $"00-{said.Number:x32}-00000000000000aa-01";

    private static int? NumberOf(string trace) =>
        trace.Length > 35 && int.TryParse(trace.AsSpan(3, 32), System.Globalization.NumberStyles.HexNumber, null, out var number) ? number : null;

    [GeneratedRegex("Zzvoorbeeld[0-9]+", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Names();

    [GeneratedRegex("[0-9]{11}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Digits();
}
