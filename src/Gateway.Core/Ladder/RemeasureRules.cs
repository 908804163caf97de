using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Life;
using Gateway.Core.Work;

namespace Gateway.Core.Ladder;

/// <summary>
/// Whom to measure again: at least yearly, or when the last measurement planned it. It is a task of the organisation that
/// measured, which alone knows the client; one that is in no list of those that measure is not asked.
/// </summary>
public static class RemeasureRules
{
    /// <summary>Reason code of the task.</summary>
    public const string Code = "remeasure";

    private const int LatestYears = 2;

    /// <summary>Day on which the next measurement is due; null: nobody is asked for one.</summary>
    /// <param name="terms">Who measures.</param>
    /// <param name="agency">Agency that measured.</param>
    /// <param name="measuredOn">Day of the measurement.</param>
    /// <param name="measurement">The measurement.</param>
    public static DateOnly? NextDue(LadderTerms terms, string agency, DateOnly measuredOn, LadderMeasurement measurement)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(measurement);
        if (terms.Find(agency) is null)
            return null;
        var yearly = measuredOn.AddYears(1);
        // A plan that lies before the measurement, or years ahead, is a mistake: the yearly rhythm holds.
        return LifeStatements.Day(measurement.NextDueOn) is { } planned && planned > measuredOn && planned <= measuredOn.AddYears(LatestYears) ? planned : yearly;
    }

    /// <summary>The day has come. An office that has closed is not asked: whoever took over from it never knew the client here.</summary>
    internal static void Due(Draft draft, ClientSnapshot client)
    {
        if (client.Deceased || draft.Agreed.Directory.Find(client.Agency) is not { Live: true } office || office.Closed(draft.TodayAt(client.Agency)))
            return;
        draft.OpenTask(TaskKinds.Remeasure, office.Id, client.Id, Code, TaskSentences.Remeasure, dueOn: draft.TodayAt(client.Agency));
    }
}
