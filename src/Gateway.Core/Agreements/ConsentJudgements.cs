using Gateway.Contracts.Events;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;

namespace Gateway.Core.Agreements;

/// <summary>What a consent record comes to by the rules for a claim in any record, as far as the record alone can tell.</summary>
public static class ConsentJudgements
{
    /// <summary>What it comes to.</summary>
    /// <param name="Event">Contract event it becomes.</param>
    /// <param name="Status">'given', 'refused', 'expired', 'unproven' or 'withdrawn'.</param>
    /// <param name="Code">Why it is no agreement, one of <see cref="WithheldCodes"/>.</param>
    /// <param name="Lacks">What it lacks, or what speaks against it, as canonical paths.</param>
    /// <param name="Missing">What else it does not say.</param>
    /// <param name="NotRead">Terms that are not read, by their place.</param>
    public sealed record Judged(string Event, string Status, string? Code, IReadOnlyList<string> Lacks, IReadOnlyList<string> Missing, IReadOnlyList<string> NotRead);

    /// <summary>Judges a record. What the referral it is for asks, and which previews were kept, is looked up when it is worked on.</summary>
    public static Judged Of(ConsentRecordRead record, string agency, Agreed agreed, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(agreed);
        ArgumentNullException.ThrowIfNull(time);
        if (record.Statement is not ConsentGiven given)
            return new Judged(record.Event, "withdrawn", null, [], [], record.NotRead);
        var ground = new AgreementGround(agency, record.Purpose, record.BirthDate, agreed.Directory.DayAt(agency, time.GetUtcNow()), agreed.Policy.Notices) { Previews = null, PropertyOnly = null };
        var judged = AgreementRecords.Judge(given.Agreement, ground) ?? new AgreementJudgement(AgreementStatus.Unproven, null, ["agreement"]) { Fault = WithheldCodes.AgreementUnproven };
        var missing = record.Purpose is null ? [.. ReceiptRules.Missing(given.Agreement), "purpose"] : ReceiptRules.Missing(given.Agreement);
        return new Judged(record.Event, judged.Status.ToString().ToLowerInvariant(), judged.Fault, judged.Missing, [.. missing.Except(judged.Missing, StringComparer.Ordinal)], record.NotRead);
    }
}
