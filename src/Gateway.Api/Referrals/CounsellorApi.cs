using System.ComponentModel;
using Gateway.Api.Authentication;
using Gateway.Api.Description;
using Gateway.Api.Limits;
using Gateway.Api.Problems;
using Gateway.Core.Callers;
using Gateway.Core.Referrals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Api.Referrals;

/// <summary>A counsellor of the referring office decides where the local agreement leaves it to one.</summary>
internal static class CounsellorApi
{
    private const int Longest = 1024;
    private const string Wanted = "Send a JSON object with 'refer': true when the referral goes on, false when it is not made.";

    public static void MapCounsellor(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/referrals/{id}/decision", DecideAsync)
            .WithName("decideReferral").WithTags("Referrals")
            .WithSummary("Decide as the referring office's counsellor")
            .WithDescription("Where no target group of the local agreement is a clear yes and the agreement leaves it to a counsellor, a referral waits for this. The answer says that the decision is noted, never whether the rest of the referral is in order. A decision is made once.")
            .Accepts<CounsellorDecision>("application/json")
            .AnswersNothing("The decision is noted.")
            .ForAgencies(Scopes.DecideReferrals, [.. JsonRequest.Problems, ProblemKind.ReferralUnknown, ProblemKind.NothingToDecide]);

    private static async Task<IResult> DecideAsync(
        [Description("The gateway's id of the referral.")] string id, HttpContext http, [FromServices] ICounsellorDecisions decisions, CancellationToken cancellation)
    {
        var (asked, problem) = await JsonRequest.ReadAsync<CounsellorDecision>(http.Request, Longest, Wanted, cancellation);
        if (asked is not { Refer: { } refer })
            return problem ?? JsonRequest.Refusal(Wanted);
        var answer = Guid.TryParseExact(id, "D", out var referral)
            ? await decisions.DecideAsync(http.Agency(), referral, refer, http.Agency(), cancellation)
            : CounsellorAnswer.Unknown;
        return answer switch
        {
            CounsellorAnswer.Unknown => new ProblemResult(ProblemKind.ReferralUnknown),
            CounsellorAnswer.NothingToDecide => new ProblemResult(ProblemKind.NothingToDecide),
            _ => TypedResults.NoContent(),
        };
    }
}

/// <summary>A counsellor's decision.</summary>
/// <param name="Refer">Whether the referral goes on.</param>
public sealed record CounsellorDecision(bool? Refer);
