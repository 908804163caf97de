namespace Gateway.Core.Directory;

/// <summary>What kind of body an agency is, which decides what it may receive (GDPR art. 5, 25).</summary>
public enum RecipientClass
{
    /// <summary>Counsellors of a public employment service.</summary>
    Pes,

    /// <summary>Control service of a public employment service; apart from <see cref="Pes"/>.</summary>
    PesControl,

    /// <summary>Case workers of a welfare office.</summary>
    Welfare,

    /// <summary>Benefit decision of a welfare office; apart from <see cref="Welfare"/>.</summary>
    WelfareDecision,

    /// <summary>A provider or NGO that delivers a service.</summary>
    Provider,

    /// <summary>An employer.</summary>
    Employer,

    /// <summary>Health partner, its own compartment.</summary>
    Health,

    /// <summary>Police and probation: nothing.</summary>
    Police,

    /// <summary>A register of persons: it gives notice of replaced numbers and receives nothing.</summary>
    Register,
}

/// <summary>How bytes reach an agency.</summary>
public enum ChannelKind
{
    /// <summary>The agency reads its feed over HTTP.</summary>
    Feed,

    /// <summary>Files in a folder that the agency collects.</summary>
    File,

    /// <summary>The agency's own queue on the broker.</summary>
    Amqp,

    /// <summary>Case workers read the web inbox.</summary>
    Inbox,

    /// <summary>The gateway calls an address of the agency, with a signature.</summary>
    Webhook,

    /// <summary>The gateway itself reads it: the channel of its own test client.</summary>
    Gateway,
}

/// <summary>An agency of the directory.</summary>
public sealed record Agency
{
    /// <summary>Id, <c>[a-z0-9-]{2,40}</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Name as people know it.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The entry serves to watch the gateway itself: nobody is asked to look at its referrals, and it is told at once
    /// instead of after the days that an office has to answer. No entry of a directory file has this.
    /// </summary>
    public bool Monitoring { get; init; }

    /// <summary>What it may receive.</summary>
    public required RecipientClass Class { get; init; }

    /// <summary>ISO 3166-1 alpha-2; decides identifiers, territory codes and holidays.</summary>
    public required string Country { get; init; }

    /// <summary>Codes by which records name this agency as sender or recipient (besides its id).</summary>
    public IReadOnlyList<string> Organisations { get; init; } = [];

    /// <summary>Territory with validity; empty for an agency that serves the whole country.</summary>
    public IReadOnlyList<Territory> Territory { get; init; } = [];

    /// <summary>Profiles this agency may submit in.</summary>
    public IReadOnlyList<string> Profiles { get; init; } = [];

    /// <summary>Profile in which it receives handovers.</summary>
    public string HandoverProfile { get; init; } = "cloudevents";

    /// <summary>Profile in which it receives status events.</summary>
    public string StatusProfile { get; init; } = "cloudevents";

    /// <summary>How bytes reach it.</summary>
    public required ChannelKind Channel { get; init; }

    /// <summary>Folder in which it drops files; null: it hands in none.</summary>
    public InFolder? InFolder { get; init; }

    /// <summary>Where its webhook is, when that is its channel.</summary>
    public WebhookTarget? Webhook { get; init; }

    /// <summary>Functional mailbox of an office that reads the web inbox: at most once a day it gets a mail that something waits, without saying what. Null: none is sent.</summary>
    public string? NoticeMail { get; init; }

    /// <summary>Language in which it is told why a record took no effect (ISO 639-1): en, nl or fr.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Whom to call when a deadline passes; a function and a telephone number of the office.</summary>
    public DutyContact? DutyContact { get; init; }

    /// <summary>Whom a task is put to, step by step; the gateway desk comes after the last. Empty: tasks stay where they are.</summary>
    public IReadOnlyList<LadderStep> Ladder { get; init; } = [];

    /// <summary>Days on which the office is closed, besides Saturdays, Sundays and its country's public holidays.</summary>
    public IReadOnlyList<DateOnly> ClosingDays { get; init; } = [];

    /// <summary>It is a register: on its notice, and on nobody else's, a number is replaced.</summary>
    public bool Authentic => Class == RecipientClass.Register;

    /// <summary>Once a day it is told how many referrals it sent and received, by state.</summary>
    public bool ReconcileDaily { get; init; }

    /// <summary>With what its systems call besides keys, and how often.</summary>
    public Callers.AgencyCallers Callers { get; init; } = new();

    /// <summary>Public key with which it countersigns heads of the audit trail (<see cref="Trail.AgencyKey"/>); null: it does not.</summary>
    public string? TrailKey { get; init; }

    /// <summary>False: in the directory, but nothing is accepted from it or routed to it.</summary>
    public bool Live { get; init; } = true;

    /// <summary>First day on which the office is closed, for example after a merger; null: it stays open. Nothing is routed to it from that day on.</summary>
    public DateOnly? ClosesOn { get; init; }

    /// <summary>Office that takes over what is open when it closes.</summary>
    public string? Successor { get; init; }

    /// <summary>Whether it is closed on a day.</summary>
    public bool Closed(DateOnly day) => ClosesOn <= day;
}

/// <summary>A municipality served for a time.</summary>
/// <param name="Municipality">Code in the country's list.</param>
/// <param name="From">First day; null: always.</param>
/// <param name="To">Last day; null: until further notice.</param>
public sealed record Territory(string Municipality, DateOnly? From, DateOnly? To)
{
    /// <summary>Whether the municipality is served on a day.</summary>
    public bool Covers(DateOnly day) => (From is null || From <= day) && (To is null || day <= To);
}

/// <summary>Whom to call at an office.</summary>
/// <param name="Role">Function, as it is announced on the phone.</param>
/// <param name="Phone">Telephone number.</param>
/// <param name="Hours">Opening hours in words.</param>
/// <param name="Mail">Functional mailbox that is told when deliveries to the office's system fail; null: none.</param>
public sealed record DutyContact(string Role, string Phone, string? Hours, string? Mail = null);

/// <summary>A municipality code with its validity.</summary>
public sealed record Municipality
{
    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string Country { get; init; }

    /// <summary>Code (Belgium: NIS).</summary>
    public required string Code { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>First day the code is valid; null: always.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day the code is valid; null: still.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Code that continues it after a merger.</summary>
    public string? Successor { get; init; }
}

/// <summary>How binding a service is for the client.</summary>
public enum ServiceCharacter
{
    /// <summary>Refusing costs nothing and is not stored.</summary>
    Voluntary,

    /// <summary>Part of an individual plan.</summary>
    Agreed,

    /// <summary>Imposed by law.</summary>
    Statutory,
}

/// <summary>A service of the catalogue.</summary>
public sealed record Service
{
    /// <summary>Code.</summary>
    public required string Code { get; init; }

    /// <summary>Names by language (ISO 639-1).</summary>
    public required IReadOnlyDictionary<string, string> Names { get; init; }

    /// <summary>How binding it is.</summary>
    public ServiceCharacter Character { get; init; }

    /// <summary>It is about the client's money: an administrator over property may agree to it.</summary>
    public bool Property { get; init; }

    /// <summary>Who offers it.</summary>
    public required IReadOnlyList<ServiceOffer> Offers { get; init; }

    /// <summary>Services that must run first (training waits for a childcare slot).</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>Whom it is for, asked once, when a referral comes in: an age, a phase. Only a clear no keeps somebody out, and whoever has begun is not asked again.</summary>
    public Routing.Criterion? Entry { get; init; }
}

/// <summary>One agency's offer of a service.</summary>
/// <param name="Agency">Agency id.</param>
/// <param name="Capacity">Places open at the same time; null: not limited.</param>
public sealed record ServiceOffer(string Agency, int? Capacity)
{
    /// <summary>The places are the office's own or commissioned by it, and it fills them with its own clients first. Its decisions carry a notice, and the need decides.</summary>
    public bool OwnFirst { get; init; }
}

/// <summary>A municipality code resolved at a date.</summary>
/// <param name="Code">The code valid on that day.</param>
/// <param name="RetiredCode">The code that was given, when it was no longer valid.</param>
public sealed record ResolvedMunicipality(string Code, string? RetiredCode);

/// <summary>A coded question of the referral, and the services it asks for when the referral lists none.</summary>
/// <param name="Code">Code, for example <c>WELFARE_SUPPORT</c>.</param>
/// <param name="Services">Services it stands for.</param>
/// <param name="Names">Names by language (ISO 639-1).</param>
public sealed record Question(string Code, IReadOnlyList<string> Services, IReadOnlyDictionary<string, string> Names);
