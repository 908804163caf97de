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
        .. NoticeTerms.Between(before.Policy, after.Policy),
        .. Lists(TermKind.NeverForward, before.Policy.Principles.NeverForward, after.Policy.Principles.NeverForward, ""),
        .. Lists(TermKind.StepTwoOnly, before.Policy.Principles.StepTwoOnly, after.Policy.Principles.StepTwoOnly, ""),
        .. AtMost(before.Policy.Principles, after.Policy.Principles),
        .. Acknowledgement(before, after),
        .. ToldAfter(before.Policy, after.Policy),
        .. Property(before.Directory, after.Directory),
        .. StatuteTerms.Between(before.Policy, after.Policy),
        .. Mandates(before.Policy, after.Policy),
    ];

    private static IEnumerable<TermChange> Told(Policy before, Policy after) =>
        before.Feedback.Keys.Union(after.Feedback.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).SelectMany(o => Told(o, before.Feedback.GetValueOrDefault(o), after.Feedback.GetValueOrDefault(o)));

    private static List<TermChange> Told(string outcome, Feedback? was, Feedback? now)
    {
        var changes = new List<TermChange>();
        if (was?.Status != now?.Status)
            changes.Add(new TermChange(TermKind.Told, outcome, was?.Status, now?.Status, now?.Status is not null));
        var (early, soon) = (was?.BeforeStart ?? was?.Status, now?.BeforeStart ?? now?.Status);
        if (early != soon && (was?.BeforeStart is not null || now?.BeforeStart is not null))
            changes.Add(new TermChange(TermKind.Told, outcome + "/before-start", early, soon, soon is not null));
        return changes;
    }

    /// <summary>A purpose that only one of the two has is told by what leaves for it.</summary>
    private static IEnumerable<TermChange> Admissions(Agreed before, Agreed after, DateOnly today)
    {
        var was = PolicyAdmissions.Of(before, today).ToDictionary(a => (a.Purpose, a.Lack), a => a.Code);
        return PolicyAdmissions.Of(after, today)
            .Where(a => was.TryGetValue((a.Purpose, a.Lack), out var code) && code != a.Code)
            .Select(a => new TermChange(TermKind.Admission, $"{a.Purpose}/{a.Lack}", was[(a.Purpose, a.Lack)], a.Code, a.Code is null));
    }

    private static IEnumerable<TermChange> AtMost(Principles before, Principles after) =>
        before.AtMost.Keys.Union(after.AtMost.Keys).Order().SelectMany(c => AtMost(c, before.AtMost.GetValueOrDefault(c), after.AtMost.GetValueOrDefault(c)));

    /// <summary>A class without a list is bound by its manifests alone.</summary>
    private static IEnumerable<TermChange> AtMost(RecipientClass recipient, IReadOnlyList<string>? was, IReadOnlyList<string>? now)
    {
        if (was is null || now is null)
            return [new TermChange(TermKind.AtMost, recipient.ToString(), Text(was), Text(now), now is null)];
        return Lists(TermKind.AtMost, was, now, recipient + "/").Select(c => c with { Widens = c.After is not null });
    }

    private static string? Text(IReadOnlyList<string>? fields) => fields is null ? null : string.Join(", ", fields);

    /// <summary>A field that left a list of what is held back is a safeguard less.</summary>
    private static IEnumerable<TermChange> Lists(TermKind kind, IReadOnlyList<string> before, IReadOnlyList<string> after, string subject) =>
        before.Except(after, StringComparer.Ordinal).Select(f => new TermChange(kind, subject + f, f, null, true))
            .Concat(after.Except(before, StringComparer.Ordinal).Select(f => new TermChange(kind, subject + f, null, f, false)));

    private static IEnumerable<TermChange> Acknowledgement(Agreed before, Agreed after) =>
        Days(TermKind.Acknowledgement, before.Policy.AcknowledgeWithinWorkingDays, after.Policy.AcknowledgeWithinWorkingDays)
            .Concat(Days(TermKind.StopConfirmation, before.Policy.ConfirmStopWithinWorkingDays, after.Policy.ConfirmStopWithinWorkingDays));

    private static IEnumerable<TermChange> Days(TermKind kind, int before, int after) =>
        before == after ? [] : [new TermChange(kind, "", before.ToString(CultureInfo.InvariantCulture), after.ToString(CultureInfo.InvariantCulture), false)];

    /// <summary>A basis that only one of the two has is told by what leaves on it. A longer silence is a safeguard less.</summary>
    private static IEnumerable<TermChange> ToldAfter(Policy before, Policy after) =>
        before.Bases.Values.Where(b => after.Bases.TryGetValue(b.Reference, out var now) && now.ToldAfterDays != b.ToldAfterDays).OrderBy(b => b.Reference, StringComparer.Ordinal)
            .Select(b => new TermChange(
                TermKind.ToldAfter, b.Reference, b.ToldAfterDays.ToString(CultureInfo.InvariantCulture), after.Bases[b.Reference].ToldAfterDays.ToString(CultureInfo.InvariantCulture),
                after.Bases[b.Reference].ToldAfterDays > b.ToldAfterDays));

    private static IEnumerable<TermChange> Property(AgencyDirectory before, AgencyDirectory after) =>
        before.Services.Concat(after.Services).Select(s => s.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(code => (Code: code, Was: before.FindService(code) is { Property: true }, Now: after.FindService(code) is { Property: true }))
            .Where(s => s.Was != s.Now)
            .Select(s => new TermChange(TermKind.ServiceProperty, s.Code, s.Was ? s.Code : null, s.Now ? s.Code : null, s.Now));
    /// <summary>What a basis opens to a control service: each kind for how many days, in force when, of which agencies. Any other terms than before may open more.</summary>
    private static IEnumerable<TermChange> Mandates(Policy before, Policy after)
    {
        var (was, now) = (Opened(before), Opened(after));
        return was.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Where(k => was.GetValueOrDefault(k) != now.GetValueOrDefault(k))
            .Select(k => new TermChange(TermKind.Mandate, k, was.GetValueOrDefault(k), now.GetValueOrDefault(k), now.ContainsKey(k)));
    }

    private static Dictionary<string, string> Opened(Policy policy) =>
        (from basis in policy.Bases.Values
         where basis.Mandate is not null
         from recipient in basis.Mandate!.Recipients
         from kind in basis.Mandate!.Kinds
         select (Key: $"{basis.Reference}/{recipient}/{kind}", Terms: string.Create(CultureInfo.InvariantCulture, $"{basis.Mandate!.LongestDays}|{basis.From:yyyy-MM-dd}|{basis.To:yyyy-MM-dd}|{string.Join(' ', basis.Agencies.Order(StringComparer.Ordinal))}")))
        .ToDictionary(o => o.Key, o => o.Terms, StringComparer.Ordinal);
}
