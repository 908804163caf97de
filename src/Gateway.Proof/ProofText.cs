using System.Globalization;
using Gateway.Core.Accountability;
using Gateway.Core.Directory;

namespace Gateway.Proof;

/// <summary>A proof in words.</summary>
public static class ProofText
{
    /// <summary>Lines for a person.</summary>
    /// <param name="report">The proof.</param>
    public static IReadOnlyList<string> Lines(ProofReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Solver is null ? [Solving.Z3.Remedy] : [.. report.Results.SelectMany(r => Lines(r))];
    }

    /// <summary>What a property says.</summary>
    public static string Of(ProofProperty property) => property switch
    {
        ProofProperty.OnlyTakesAway => "A local agreement can only take away.",
        ProofProperty.MeantFor => "No control data, special category or free text reaches anybody it is not meant for, and the principles hold.",
        ProofProperty.NoDeadRule => "No rule is dead.",
        ProofProperty.NoDisagreement => "Two rules never disagree.",
        _ => "Nothing can leave that could not leave before.",
    };

    /// <summary>A class of agencies.</summary>
    public static string Of(RecipientClass recipient) => recipient switch
    {
        RecipientClass.Pes => "employment service",
        RecipientClass.PesControl => "control service of an employment service",
        RecipientClass.Welfare => "welfare office",
        RecipientClass.WelfareDecision => "benefit decision of a welfare office",
        RecipientClass.Provider => "provider",
        RecipientClass.Employer => "employer",
        RecipientClass.Health => "health partner",
        RecipientClass.Police => "police",
        _ => "register of persons",
    };

    /// <summary>A kind of message.</summary>
    public static string Of(PolicyMoment message) => message switch
    {
        PolicyMoment.Status => "a status message",
        PolicyMoment.StepOne => "step one of a handover",
        PolicyMoment.StepTwo => "step two of a handover",
        _ => "a joint plan",
    };

    /// <summary>A case in one sentence.</summary>
    public static string Of(ProofCase shown)
    {
        ArgumentNullException.ThrowIfNull(shown);
        List<string> parts =
        [
            $"from {shown.From} ({Of(shown.FromClass)}) to {shown.To} ({Of(shown.ToClass)})", Of(shown.Message), $"purpose {shown.Purpose}", $"basis {shown.Basis}",
            string.Create(CultureInfo.InvariantCulture, $"on {shown.Day:yyyy-MM-dd}"), shown.LocalAgreement is { } id ? $"under the local agreement {id}" : "without a local agreement",
            shown.ClientAgreement is { } status ? $"agreement of the client: {status.ToString().ToLowerInvariant()}" + (shown.Expires is { } last ? string.Create(CultureInfo.InvariantCulture, $" until {last:yyyy-MM-dd}") : "") : "no agreement of the client",
        ];
        if (shown.ExplicitNeeds)
            parts.Add("needs may be told");
        if (shown.PropertyOnly)
            parts.Add("agreed by an administrator over property");
        if (shown.Services.Count > 0)
            parts.Add("service " + string.Join(", ", shown.Services));
        if (shown.Standing.Count > 0)
            parts.Add("the client is " + string.Join(" and ", shown.Standing));
        if (shown.Shown is { } fields)
            parts.Add("the client was shown " + (fields.Count == 0 ? "nothing" : string.Join(", ", fields)));
        if (shown.Value is { } value)
            parts.Add($"the field holds '{value}'");
        return string.Join("; ", parts) + ".";
    }

    private static IEnumerable<string> Lines(ProofResult result)
    {
        var verdict = result.Verdict switch
        {
            ProofVerdict.Proved => "proved",
            ProofVerdict.Found => "NOT SO",
            ProofVerdict.GaveUp => "NOT PROVED: the solver gave up",
            _ => "NOT PROVED: a fault of the proof",
        };
        string[] lines = [string.Create(CultureInfo.InvariantCulture, $"{verdict}: {Of(result.Property)} ({result.Questions} questions)")];
        return lines.Concat(result.Findings.SelectMany(f => Lines(f))).Concat(result.Troubles.Select(t => "  " + t));
    }

    private static IEnumerable<string> Lines(ProofFinding finding)
    {
        yield return $"  {finding.Says} [{finding.Code}]";
        if (finding.Case is { } shown)
            yield return "    The case: " + Of(shown);
        yield return "    " + finding.Confirmed;
    }
}
