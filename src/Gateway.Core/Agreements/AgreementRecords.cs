using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;

namespace Gateway.Core.Agreements;

/// <summary>What a claimed agreement amounts to.</summary>
/// <param name="Status">Status on the day it was judged.</param>
/// <param name="Expires">Last day; null: none.</param>
/// <param name="Missing">What it lacks to be an agreement, or what speaks against it, as canonical paths.</param>
public sealed record AgreementJudgement(AgreementStatus Status, DateOnly? Expires, IReadOnlyList<string> Missing)
{
    /// <summary>Why it is no agreement, one of <see cref="WithheldCodes"/>; null unless it is <see cref="AgreementStatus.Unproven"/>.</summary>
    public string? Fault { get; init; }

    /// <summary>What sets the last day: one of <see cref="AgreementEnds"/>; null: it has none.</summary>
    public string? EndsBy { get; init; }
}

/// <summary>What an agreement is judged by, besides what its record says.</summary>
/// <param name="Agency">Agency that recorded it.</param>
/// <param name="Purpose">Purpose for which it is needed; null: the record does not say.</param>
/// <param name="BirthDate">Day on which the client was born, as precise as it is known.</param>
/// <param name="Today">The day that it is at the agency.</param>
/// <param name="Notices">Notices there are.</param>
public sealed record AgreementGround(string Agency, string? Purpose, string? BirthDate, DateOnly Today, IReadOnlyList<Notice> Notices)
{
    /// <summary>Country of the agency: its days count.</summary>
    public string Country { get; init; } = "";

    /// <summary>Whether an administrator over property alone may agree to what is asked: yes, no, or (null) what is asked is not known here and the gate tells.</summary>
    public bool? PropertyOnly { get; init; } = false;

    /// <summary>Previews that were kept, by digest, as far as the claim names one; null: they cannot be looked up here, and nothing is held against it.</summary>
    public IReadOnlyDictionary<string, KeptPreview>? Previews { get; init; } = new Dictionary<string, KeptPreview>();
}

/// <summary>
/// Judges an agreement as a sender recorded it (GDPR art. 7(1): the controller must be able to demonstrate it).
/// </summary>
public static class AgreementRecords
{
    /// <summary>
    /// An agreement is given when the version of the notice, the day and how it was collected are known; the sender's
    /// number of the record stands for the last, because the evidence can be asked for under it. What the record says must be
    /// possible: that version was shown on that day, in that language, and is collected in that way, by somebody who may agree.
    /// A bare yes is <see cref="AgreementStatus.Unproven"/>, a no is <see cref="AgreementStatus.Refused"/> whatever stands
    /// beside it.
    /// </summary>
    /// <param name="claim">The claim; null when the record says nothing about an agreement.</param>
    /// <param name="ground">What it is judged by.</param>
    /// <returns>Null when there is nothing to judge.</returns>
    public static AgreementJudgement? Judge(AgreementClaim? claim, AgreementGround ground)
    {
        ArgumentNullException.ThrowIfNull(ground);
        if (claim is null || claim == new AgreementClaim())
            return null;
        var expires = DateSpan.Parse(claim.Expires)?.First;
        if (claim.Stated == false)
            return new AgreementJudgement(AgreementStatus.Refused, expires, []);
        if (Missing(claim, expires, ground.Today) is { Count: > 0 } missing)
            return Unproven(WithheldCodes.AgreementUnproven, expires, [.. missing]);

        var given = DateSpan.Parse(claim.GivenOn)!;
        if (Impossible(claim, given, ground) is var (fault, path))
            return Unproven(fault, expires, path);
        var (until, against) = Capacities.Judge(claim, ground.BirthDate, given.First, ground.PropertyOnly);
        if (against is not null)
            return Unproven(WithheldCodes.AgreementCapacity, expires, against);
        var byCapacity = until is not null && !(expires <= until);
        expires = byCapacity ? until : expires;
        return new AgreementJudgement(expires < ground.Today ? AgreementStatus.Expired : AgreementStatus.Given, expires, [])
        {
            EndsBy = byCapacity ? AgreementEnds.Of(claim) : expires is null ? null : AgreementEnds.Term,
        };
    }

    private static AgreementJudgement Unproven(string fault, DateOnly? expires, params string[] missing) =>
        new(AgreementStatus.Unproven, expires, missing) { Fault = fault };

    private static List<string> Missing(AgreementClaim claim, DateOnly? expires, DateOnly today)
    {
        var missing = new List<string>();
        if (string.IsNullOrWhiteSpace(claim.NoticeVersion))
            missing.Add("agreement.noticeVersion");
        if (DateSpan.Parse(claim.GivenOn) is not { } given || given.First > today)
            missing.Add("agreement.givenOn");
        if (string.IsNullOrWhiteSpace(claim.How) && string.IsNullOrWhiteSpace(claim.RecordId))
            missing.Add("agreement.how");
        // A last day that cannot be read is not 'no last day'.
        if (!string.IsNullOrWhiteSpace(claim.Expires) && expires is null)
            missing.Add("agreement.expires");
        return missing;
    }

    /// <summary>Versions of notices that the agency shows for the purpose.</summary>
    internal static IEnumerable<NoticeVersion> Shown(AgreementGround ground) =>
        ground.Notices.Where(n => (n.Agencies.Count == 0 || n.Agencies.Contains(ground.Agency)) && (ground.Purpose is null || n.Purposes.Contains(ground.Purpose)))
            .SelectMany(n => n.Versions);

    /// <summary>Whether the preview that is named was made for this agency and purpose, not after the client agreed; or none is named.</summary>
    private static bool WasPreviewed(AgreementClaim claim, DateSpan given, AgreementGround ground)
    {
        if (string.IsNullOrWhiteSpace(claim.PreviewHash) || ground.Previews is null)
            return true;
        return PreviewHashes.Normal(claim.PreviewHash) is { } hash && ground.Previews.TryGetValue(hash, out var preview)
            && preview.Agency == ground.Agency && (ground.Purpose is null || preview.Purpose == ground.Purpose)
            && CountryTime.DayOf(ground.Country, preview.FirstKeptAt) <= given.Last;
    }

    /// <summary>What cannot have been as the record says; null when all of it can.</summary>
    private static (string Fault, string Path)? Impossible(AgreementClaim claim, DateSpan given, AgreementGround ground)
    {
        var version = claim.NoticeVersion!.Trim();
        var named = Shown(ground).Where(v => v.Version == version).ToList();
        if (named.Count == 0)
            return (WithheldCodes.AgreementNoticeUnknown, "agreement.noticeVersion");
        if (named.FindAll(v => v.WasShown(given.First, given.Last)) is not { Count: > 0 } shown)
            return (WithheldCodes.AgreementNoticeNotShown, "agreement.givenOn");
        if (claim.Language?.Trim() is { Length: > 0 } language && !shown.Exists(v => v.Texts.ContainsKey(language)))
            return (WithheldCodes.AgreementNoticeLanguage, "agreement.language");
        if (claim.How?.Trim() is { Length: > 0 } how && !shown.Exists(v => v.Ways.Contains(how)))
            return (WithheldCodes.AgreementWayImpossible, "agreement.how");
        return WasPreviewed(claim, given, ground) ? null : (WithheldCodes.AgreementPreviewUnknown, "agreement.previewHash");
    }
}
