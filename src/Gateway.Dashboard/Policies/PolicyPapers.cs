using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Gateway.Core.Routing;

namespace Gateway.Dashboard.Policies;

/// <summary>Documents about a policy, for data protection officers and lawyers. They hold what the files say, and nothing of a person.</summary>
public static class PolicyPapers
{
    /// <summary>Who may see what, why, and in which step.</summary>
    /// <param name="agreed">The policy.</param>
    /// <param name="day">The day.</param>
    /// <param name="language">One of <see cref="SpokenLanguage.Codes"/>.</param>
    public static Paper Matrix(Agreed agreed, DateOnly day, string language) => MatrixPaper.Of(agreed, day, language);

    /// <summary>What may leave otherwise under one policy than under another.</summary>
    /// <param name="before">The policy as it was.</param>
    /// <param name="after">The policy as it is to be.</param>
    /// <param name="day">The day from which on they are compared.</param>
    /// <param name="language">One of <see cref="SpokenLanguage.Codes"/>.</param>
    public static Paper Difference(Agreed before, Agreed after, DateOnly day, string language) => DifferencePaper.Of(before, after, day, language);

    /// <summary>Records that the law asks for: processing activities, exchanges for publication, annex to the impact assessment.</summary>
    /// <param name="agreed">The policy.</param>
    /// <param name="day">The day.</param>
    /// <param name="language">One of <see cref="SpokenLanguage.Codes"/>.</param>
    /// <param name="before">The policy of the last release, whose difference is told in each; null: it is not told.</param>
    public static IReadOnlyList<Paper> Records(Agreed agreed, DateOnly day, string language, Agreed? before) =>
        [RecordPapers.Activities(agreed, day, language, before), RecordPapers.Exchanges(agreed, day, language, before), AssessmentPaper.Of(agreed, day, language, before)];

    /// <summary>What of the stored exchanges would have been decided otherwise under a draft.</summary>
    /// <param name="simulation">The simulation, with everything added.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Day before which it ends.</param>
    /// <param name="language">One of <see cref="SpokenLanguage.Codes"/>.</param>
    public static Paper Simulation(PolicySimulation simulation, Agreed draft, DateOnly from, DateOnly to, string language) => SimulationPaper.Of(simulation, draft, from, to, language);

    /// <summary>The report on careful use.</summary>
    /// <param name="use">The counts.</param>
    /// <param name="agreed">The directory's names.</param>
    /// <param name="period">Period and hours.</param>
    /// <param name="language">One of <see cref="SpokenLanguage.Codes"/>.</param>
    /// <param name="named">Agency whose people are named, and the mandate; null: nobody is named.</param>
    public static Paper Use(CarefulUse use, Agreed agreed, UsePeriod period, string language, (string Agency, string Mandate)? named) => UsePaper.Of(use, agreed, period, language, named);
}

/// <summary>What a report on careful use is about.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Day before which it ends.</param>
/// <param name="Hours">Office hours.</param>
public sealed record UsePeriod(DateOnly From, DateOnly To, OfficeHours Hours);
