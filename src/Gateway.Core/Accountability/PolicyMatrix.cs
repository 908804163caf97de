using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;

namespace Gateway.Core.Accountability;

/// <summary>A column of the matrix: when.</summary>
public enum MatrixColumn
{
    /// <summary>Before the client agrees.</summary>
    BeforeAgreement,

    /// <summary>Step one.</summary>
    StepOne,

    /// <summary>Step two.</summary>
    StepTwo,

    /// <summary>A status message.</summary>
    Status,

    /// <summary>A joint plan.</summary>
    Plan,

    /// <summary>After a withdrawal, in any message.</summary>
    AfterWithdrawal,

    /// <summary>A client whose data is restricted, who objected or who is protected, in any message.</summary>
    Protected,
}

/// <summary>One exchange: for one purpose, from one class of agency to another in a country.</summary>
/// <param name="Purpose">Purpose.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="From">Class of the agency whose knowledge leaves.</param>
/// <param name="To">Class of the recipient.</param>
/// <param name="Senders">Agencies of that class that take part; none: there is no such agency yet.</param>
/// <param name="Recipients">Recipients that take part; none: there is no such agency yet.</param>
/// <param name="Bases">Legal bases on which anything of it may leave, in order of reference.</param>
/// <param name="Rows">Fields that may leave in it, in any column.</param>
public sealed record MatrixExchange(
    Purpose Purpose, string Country, RecipientClass From, RecipientClass To, IReadOnlyList<string> Senders, IReadOnlyList<string> Recipients,
    IReadOnlyList<LegalBasis> Bases, IReadOnlyList<MatrixRow> Rows);

/// <summary>A field in an exchange.</summary>
/// <param name="Field">Canonical path.</param>
/// <param name="Cells">References of the legal bases on which it may leave, by column; a column without an entry: never.</param>
/// <param name="LeftOutBy">Ids of the local agreements under which it does not leave.</param>
public sealed record MatrixRow(string Field, IReadOnlyDictionary<MatrixColumn, IReadOnlySet<string>> Cells, IReadOnlyList<string> LeftOutBy);

/// <summary>
/// Who may see what, why and in which step: every case of class, purpose, basis, step and situation put to the gate that decides
/// real releases.
/// </summary>
public static class PolicyMatrix
{
    private static readonly (MatrixColumn Column, PolicyMoment Moment, PolicySituation Situation)[] Asked =
    [
        (MatrixColumn.BeforeAgreement, PolicyMoment.StepOne, PolicySituation.NoAgreement),
        (MatrixColumn.BeforeAgreement, PolicyMoment.StepTwo, PolicySituation.NoAgreement),
        (MatrixColumn.BeforeAgreement, PolicyMoment.Plan, PolicySituation.NoAgreement),
        (MatrixColumn.StepOne, PolicyMoment.StepOne, PolicySituation.AgreementGiven),
        (MatrixColumn.StepTwo, PolicyMoment.StepTwo, PolicySituation.AgreementGiven),
        (MatrixColumn.Status, PolicyMoment.Status, PolicySituation.AgreementGiven),
        (MatrixColumn.Plan, PolicyMoment.Plan, PolicySituation.AgreementGiven),
        .. from moment in Enum.GetValues<PolicyMoment>() select (MatrixColumn.AfterWithdrawal, moment, PolicySituation.AgreementWithdrawn),
        .. from moment in Enum.GetValues<PolicyMoment>()
           from situation in new[] { PolicySituation.Restricted, PolicySituation.Objected, PolicySituation.Protected }
           select (MatrixColumn.Protected, moment, situation),
    ];

    /// <summary>The matrix of a policy on a day.</summary>
    /// <param name="agreed">The policy with directory and local agreements.</param>
    /// <param name="day">The day.</param>
    public static IReadOnlyList<MatrixExchange> Of(Agreed agreed, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(agreed);
        var alike = PolicyParties.Alike(agreed, agreed).Select(g => g.Select(p => p.After!).ToList()).ToList();
        var found = from purpose in agreed.Policy.Purposes.Values
                    from country in alike.Select(g => g[0].Country).Distinct(StringComparer.Ordinal)
                    from @from in Enum.GetValues<RecipientClass>()
                    from to in Enum.GetValues<RecipientClass>()
                    let exchange = Exchange(agreed, day, purpose, country, @from, to, alike)
                    where exchange is not null
                    select exchange;
        return [.. found.OrderBy(e => e.Country, StringComparer.Ordinal).ThenBy(e => e.Purpose.Code, StringComparer.Ordinal).ThenBy(e => e.From).ThenBy(e => e.To)];
    }

    /// <summary>Classes of agency that nothing leaves to, and that nothing of leaves.</summary>
    /// <param name="exchanges">The matrix.</param>
    public static IReadOnlyList<RecipientClass> TakingNoPart(IReadOnlyList<MatrixExchange> exchanges) =>
        [.. Enum.GetValues<RecipientClass>().Where(c => !exchanges.Any(e => e.To == c || e.From == c))];

    private static MatrixExchange? Exchange(
        Agreed agreed, DateOnly day, Purpose purpose, string country, RecipientClass from, RecipientClass to, List<List<Agency>> alike)
    {
        var senders = alike.FindAll(g => g[0].Class == from && g[0].Country == country && g[0].Live);
        var recipients = alike.FindAll(g => g[0].Class == to && g[0].Country == country && g[0].Live);
        var cells = new Dictionary<string, Dictionary<MatrixColumn, SortedSet<string>>>(StringComparer.Ordinal);
        foreach (var (sender, recipient) in senders.SelectMany(s => recipients.Select(r => (s, r))))
        {
            // An agency sends nothing to itself, except what it is told of its own referral.
            if (sender[0].Id == recipient[0].Id && sender.Count == 1)
                continue;
            Ask(agreed, day, purpose.Code, sender[0], recipient[^1], cells);
        }

        if (cells.Count == 0)
            return null;
        var leftOut = LeftOut(agreed, day, purpose.Code, from, to);
        var bases = cells.Values.SelectMany(c => c.Values).SelectMany(b => b).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(b => agreed.Policy.Bases[b]);
        return new MatrixExchange(
            purpose, country, from, to, TakePart(senders), TakePart(recipients), [.. bases],
            [.. cells.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => new MatrixRow(
                c.Key, c.Value.ToDictionary(v => v.Key, v => (IReadOnlySet<string>)v.Value), [.. leftOut[c.Key]]))]);
    }

    private static void Ask(
        Agreed agreed, DateOnly day, string purpose, Agency from, Agency to, Dictionary<string, Dictionary<MatrixColumn, SortedSet<string>>> cells)
    {
        foreach (var basis in agreed.Policy.Bases.Keys)
        {
            foreach (var (column, moment, situation) in Asked)
            {
                var asked = new PolicyCase { From = from, To = to, Purpose = purpose, Basis = basis, Moment = moment, Situation = situation, Day = day };
                foreach (var field in asked.Fields(agreed))
                {
                    if (!cells.TryGetValue(field, out var columns))
                        cells[field] = columns = [];
                    if (!columns.TryGetValue(column, out var carrying))
                        columns[column] = carrying = new SortedSet<string>(StringComparer.Ordinal);
                    carrying.Add(basis);
                }
            }
        }
    }

    /// <summary>For each field, the local agreements between such agencies under which it leaves in no message, though it does without them.</summary>
    private static ILookup<string, string> LeftOut(Agreed agreed, DateOnly day, string purpose, RecipientClass from, RecipientClass to) =>
        (from agreement in agreed.Collaborations.Where(c => c.InForce(day))
         from field in Between(agreed, agreement, @from, to)
             .Select(p => (Without: Leaving(agreed, day, purpose, p, null), With: Leaving(agreed, day, purpose, p, agreement)))
             .Aggregate((IEnumerable<string>?)null, (left, p) => left is null ? p.Without.Except(p.With) : left.Where(f => !p.With.Contains(f))) ?? []
         orderby agreement.Id
         select (field, agreement.Id)).ToLookup(l => l.field, l => l.Id, StringComparer.Ordinal);

    private static IEnumerable<(Agency From, Agency To)> Between(Agreed agreed, Collaboration agreement, RecipientClass from, RecipientClass to)
    {
        var members = agreement.Parties.Concat(agreement.Providers).Select(agreed.Directory.Find).OfType<Agency>().ToList();
        return members.Where(m => m.Class == from).SelectMany(f => members.Where(m => m.Class == to && m.Id != f.Id).Select(t => (f, t)))
            .Where(p => Enum.GetValues<PolicyMoment>().Any(m => PolicyParties.Covers(agreement, p.f.Id, p.t.Id, m)));
    }

    private static HashSet<string> Leaving(Agreed agreed, DateOnly day, string purpose, (Agency From, Agency To) pair, Collaboration? agreement) =>
        [.. from basis in agreed.Policy.Bases.Keys
            from moment in Enum.GetValues<PolicyMoment>()
            from field in new PolicyCase { From = pair.From, To = pair.To, Purpose = purpose, Basis = basis, Moment = moment, Collaboration = agreement, Day = day }.Fields(agreed)
            select field];

    private static IReadOnlyList<string> TakePart(List<List<Agency>> groups) =>
        [.. groups.SelectMany(g => g).Where(a => a.Live && !PolicyParties.IsStandIn(a.Id)).Select(a => a.Id).Order(StringComparer.Ordinal)];
}
