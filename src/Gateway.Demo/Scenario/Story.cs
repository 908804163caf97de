using Gateway.Contracts.Events;

namespace Gateway.Demo.Scenario;

/// <summary>How a client's way through the pilot ends.</summary>
internal enum Ending
{
    /// <summary>The service never began.</summary>
    NotStarted,

    /// <summary>The service runs on after the year.</summary>
    Running,

    /// <summary>The client stopped.</summary>
    Stopped,

    /// <summary>The client withdrew the agreement.</summary>
    AgreementWithdrawn,

    /// <summary>The client's situation is stable.</summary>
    Stabilised,

    /// <summary>The service is completed.</summary>
    Completed,
}

/// <summary>One answer of the receiving office.</summary>
/// <param name="After">Working days after the referral was sent.</param>
/// <param name="Outcome">One of <see cref="ReplyOutcomes"/>.</param>
/// <param name="Reason">Coded reason for the office's own file; none is told to the referring office.</param>
internal sealed record Answer(int After, string Outcome, string? Reason = null)
{
    /// <summary>Coded next step that the office proposes; null: none.</summary>
    public string? NextStep { get; init; }

    /// <summary>Rung of the participation ladder that the office measured; null: not measured, which is not fallen.</summary>
    public int? Rung { get; init; }
}

/// <summary>A benefit that ends while an office helps the client.</summary>
/// <param name="ToldOn">Day on which the employment service says so.</param>
/// <param name="EndsOn">Last day of the benefit.</param>
/// <param name="AppliedOn">Day on which the client applies for assistance.</param>
/// <param name="GrantedOn">Day on which assistance is granted, and both offices say so.</param>
internal sealed record BenefitChange(DateOnly ToldOn, DateOnly EndsOn, DateOnly AppliedOn, DateOnly GrantedOn)
{
    /// <summary>First day of the new benefit.</summary>
    public DateOnly EffectiveOn => EndsOn.AddDays(1);
}

/// <summary>What happens after a referral is sent.</summary>
/// <param name="Ending">How it ends.</param>
/// <param name="Answers">The receiving office's answers in order.</param>
internal sealed record Story(Ending Ending, params IReadOnlyList<Answer> Answers)
{
    /// <summary>Working days after which the client withdraws the agreement at the referring office.</summary>
    public int? WithdrawnAfter { get; init; }

    /// <summary>The client's benefit ends meanwhile; null: it does not.</summary>
    public BenefitChange? Benefit { get; init; }

    /// <summary>Whether a handover reaches an office at all.</summary>
    public bool ReachesOffice { get; init; } = true;

    /// <summary>Whether the client takes part: the service began.</summary>
    public bool TakesPart => Ending is not Ending.NotStarted;

    /// <summary>Whether the client completes; stabilisation is a success too (Peer Review, Belgium 2021).</summary>
    public bool Completes => Ending is Ending.Completed or Ending.Stabilised;
}

/// <summary>The stories of the pilot.</summary>
internal static class Stories
{
    private static readonly Answer Received = new(1, ReplyOutcomes.Received);
    private static readonly Answer Accepted = new(4, ReplyOutcomes.Accepted);
    private static readonly Answer InService = new(10, ReplyOutcomes.InService);

    /// <summary>As planned.</summary>
    public static Story Completed { get; } = new(Ending.Completed, Received, Accepted, InService,
        new(40, ReplyOutcomes.StepRecorded), new(75, ReplyOutcomes.Completed));

    /// <summary>As planned, a short service.</summary>
    public static Story Brief { get; } = new(Ending.Completed, Received, Accepted, InService, new(40, ReplyOutcomes.Completed));

    /// <summary>No job, no course: the situation at home is stable again.</summary>
    public static Story Stabilised { get; } = new(Ending.Stabilised, Received, Accepted, InService,
        new(40, ReplyOutcomes.StepRecorded), new(90, ReplyOutcomes.Stabilised));

    /// <summary>The client stops half-way.</summary>
    public static Story Stopped { get; } = new(Ending.Stopped, Received, Accepted, InService, new(30, ReplyOutcomes.DroppedOut, "MOVED_ON"));

    /// <summary>Still in service when the year ends.</summary>
    public static Story Running { get; } = new(Ending.Running, Received, Accepted, new(15, ReplyOutcomes.InService), new(45, ReplyOutcomes.StepRecorded));

    /// <summary>Misses the first day and is called, brings proof of illness, the place was held; stops half-way. The office measures the ladder again and proposes what comes next.</summary>
    public static Story NoShowThenStop { get; } = new(Ending.Stopped, Received, Accepted,
        new(10, ReplyOutcomes.NoShow, "ILLNESS_PROVEN"), new(12, ReplyOutcomes.InService), new(40, ReplyOutcomes.StepRecorded),
        new(60, ReplyOutcomes.DroppedOut, "MOVED_ON") { NextStep = "FOLLOW_UP", Rung = 3 });

    /// <summary>The unemployment benefit ends on the way and assistance follows it without a day between; the service goes on and is completed.</summary>
    public static Story BenefitEnds { get; } = new(Ending.Completed, Received, Accepted, InService, new(40, ReplyOutcomes.StepRecorded), new(210, ReplyOutcomes.Completed))
    {
        Benefit = new(new(2026, 2, 26), new(2026, 10, 31), new(2026, 10, 20), new(2026, 10, 21)),
    };

    /// <summary>The service is full; a place comes free a month later.</summary>
    public static Story WaitedAndStarted { get; } = new(Ending.Completed, Received,
        new(4, ReplyOutcomes.Waitlisted), new(24, ReplyOutcomes.Accepted), new(30, ReplyOutcomes.InService), new(70, ReplyOutcomes.Completed));

    /// <summary>The service is full and stays so.</summary>
    public static Story WaitedInVain { get; } = new(Ending.NotStarted, Received, new(4, ReplyOutcomes.Waitlisted));

    /// <summary>The office keeps its own and commissioned places for its own clients first.</summary>
    public static Story OwnPlacesFirst { get; } = new(Ending.NotStarted, Received, new(4, ReplyOutcomes.DeclinedOther, "OWN_PLACES_FIRST"));

    /// <summary>No place.</summary>
    public static Story NoPlace { get; } = new(Ending.NotStarted, Received, new(4, ReplyOutcomes.DeclinedCapacity));

    /// <summary>The office finds another one competent.</summary>
    public static Story NotCompetent { get; } = new(Ending.NotStarted, Received, new(4, ReplyOutcomes.DeclinedNotCompetent));

    /// <summary>The client thinks again before the service begins.</summary>
    public static Story ChangedMind { get; } = new(Ending.NotStarted, Received, Accepted, new(8, ReplyOutcomes.ClientWithdrew));

    /// <summary>The office answers three working days too late.</summary>
    public static Story AnsweredLate { get; } = new(Ending.Completed,
        new(6, ReplyOutcomes.Received), new(8, ReplyOutcomes.Accepted), new(14, ReplyOutcomes.InService), new(55, ReplyOutcomes.Completed));

    /// <summary>The office never answers.</summary>
    public static Story Silence { get; } = new(Ending.NotStarted);

    /// <summary>Nothing reaches an office, so nobody answers.</summary>
    public static Story NothingLeaves { get; } = new(Ending.NotStarted) { ReachesOffice = false };

    /// <summary>The client withdraws the agreement mid-route; two days later the office confirms that it has stopped.</summary>
    public static Story AgreementWithdrawn { get; } = new(Ending.AgreementWithdrawn, Received, Accepted, InService,
        new(24, ReplyOutcomes.StopConfirmed)) { WithdrawnAfter = 22 };
}
