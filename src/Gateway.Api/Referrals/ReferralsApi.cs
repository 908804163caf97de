using System.ComponentModel;
using Gateway.Api.Authentication;
using Gateway.Api.Description;
using Gateway.Api.Problems;
using Gateway.Core.Callers;
using Gateway.Core.Reading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Api.Referrals;

/// <summary>What an agency may know of a referral that it sent or received.</summary>
internal static class ReferralsApi
{
    public static void MapReferrals(this IEndpointRouteBuilder routes)
    {
        routes.MapReferralList();
        routes.MapGet("/v1/referrals/{id}", ReadAsync)
            .WithName("readReferral").WithTags("Referrals")
            .WithSummary("What the agency may know of a referral")
            .WithDescription("Coarse statuses only, one part per office that answered. A referral between other agencies is answered like one that does not exist.")
            .Answers(StatusCodes.Status200OK, "The referral as its party may see it.", CallExamples.Referred)
            .ForAgencies(Scopes.ReadReferrals, ProblemKind.ReferralUnknown);
    }

    private static async Task<IResult> ReadAsync(
        [Description("The gateway's id of the referral.")] string id, HttpContext http, [FromServices] IReferralReading referrals, CancellationToken cancellation)
    {
        var referral = Guid.TryParseExact(id, "D", out var referralId)
            ? await referrals.ReadAsync(http.Agency(), referralId, cancellation)
            : null;
        return referral is null ? new ProblemResult(ProblemKind.ReferralUnknown) : TypedResults.Ok(referral);
    }
}
