using System.Globalization;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;

namespace Gateway.Core.Accountability;

/// <summary>Terms of a policy that decide what leaves, besides the fields of its manifests.</summary>
internal static class PolicyTerms
{
    internal static IReadOnlyList<TermChange> Between(Agreed before, Agreed after, DateOnly today) =>
    [
        .. Told(before.Policy, after.Policy),
        .. Admissions(before, after, today),
        .. Lists(TermKind.NeverForward, before.Policy.Principles.NeverForward, after.Policy.Principles.NeverForward, ""),
        .. Lists(TermKind.StepTwoOnly, before.Policy.Principles.StepTwoOnly, after.Policy.Principles.StepTwoOnly, ""),
        .. AtMost(before.Policy.Principles, after.Policy.Principles),
        .. Acknowledgement(before, after),
    ];

    private static IEnumerable<TermChange> Told(Policy before, Policy after)
    {
        foreach (var outcome in before.Feedback.Keys.Union(after.Feedback.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (was, @is) = (before.Feedback.GetValueOrDefault(outcome), after.Feedback.GetValueOrDefault(outcome));
            if (was?.Status != @is?.Status)
                yield return new TermChange(TermKind.Told, outcome, was?.Status, @is?.Status, @is?.Status is not null);
            var (early, now) = (was?.BeforeStart ?? was?.Status, @is?.BeforeStart ?? @is?.Status);
            if (early != now && (was?.BeforeStart is not null || @is?.BeforeStart is not null))
                yield return new TermChange(TermKind.Told, outcome + "/before-start", early, now, now is not null);
        }
    }

    /// <summary>A purpose that only one of the two has is told by what leaves for it.</summary>
    private static IEnumerable<TermChange> Admissions(Agreed before, Agreed after, DateOnly today)
    {
        var was = PolicyAdmissions.Of(before, today).ToDictionary(a => (a.Purpose, a.Lack), a => a.Code);
        return PolicyAdmissions.Of(after, today)
            .Where(a => was.TryGetValue((a.Purpose, a.Lack), out var code) && code != a.Code)
            .Select(a => new TermChange(TermKind.Admission, $"{a.Purpose}/{a.Lack}", was[(a.Purpose, a.Lack)], a.Code, a.Code is null));
    }

    private static IEnumerable<TermChange> AtMost(Principles before, Principles after)
    {
        foreach (var recipient in before.AtMost.Keys.Union(after.AtMost.Keys).Order())
        {
            var (was, @is) = (before.AtMost.GetValueOrDefault(recipient), after.AtMost.GetValueOrDefault(recipient));
            // A class without a list is bound by its manifests alone.
            if (was is null || @is is null)
                yield return new TermChange(TermKind.AtMost, recipient.ToString(), Text(was), Text(@is), @is is null);
            else
                foreach (var change in Lists(TermKind.AtMost, was, @is, recipient + "/"))
                    yield return change with { Widens = change.After is not null };
        }

        static string? Text(IReadOnlyList<string>? fields) => fields is null ? null : string.Join(", ", fields);
    }

    /// <summary>A field that left a list of what is held back is a safeguard less.</summary>
    private static IEnumerable<TermChange> Lists(TermKind kind, IReadOnlyList<string> before, IReadOnlyList<string> after, string subject) =>
        before.Except(after, StringComparer.Ordinal).Select(f => new TermChange(kind, subject + f, f, null, true))
            .Concat(after.Except(before, StringComparer.Ordinal).Select(f => new TermChange(kind, subject + f, null, f, false)));

    private static IEnumerable<TermChange> Acknowledgement(Agreed before, Agreed after)
    {
        if (before.Policy.AcknowledgeWithinWorkingDays != after.Policy.AcknowledgeWithinWorkingDays)
        {
            yield return new TermChange(
                TermKind.Acknowledgement, "", before.Policy.AcknowledgeWithinWorkingDays.ToString(CultureInfo.InvariantCulture), after.Policy.AcknowledgeWithinWorkingDays.ToString(CultureInfo.InvariantCulture), false);
        }
    }
}
