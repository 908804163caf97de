using Gateway.Core.Accountability;
using Gateway.Core.Noes;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Privacy;

/// <summary>A data protection officer enters a client's no, or that one is lifted: beside the client's overview, or by a number.</summary>
internal static class NoPages
{
    internal static void Map(IEndpointRouteBuilder privacy)
    {
        privacy.MapPost("/no", EnterAsync);
        privacy.MapPost("/no-by-number", ByNumberAsync);
    }

    private static async Task<IResult> EnterAsync(
        [FromForm] string? handle, [FromForm] string? say, Viewer viewer, IClientOverviews overviews, IClientNoes noes, PrivacyHandle handles, CancellationToken cancellation)
    {
        if (handles.Open(viewer, handle) is not { } subject)
            return PrivacyPages.Gone();
        if (Said(say) is not { } no)
            return PrivacyPages.Asked(StatusCodes.Status422UnprocessableEntity, "Fill in every field.");
        var answer = await noes.EnterAsync(subject.Agency, new MeantClient(null, subject.Client), no, viewer.Name, cancellation);
        return await overviews.ReadAsync(subject.Agency, subject.Client, PrivacyPages.Look(viewer, OpeningKind.Overview, subject.Purpose), cancellation) is { } overview
            ? PageResult.Of<OverviewPage>(new { Overview = overview, Handle = handles.Seal(viewer, subject), Answer = answer })
            : PrivacyPages.Gone();
    }

    private static async Task<IResult> ByNumberAsync(
        [FromForm] string? agency, [FromForm] string? scheme, [FromForm] string? identifier, [FromForm] string? say,
        Viewer viewer, Agreed agreed, IClientNoes noes, CancellationToken cancellation)
    {
        var of = viewer.Agency ?? agency;
        if (of is null || agreed.Directory.Find(of) is null || string.IsNullOrWhiteSpace(identifier) || Said(say) is not { } no)
            return PrivacyPages.Asked(StatusCodes.Status422UnprocessableEntity, "Fill in every field.");
        if (MeantClient.ByNumber(scheme ?? "", identifier) is not { } meant)
            return PrivacyPages.Asked(StatusCodes.Status422UnprocessableEntity, "Invalid number: check what was typed.");
        var answer = await noes.EnterAsync(of, meant, no, viewer.Name, cancellation);
        return answer.IsRefused
            ? PrivacyPages.Asked(StatusCodes.Status422UnprocessableEntity, answer.Sentence)
            : PageResult.Of<PrivacyPage>(new { Note = answer.Sentence });
    }

    /// <summary>What the buttons say; null: none of them.</summary>
    private static ClientNo? Said(string? say) => NoButtons.All.Where(b => b.Say == say).Select(b => b.No).FirstOrDefault();
}
