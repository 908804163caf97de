using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Accountability;
using Gateway.Core.Agreements;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Assets;
using Gateway.Dashboard.Policies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
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
        if (Subject(handle, viewer, handles) is not { } subject
            || await receipts.ReadAsync(subject.Agency, subject.Client, viewer.Dictionary.Language, PrivacyPages.Look(viewer, OpeningKind.Receipt, subject.Purpose), cancellation) is not { } found)
            return Gone();
        return form switch
        {
            "json" => Results.File(JsonSerializer.SerializeToUtf8Bytes(found, ContractJson.Options), "application/json", "receipts.json"),
            "jsonld" => Results.File(JsonSerializer.SerializeToUtf8Bytes(ConsentJsonLd.Write(found), ContractJson.Options), ConsentJsonLd.MediaType, "receipts.jsonld"),
            _ => Page(ClientPapers.Receipt(found, agreed, viewer.Dictionary.Language)),
        };
    }

    private static async Task<IResult> PreviewAsync(
        [FromForm] string? handle, Viewer viewer, Agreed agreed, IPreviews previews, PrivacyHandle handles, CancellationToken cancellation) =>
        Subject(handle, viewer, handles) is { } subject
        && await previews.OfClientAsync(subject.Agency, subject.Client, PrivacyPages.Look(viewer, OpeningKind.Preview, subject.Purpose), cancellation) is { } answers
            ? Page(ClientPapers.Preview(subject.Agency, answers, agreed, viewer.Dictionary.Language))
            : Gone();

    private static Subject? Subject(string? handle, Viewer viewer, PrivacyHandle handles) =>
        handles.Open(viewer, handle) is { } subject && (viewer.Agency is null || viewer.Agency == subject.Agency) ? subject : null;

    private static IResult Page(Paper paper) => Results.Content(PaperWriters.Html(paper, AssetsPages.Address("paper.css")), "text/html; charset=utf-8");

    private static RazorComponentResult Gone() =>
        new RazorComponentResult<PrivacyPage>(new { Problem = "The page was open for too long. Search again." }) { StatusCode = StatusCodes.Status410Gone };
}
