using Gateway.Core.Directory;
using Gateway.Core.Evaluation;
using Gateway.Core.Privacy;

namespace Gateway.Core.Routing;

/// <summary>Yes, no or undetermined: missing data never means no (Kleene's strong three-valued logic).</summary>
public enum Verdict
{
    /// <summary>Does not hold.</summary>
    No = 0,

    /// <summary>Cannot be told from what is known.</summary>
    Undetermined = 1,

    /// <summary>Holds.</summary>
    Yes = 2,
}

/// <summary>Target groups of the VDAB–OCMW experiment (2012).</summary>
public enum TargetGroup
{
    /// <summary>(a) unemployment-benefit client with welfare-related barriers.</summary>
    BenefitClientWithBarriers,

    /// <summary>(b) social-assistance client who would benefit from PES training or activity.</summary>
    AssistanceClientForPes,

    /// <summary>(c) former assistance client with enough work days to qualify for unemployment benefit.</summary>
    WorkedEnoughDays,
}

/// <summary>A local collaboration agreement between an employment service and welfare offices. One file per site.</summary>
public sealed record Collaboration
{
    /// <summary>Id, the file's name.</summary>
    public required string Id { get; init; }

    /// <summary>Title.</summary>
    public required string Title { get; init; }

    /// <summary>Version, raised with every change.</summary>
    public required string Version { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day; null: until ended.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Agencies that signed.</summary>
    public required IReadOnlyList<string> Parties { get; init; }

    /// <summary>Municipality codes it is for.</summary>
    public required IReadOnlyList<string> Municipalities { get; init; }

    /// <summary>Paperwork without which <c>check</c> refuses it.</summary>
    public required Paperwork Paperwork { get; init; }

    /// <summary>Criteria per target group; empty: the site agrees no criteria.</summary>
    public IReadOnlyList<TargetGroupRule> TargetGroups { get; init; } = [];

    /// <summary>Services that may be asked under it; empty: every service its parties offer.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Canonical fields it leaves out of what the policy would allow. It can only ever take away.</summary>
    public IReadOnlyList<string> WithoutFields { get; init; } = [];

    /// <summary>Working days to acknowledge; never more than the policy's; null: the policy's.</summary>
    public int? AcknowledgeWithinWorkingDays { get; init; }

    /// <summary>Services that must run before another begins, by that other one's code; beside those of the directory.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> DependsOn { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Working days within which a next step is known after a service has ended; never more than the policy's; null: the policy's.</summary>
    public int? NextStepWithinWorkingDays { get; init; }

    /// <summary>Providers that parties commission for a service.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>Who settles it when two offices answer that they are not competent; null: the site agreed nothing about it.</summary>
    public CompetenceOwner? CompetenceOwner { get; init; }

    /// <summary>What happens when every office that offers a service is full.</summary>
    public WhenFull WhenFull { get; init; }

    /// <summary>Clients whom one office guides at the same time, at most; whoever comes after is treated as at a full office. Null: no limit.</summary>
    public int? MostClientsPerOffice { get; init; }

    /// <summary>How many people guide clients at an office, and how many clients one of them bears. It is told beside the figures; <see cref="MostClientsPerOffice"/> is what holds a place back.</summary>
    public IReadOnlyList<CaseloadLimit> Caseloads { get; init; } = [];

    /// <summary>Whoever this holds for comes first when a place is freed; null: whoever waits longest. It never looks at the benefit.</summary>
    public Criterion? NeedFirst { get; init; }

    /// <summary>Who decides when no target group is a clear yes.</summary>
    public DecidedBy DecidedBy { get; init; }

    /// <summary>So many working days a place is held after a no-show; null: the agreement does not say.</summary>
    public int? HoldPlaceWorkingDays { get; init; }

    /// <summary>Who pays for places of a service, where the offices share it.</summary>
    public IReadOnlyList<CostSplit> Costs { get; init; } = [];

    /// <summary>What the offices wrote down beside the rules, in words. It has no effect in the gateway.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Working days within which an office acknowledges under it.</summary>
    public int AcknowledgesWithin(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return AcknowledgeWithinWorkingDays ?? policy.AcknowledgeWithinWorkingDays;
    }

    /// <summary>Working days within which a next step is named under it.</summary>
    public int NamesNextStepWithin(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return NextStepWithinWorkingDays ?? policy.NextStepWithinWorkingDays;
    }

    /// <summary>Whether it is in force.</summary>
    public bool InForce(DateOnly day) => ValidFrom <= day && (ValidTo is null || day <= ValidTo);
}

/// <summary>What a site agreed to do when every office that offers a service is full.</summary>
public enum WhenFull
{
    /// <summary>Refer; the recipient may put the client on its waiting list.</summary>
    Waitlist = 0,

    /// <summary>Hold the referral until there is a place.</summary>
    Hold = 1,
}

/// <summary>What counsellors of an office bear under a local agreement.</summary>
/// <param name="Agency">Agency id, a party of the agreement.</param>
/// <param name="Counsellors">So many people guide clients there.</param>
/// <param name="MostPerCounsellor">Clients of one of them at most.</param>
public sealed record CaseloadLimit(string Agency, int Counsellors, int MostPerCounsellor);

/// <summary>Who pays for places of a service under a local agreement.</summary>
/// <param name="Service">Service code.</param>
/// <param name="Funders">Shares, which add up to 100.</param>
public sealed record CostSplit(string Service, IReadOnlyList<Funder> Funders);

/// <summary>Who pays a share of a place.</summary>
/// <param name="Agency">Agency id, a party of the agreement.</param>
/// <param name="Share">Share in percent.</param>
public sealed record Funder(string Agency, int Share);

/// <summary>Who decides about a referral for which no target group is a clear yes.</summary>
public enum DecidedBy
{
    /// <summary>The referral goes on; its decision lists what is missing.</summary>
    Advice = 0,

    /// <summary>It waits until a named counsellor of the referring office has decided.</summary>
    Counsellor = 1,
}

/// <summary>Who settles a conflict of competence.</summary>
/// <param name="Agency">Agency whose task it is.</param>
/// <param name="Role">Function, as it is announced on the phone.</param>
/// <param name="Phone">Telephone number.</param>
public sealed record CompetenceOwner(string Agency, string Role, string Phone);

/// <summary>Proof that the agreement was made with care (GDPR art. 35, 39).</summary>
/// <param name="Protocol">Protocol or deliberation it rests on.</param>
/// <param name="PesOfficerAdvice">Date or reference of the advice of the employment service's data protection officer.</param>
/// <param name="WelfareOfficerAdvice">The same of the welfare office's officer.</param>
/// <param name="ImpactAssessment">Reference of the data protection impact assessment.</param>
public sealed record Paperwork(string Protocol, string PesOfficerAdvice, string WelfareOfficerAdvice, string ImpactAssessment);

/// <summary>Criteria of one target group. Criteria advise; a named counsellor decides.</summary>
/// <param name="Group">Target group.</param>
/// <param name="Criterion">The criterion.</param>
public sealed record TargetGroupRule(TargetGroup Group, Criterion Criterion);

/// <summary>A criterion over the facts of a referral.</summary>
public abstract record Criterion
{
    /// <summary>All hold.</summary>
    public sealed record All(IReadOnlyList<Criterion> Of) : Criterion;

    /// <summary>At least one holds.</summary>
    public sealed record Any(IReadOnlyList<Criterion> Of) : Criterion;

    /// <summary>Does not hold.</summary>
    public sealed record Not(Criterion Of) : Criterion;

    /// <summary>A number is at least or at most a bound; bounds inclusive.</summary>
    public sealed record Between(string Fact, decimal? AtLeast, decimal? AtMost) : Criterion;

    /// <summary>A coded fact has one of these values; for a list, one in common.</summary>
    public sealed record OneOf(string Fact, IReadOnlyList<string> Values) : Criterion;
}

/// <summary>One recipient a referral goes to.</summary>
/// <param name="Recipient">Agency.</param>
/// <param name="Services">Services asked of it.</param>
/// <param name="Lead">Whether the recipient leads its part (joint plans have two leads).</param>
public sealed record Leg(string Recipient, IReadOnlyList<string> Services, bool Lead)
{
    /// <summary>Services of other parts that must run before this part begins.</summary>
    public IReadOnlyList<string> WaitsFor { get; init; } = [];
}

/// <summary>Second decision: which office?</summary>
public abstract record RoutingDecision(Explanation Why)
{
    /// <summary>These offices.</summary>
    /// <param name="Legs">One per office.</param>
    /// <param name="Agreement">Collaboration agreement used, when one applies.</param>
    /// <param name="Municipality">Municipality the client is served in, today's code.</param>
    /// <param name="Why">Explanation.</param>
    public sealed record Routed(IReadOnlyList<Leg> Legs, Collaboration? Agreement, string? Municipality, Explanation Why)
        : RoutingDecision(Why);

    /// <summary>No office. Looks like <i>pending</i> to the sender.</summary>
    /// <param name="Code">Stable reason code.</param>
    /// <param name="Why">Explanation.</param>
    public sealed record Unroutable(string Code, Explanation Why) : RoutingDecision(Why)
    {
        /// <summary>Offers whose next place it waits for; none: it waits for no place. See <see cref="Referrals.ReferralSnapshot.WaitsFor"/>.</summary>
        public IReadOnlyList<string> WaitsFor { get; init; } = [];

        /// <summary>It comes first when a place is freed.</summary>
        public bool NeedsFirst { get; init; }
    }
}

/// <summary>Everything the agencies agreed, loaded from <c>contracts/</c> and valid as one whole.</summary>
/// <param name="Directory">Who is who.</param>
/// <param name="Policy">Common principles.</param>
/// <param name="Collaborations">Local collaboration agreements.</param>
public sealed record Agreed(AgencyDirectory Directory, Policy Policy, IReadOnlyList<Collaboration> Collaborations)
{
    /// <summary>Version of the whole contracts folder that this was loaded with; recorded with each decision. Empty: loaded without one.</summary>
    public string Version { get; init; } = "";

    /// <summary>Comparisons and calculations of social return.</summary>
    public AgreedEvaluation Evaluation { get; init; } = AgreedEvaluation.None;

    private Sites? _sites;

    /// <summary>The local agreements by party and municipality.</summary>
    public Sites Sites => _sites is { } known && known.IsOf(this) ? known : _sites = new Sites(this);
}
