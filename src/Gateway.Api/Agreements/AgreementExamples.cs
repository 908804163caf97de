using System.Text.Json.Nodes;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;

namespace Gateway.Api.Agreements;

/// <summary>Examples in the description. The person is invented; the number passes its check digits.</summary>
internal static class AgreementExamples
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 8, 15, 0, TimeSpan.Zero);
    private static readonly string[] Shown = ["client.contact.phone", "client.familyName", "services"];
    private static readonly Preview Example = new("vdab", "ACTIVATION", [new PreviewStep("ocmw-leuven", 1, Shown)]);
    private static readonly AgreementClaim Claim = new()
    {
        RecordId = "AKK-2026-0007", NoticeVersion = "2026-1", Language = "nld", GivenOn = "2026-03-02", How = "WRITTEN", Expires = "2027-03-01", GivenBy = Capacities.Self, PreviewHash = Example.Hash,
    };

    public static readonly ClientAsked OwnClient = new(Agency: null, IdentifierSchemes.Insz, "85073003328", Purpose: null, "nl");

    public static readonly ClientAsked AnyClient = OwnClient with { Agency = "vdab", Purpose = PrivacyPurposes.AccessRequest };

    public static readonly AgreementReceipt Receipt = new()
    {
        ReceiptId = "019cad2e4f3070c28f3e5a2d9b7c4e61-0", RecordId = Guid.Parse("019cad2e-4f30-70c2-8f3e-5a2d9b7c4e61"), AgencyRecordId = Claim.RecordId, IssuedAt = At.AddDays(1),
        Controller = new ReceiptController("vdab", "VDAB", "BE", "dienst partnerverwijzingen", "+32 2 000 00 10", "ma-vr 8.30-17.00"), Purpose = "ACTIVATION",
        Notice = new ReceiptNotice("samen-op-weg", "2026-1", "nld", "Als u akkoord gaat, werken uw arbeidsbemiddelaar en de welzijnsdienst van uw gemeente samen."),
        Recipients = [new ReceiptRecipient("ocmw-leuven", "OCMW Leuven", "Welfare", 1, Shown)], FromPreview = true, Status = AgreementStatus.Given, Claim = Claim,
        Expires = new DateOnly(2027, 3, 1), EndsBy = AgreementEnds.Term, RecordedAt = At, Ticket = "0b8c3d5e-6c1f-4a52-9f0a-4f6c7a1d2e01",
    };

    public static readonly ReceiptList Receipts = new([Receipt]);

    public static readonly PreviewList Previews = new([new PreviewLine(1, Example.Hash, "ACTIVATION", "samen-op-weg", "2026-1", Example.Steps, [], Code: null, Says: null)]);

    public static readonly ConsentRecordsTaken Taken = new(
        Guid.Parse("019cad2e-0a11-7b20-9c55-1f3e8d7a6b41"), "/v1/submissions/019cad2e-0a11-7b20-9c55-1f3e8d7a6b41", Repeated: false,
        [new ConsentRecordLine("consent.given", "given", Code: null, [], ["agreement.previewHash"], [])]);

    public static JsonObject ConsentRecord() => ConsentJsonLd.Write([Receipt]);
}
