using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Core.Privacy;

namespace Gateway.Core.Agreements;

/// <summary>Writes receipts as JSON-LD, in the structure of ISO/IEC TS 27560:2023 with the terms of the Data Privacy Vocabulary.</summary>
public static class ConsentJsonLd
{
    /// <summary>Media type.</summary>
    public const string MediaType = "application/ld+json";

    /// <summary>Writes one receipt, or several as a graph.</summary>
    /// <param name="receipts">Receipts.</param>
    /// <returns>A document that holds its context and needs nothing else to be read.</returns>
    public static JsonObject Write(IReadOnlyList<AgreementReceipt> receipts)
    {
        ArgumentNullException.ThrowIfNull(receipts);
        var document = new JsonObject { ["@context"] = ConsentTerms.Context.DeepClone() };
        if (receipts.Count != 1)
        {
            document["@graph"] = new JsonArray([.. receipts.Select(Receipt)]);
            return document;
        }

        foreach (var (name, value) in Receipt(receipts[0]).ToList())
            document[name] = value?.DeepClone();
        return document;
    }

    private static JsonObject Receipt(AgreementReceipt receipt) => new()
    {
        ["@id"] = "urn:work-welfare-gateway:receipt:" + receipt.ReceiptId,
        ["@type"] = "dpv:ConsentReceipt",
        ["dct:identifier"] = receipt.ReceiptId,
        ["dct:conformsTo"] = receipt.ConformsTo,
        ["dct:created"] = Instant(receipt.IssuedAt),
        ["dct:publisher"] = receipt.Controller.Agency,
        ["dpv:hasRecordOfActivity"] = Record(receipt),
    };

    private static JsonObject Record(AgreementReceipt receipt)
    {
        var record = new JsonObject
        {
            ["@id"] = "urn:uuid:" + receipt.RecordId.ToString("D"),
            ["@type"] = "dpv:ConsentRecord",
            ["dct:created"] = Instant(receipt.RecordedAt),
            ["dpv:hasDataSubject"] = new JsonObject { ["@type"] = "dpv:DataSubject" },
            ["dpv:hasDataController"] = Controller(receipt.Controller),
            ["dpv:hasApplicableLaw"] = new JsonObject { ["@id"] = "eu-gdpr:GDPR" },
            ["dpv:hasProcess"] = Process(receipt),
            ["dpv:hasConsentStatus"] = new JsonArray([.. Statuses(receipt)]),
            ["dpv:hasRight"] = new JsonArray([.. receipt.Rights.Select(r => new JsonObject { ["@id"] = "eu-gdpr:" + r })]),
        };
        Add(record, "dct:identifier", receipt.Claim.RecordId);
        Add(record, "gw:referral", receipt.Ticket);
        Add(record, "gw:previewHash", receipt.Claim.PreviewHash);
        if (receipt.Controller.Country is { } country)
            record["dpv:hasJurisdiction"] = new JsonObject { ["@id"] = "loc:" + country };
        if (Notice(receipt) is { Count: > 1 } notice)
            record["dpv:hasNotice"] = notice;
        return record;
    }

    private static JsonObject Controller(ReceiptController controller)
    {
        var written = new JsonObject { ["@type"] = "dpv:DataController", ["dct:identifier"] = controller.Agency, ["dpv:hasName"] = controller.Name };
        Add(written, "dpv:hasContact", string.Join(", ", new[] { controller.Role, controller.Phone, controller.Hours }.OfType<string>()));
        return written;
    }

    private static JsonObject Process(AgreementReceipt receipt)
    {
        var process = new JsonObject { ["@type"] = "dpv:Process" };
        if (receipt.Purpose is { } purpose)
            process["dpv:hasPurpose"] = new JsonObject { ["@type"] = "dpv:Purpose", ["dct:identifier"] = purpose };
        process["dpv:hasRecipient"] = new JsonArray([.. receipt.Recipients.Select(Recipient)]);
        return process;
    }

    private static JsonObject Recipient(ReceiptRecipient recipient)
    {
        var written = new JsonObject { ["@type"] = "dpv:Recipient", ["gw:class"] = recipient.Class, ["gw:step"] = recipient.Step };
        Add(written, "dct:identifier", recipient.Agency);
        Add(written, "dpv:hasName", recipient.Name);
        written["dpv:hasPersonalData"] = new JsonArray([.. recipient.Fields.Select(f => new JsonObject { ["@type"] = "dpv:PersonalData", ["dct:identifier"] = f })]);
        return written;
    }

    private static JsonObject Notice(AgreementReceipt receipt)
    {
        var notice = new JsonObject { ["@type"] = "dpv:ConsentNotice" };
        Add(notice, "dct:hasVersion", receipt.Claim.NoticeVersion);
        Add(notice, "dct:language", receipt.Claim.Language);
        Add(notice, "dct:identifier", receipt.Notice?.Id);
        if (receipt.Notice is { } shown)
            notice["dct:description"] = new JsonObject { ["@value"] = shown.Text, ["@language"] = shown.Language };
        return notice;
    }

    /// <summary>What the record says the client did, and what the gateway made of it since.</summary>
    private static List<JsonObject> Statuses(AgreementReceipt receipt)
    {
        var claim = receipt.Claim;
        var said = new JsonObject { ["@type"] = claim.Stated == false ? "dpv:ConsentRefused" : "dpv:ConsentGiven" };
        if (claim.Stated == true)
            said["gw:stated"] = true;
        if (claim.ExplicitNeeds is { } needs)
            said["gw:explicitNeeds"] = needs;
        Add(said, "dpv:isIndicatedAtTime", claim.GivenOn);
        Add(said, "dpv:hasIndicationMethod", claim.How);
        if (Giver(claim) is { Count: > 0 } giver)
            said["dpv:isIndicatedBy"] = giver;
        if (claim.Expires is { } expires)
            said["dpv:hasDuration"] = new JsonObject { ["@type"] = "dpv:UntilTimeDuration", ["rdf:value"] = expires };
        var since = receipt.Status switch
        {
            AgreementStatus.Withdrawn => "dpv:ConsentWithdrawn",
            AgreementStatus.Revoked => "dpv:ConsentRevoked",
            AgreementStatus.Expired => "dpv:ConsentExpired",
            AgreementStatus.Invalidated => "dpv:ConsentInvalidated",
            AgreementStatus.Unproven => "dpv:ConsentStatusInvalidForProcessing",
            _ => null,
        };
        if (since is null)
            return [said];
        var now = new JsonObject { ["@type"] = since };
        Add(now, "dpv:isIndicatedAtTime", receipt.Status == AgreementStatus.Withdrawn && receipt.WithdrawnAt is { } at ? Instant(at)
            : receipt.Status == AgreementStatus.Expired ? receipt.Expires?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null);
        return [said, now];
    }

    private static JsonObject Giver(Contracts.Events.AgreementClaim claim)
    {
        var giver = new JsonObject();
        if (claim.GivenBy is { } by)
            giver["@type"] = ConsentTerms.Givers.GetValueOrDefault(by, "gw:" + by);
        Add(giver, "gw:mandateScope", claim.MandateScope);
        Add(giver, "gw:mandateUntil", claim.MandateUntil);
        return giver;
    }

    private static void Add(JsonObject to, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            to[name] = value;
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
