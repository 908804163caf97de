using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Accountability;
using Gateway.Core.Agreements;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Policies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Privacy;

/// <summary>Receipts of a client's agreements, and what would leave before the client agrees.</summary>
internal static class AgreementPages
{
    internal static void Map(IEndpointRouteBuilder privacy)
    {
        privacy.MapPost("/receipts", ReceiptsAsync);
        privacy.MapPost("/preview", PreviewAsync);
    }

    private static async Task<IResult> ReceiptsAsync(
        [FromForm] string? handle, [FromForm] string? form, Viewer viewer, Agreed agreed, IAgreementReceipts receipts, PrivacyHandle handles, CancellationToken cancellation)
    {
        if (handles.Open(viewer, handle) is not { } subject
            || await receipts.ReadAsync(subject.Agency, subject.Client, viewer.Dictionary.Language, PrivacyPages.Look(viewer, OpeningKind.Receipt, subject.Purpose), cancellation) is not { } found)
            return PrivacyPages.Gone();
        return form switch
        {
            "json" => Results.File(JsonSerializer.SerializeToUtf8Bytes(found, ContractJson.Options), "application/json", "receipts.json"),
            "jsonld" => Results.File(JsonSerializer.SerializeToUtf8Bytes(ConsentJsonLd.Write(found), ContractJson.Options), ConsentJsonLd.MediaType, "receipts.jsonld"),
            _ => PrivacyPages.Printed(ClientPapers.Receipt(found, agreed, viewer.Dictionary.Language)),
        };
    }

    private static async Task<IResult> PreviewAsync(
        [FromForm] string? handle, Viewer viewer, Agreed agreed, IPreviews previews, PrivacyHandle handles, CancellationToken cancellation) =>
        handles.Open(viewer, handle) is { } subject
        && await previews.OfClientAsync(subject.Agency, subject.Client, PrivacyPages.Look(viewer, OpeningKind.Preview, subject.Purpose), cancellation) is { } answers
            ? PrivacyPages.Printed(ClientPapers.Preview(subject.Agency, answers, agreed, viewer.Dictionary.Language))
            : PrivacyPages.Gone();
}
