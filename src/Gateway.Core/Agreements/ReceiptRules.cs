using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;

namespace Gateway.Core.Agreements;

/// <summary>What a receipt is made from.</summary>
/// <param name="Row">The agreement.</param>
/// <param name="Claim">What its record says; null: the record was erased.</param>
/// <param name="Ticket">Ticket of the referral it is for.</param>
/// <param name="Purpose">Purpose of the referral it is for.</param>
/// <param name="Offices">Offices to which referrals that rest on it were handed over.</param>
/// <param name="Preview">The preview that was shown.</param>
public sealed record ReceiptSource(ClientAgreement Row, AgreementClaim? Claim, string? Ticket, string? Purpose, IReadOnlyList<string> Offices, Preview? Preview);

/// <summary>Makes receipts.</summary>
public static class ReceiptRules
{
    /// <summary>A client's rights, as articles of the General Data Protection Regulation.</summary>
    public static IReadOnlyList<string> Rights { get; } = ["A7-3", "A15", "A16", "A17", "A18", "A21", "A77"];

    /// <summary>Makes one.</summary>
    /// <param name="source">What it is made from.</param>
    /// <param name="agreed">Directory and policy of today.</param>
    /// <param name="language">Language wanted, ISO 639-1, where the record does not say in which language the notice was shown.</param>
    /// <param name="at">Domain time, UTC.</param>
    public static AgreementReceipt Of(ReceiptSource source, Agreed agreed, string language, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(agreed);
        var (row, claim) = (source.Row, source.Claim ?? new AgreementClaim());
        var controller = agreed.Directory.Find(row.Agency);
        return new AgreementReceipt
        {
            ReceiptId = $"{row.Id:N}-{row.Version}",
            RecordId = row.Id,
            AgencyRecordId = Codes.OrNull(claim.RecordId),
            IssuedAt = at,
            Controller = new ReceiptController(
                row.Agency, controller?.Name ?? row.Agency, controller?.Country, controller?.DutyContact?.Role, controller?.DutyContact?.Phone, controller?.DutyContact?.Hours),
            Purpose = source.Purpose,
            Notice = NoticeOf(agreed, row.Agency, source.Purpose, claim, language),
            Recipients = source.Preview is { } preview ? Shown(agreed, preview) : controller is null || source.Purpose is null ? [] : Allowed(agreed, controller, source),
            FromPreview = source.Preview is not null,
            Status = row.Status,
            Claim = claim,
            Expires = row.Expires,
            EndsBy = row.EndsBy,
            RecordedAt = row.RecordedAt,
            WithdrawnAt = row.WithdrawnAt,
            Ticket = source.Ticket,
            Missing = Missing(source),
        };
    }

    /// <summary>What a record should say and does not.</summary>
    public static IReadOnlyList<string> Missing(AgreementClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var byAdministrator = claim.GivenBy?.Trim() == Capacities.Administrator;
        (string Path, string? Value, bool Wanted)[] wanted =
        [
            ("agreement.recordId", claim.RecordId, true), ("agreement.noticeVersion", claim.NoticeVersion, true), ("agreement.language", claim.Language, true),
            ("agreement.givenOn", claim.GivenOn, true), ("agreement.how", claim.How, true), ("agreement.expires", claim.Expires, true), ("agreement.givenBy", claim.GivenBy, true),
            ("agreement.mandateScope", claim.MandateScope, byAdministrator), ("agreement.mandateUntil", claim.MandateUntil, byAdministrator),
            ("agreement.previewHash", claim.PreviewHash, true),
        ];
        return [.. wanted.Where(w => w.Wanted && string.IsNullOrWhiteSpace(w.Value)).Select(w => w.Path)];
    }

    private static IReadOnlyList<string> Missing(ReceiptSource source) =>
        source.Claim is not { } claim ? ["agreement"] : source.Purpose is null ? ["purpose", .. Missing(claim)] : Missing(claim);

    private static ReceiptNotice? NoticeOf(Agreed agreed, string agency, string? purpose, AgreementClaim claim, string language)
    {
        var version = claim.NoticeVersion?.Trim();
        var named = agreed.Policy.Notices.Where(n => (n.Agencies.Count == 0 || n.Agencies.Contains(agency)) && (purpose is null || n.Purposes.Contains(purpose)))
            .SelectMany(n => n.Versions.Where(v => v.Version == version).Select(v => (n.Id, Version: v))).FirstOrDefault();
        if (named.Version is not { } shown)
            return null;
        var (given, text) = shown.TextIn(claim.Language?.Trim(), SpokenLanguage.Of(language).InRecords);
        return new ReceiptNotice(named.Id, shown.Version, given, text);
    }

    private static List<ReceiptRecipient> Shown(Agreed agreed, Preview preview) =>
        [.. preview.Steps.Select(s => new ReceiptRecipient(s.Recipient, agreed.Directory.NameOf(s.Recipient), ClassOf(agreed.Directory.Find(s.Recipient)), s.Step, s.Fields))];

    /// <summary>What the manifests let leave: to the offices that referrals went to, or to every kind of office when there are none yet.</summary>
    private static List<ReceiptRecipient> Allowed(Agreed agreed, Agency controller, ReceiptSource source)
    {
        var manifests = agreed.Policy.Manifests.Where(m => m.Event == EventTypes.ReferralHandover && m.Purpose == source.Purpose && m.From == controller.Class).OrderBy(m => m.To).ThenBy(m => m.Step).ToList();
        var offices = source.Offices.Select(agreed.Directory.Find).OfType<Agency>().OrderBy(o => o.Id, StringComparer.Ordinal).ToList();
        return offices.Count > 0
            ? [.. offices.SelectMany(o => manifests.Where(m => m.To == o.Class).Select(m => new ReceiptRecipient(o.Id, o.Name, ClassOf(o), m.Step, m.Fields)))]
            : [.. manifests.Select(m => new ReceiptRecipient(null, null, m.To.ToString(), m.Step, m.Fields))];
    }

    private static string ClassOf(Agency? agency) => agency?.Class.ToString() ?? "";
}
