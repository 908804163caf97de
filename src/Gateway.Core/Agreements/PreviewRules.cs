using System.Globalization;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.DryRuns;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Core.Agreements;

/// <summary>What would leave of a record if the client agreed.</summary>
/// <param name="Number">Number of the record.</param>
/// <param name="Preview">What would leave to whom; null: nothing would, and <paramref name="Code"/> says why.</param>
/// <param name="Code">Reason code; null when there is a preview.</param>
/// <param name="Says">The same as a sentence without a client's data; empty when there is a preview.</param>
public sealed record PreviewAnswer(int Number, Preview? Preview, string? Code, string Says)
{
    /// <summary>Id of the notice that asks; null: none is needed or there is none.</summary>
    public string? Notice { get; init; }

    /// <summary>The version of it that is shown today.</summary>
    public NoticeVersion? Version { get; init; }

    /// <summary>Steps that would not leave, with their reason.</summary>
    public IReadOnlyList<DryRunStep> Stopped { get; init; } = [];
}

/// <summary>
/// Computes a preview by the rules that decide a real record: intake, translation, admission, routing and the gate before a
/// release, as if the client had agreed today to the notice that is shown today. What the record says of an agreement does not count.
/// </summary>
public static class PreviewRules
{
    /// <summary>Reason code: the record is no referral.</summary>
    public const string NoReferral = "no-referral";

    /// <summary>Reason code: there is no notice that the client could agree to.</summary>
    public const string NoNotice = "no-notice";

    /// <summary>Computes it.</summary>
    /// <param name="agreed">What the agencies agreed.</param>
    /// <param name="sender">Agency that would refer.</param>
    /// <param name="now">Domain time.</param>
    /// <param name="record">The record as its profile reads it.</param>
    /// <param name="writer">Writes events in the recipients' formats: what a format has no place for does not leave.</param>
    /// <param name="standing">What is known to restrict the client besides; null: nothing.</param>
    public static PreviewAnswer Of(Agreed agreed, Agency sender, DateTimeOffset now, ReadRecord record, IEventWriter writer, ClientStanding? standing = null)
    {
        ArgumentNullException.ThrowIfNull(agreed);
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(record);
        // What the records do not say and the store knows.
        if (Safeguards.OfClient(standing ?? ClientStanding.Free) is { } objection)
            return new PreviewAnswer(record.Number, null, objection.Code, DecisionSentences.Of(objection.Says, []).ToString());
        if (record.Problem is { } problem)
            return new PreviewAnswer(record.Number, null, problem.Code, problem.Text.ToString());
        if (record.Statements.FirstOrDefault(s => s.Content is ReferralSubmitted) is not { Content: ReferralSubmitted stated } statement)
            return new PreviewAnswer(record.Number, null, NoReferral, AgreementAnswers.NoReferral.Text);
        var today = CountryTime.DayOf(sender.Country, now);
        var (notice, version) = NoticeOf(agreed, sender.Id, stated.Purpose, today);
        if (version is null && agreed.Policy.Purposes.GetValueOrDefault(stated.Purpose) is { AgreementRequired: true })
            return new PreviewAnswer(record.Number, null, NoNotice, AgreementAnswers.NoNotice.Text);
        var asAgreed = record with { Statements = [.. record.Statements.Select(s => ReferenceEquals(s, statement) ? AsAgreed(s, stated, version, today) : s)] };
        var result = DryRun.Of(agreed, sender, now, [], [asAgreed], writer).Single();
        PreviewStep[] leaving = [.. result.Handovers.Where(h => h.Code is null).Select(h => new PreviewStep(h.Recipient, h.Step, h.Fields))];
        return new PreviewAnswer(
            record.Number, leaving.Length > 0 ? new Preview(sender.Id, stated.Purpose, Joined(leaving)) : null,
            leaving.Length > 0 ? null : result.Code ?? result.Handovers.Select(h => h.Code).FirstOrDefault() ?? result.Outcome, leaving.Length > 0 ? "" : result.Says)
        {
            Notice = notice, Version = version, Stopped = [.. result.Handovers.Where(h => h.Code is not null)],
        };
    }

    /// <summary>The newest version that the agency shows today for a purpose.</summary>
    public static (string? Notice, NoticeVersion? Version) NoticeOf(Agreed agreed, string agency, string purpose, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(agreed);
        var shown = agreed.Policy.Notices.Where(n => (n.Agencies.Count == 0 || n.Agencies.Contains(agency)) && n.Purposes.Contains(purpose))
            .SelectMany(n => n.Versions.Where(v => v.WasShown(today, today)).Select(v => (n.Id, v))).ToList();
        return shown.Count == 0 ? (null, null) : shown.MaxBy(s => s.v.From);
    }

    /// <summary>Several handovers to one office are one line of the preview.</summary>
    private static List<PreviewStep> Joined(IEnumerable<PreviewStep> steps) =>
        [.. steps.GroupBy(s => (s.Recipient, s.Step)).OrderBy(g => g.Key.Recipient, StringComparer.Ordinal).ThenBy(g => g.Key.Step)
            .Select(g => new PreviewStep(g.Key.Recipient, g.Key.Step, [.. g.SelectMany(s => s.Fields).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]))];

    private static Statement AsAgreed(Statement statement, ReferralSubmitted stated, NoticeVersion? version, DateOnly today)
    {
        var data = statement.Data.DeepClone().AsObject();
        // A correction stands for the whole referral: here nothing is known that it corrects.
        data["ticket"] = stated.InReplyTo ?? stated.Ticket;
        data.Remove("inReplyTo");
        data.Remove("agreement");
        if (version is not null)
        {
            data["agreement"] = JsonSerializer.SerializeToNode(
                new AgreementClaim
                {
                    NoticeVersion = version.Version, GivenOn = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), How = version.Ways[0], ExplicitNeeds = stated.Needs is { Count: > 0 } ? true : null,
                },
                ContractJson.Options);
        }

        return Statement.Of(EventTypes.ReferralSubmitted, data);
    }
}
