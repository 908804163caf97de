using System.ComponentModel;
using System.Globalization;
using Gateway.Api.Authentication;
using Gateway.Api.Description;
using Gateway.Api.Limits;
using Gateway.Api.Problems;
using Gateway.Core.Callers;
using Gateway.Core.Reading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Api.Referrals;

/// <summary>An agency's own list of referrals, to compare with its own books.</summary>
internal static class ReferralListApi
{
    private const int MostItems = 200;
    private const int UsualItems = 100;

    private static readonly string[] Moments = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static void MapReferralList(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/referrals", ListAsync)
            .WithName("listReferrals").WithTags("Referrals")
            .WithSummary("The agency's own referrals with their states, in order of time")
            .WithDescription("Those that the agency sent, from when the gateway received them, and those that reached it. Ids, the agency's own tickets and coarse statuses only. It is a list to compare with; what is new comes in the feed.")
            .WithNumber("take", 1, MostItems, UsualItems)
            .Answers(StatusCodes.Status200OK, "A page of the list.", CallExamples.Listed)
            .ForAgencies(Scopes.ReadReferrals, ProblemKind.SinceInvalid, ProblemKind.CursorInvalid, ProblemKind.CursorOfOther, ProblemKind.ParameterInvalid);

    private static async Task<IResult> ListAsync(
        [Description("Only those from this day or moment on, UTC.")] string? since,
        [Description("'next' of an earlier page; it goes on where that page ended.")] string? after,
        [Description("At most this many.")] string? take,
        HttpContext http,
        [FromServices] IReferralList referrals,
        [FromServices] TimeProvider time,
        CancellationToken cancellation)
    {
        if (!WholeNumber.TryRead(take, 1, MostItems, UsualItems, out var most))
            return WholeNumber.Refusal("take", 1, MostItems);
        var from = DateTimeOffset.UnixEpoch;
        if (since is not null && (!TryMoment(since, out from) || from > time.GetUtcNow()))
            return new ProblemResult(ProblemKind.SinceInvalid) { Places = ["since"] };
        var place = new ReferralPlace(from, Guid.Empty);
        if (after is not null)
        {
            switch (ReferralCursor.Read(after, http.Agency(), out var ended))
            {
                case ReferralCursor.Reading.None:
                    return new ProblemResult(ProblemKind.CursorInvalid) { Places = ["after"] };
                case ReferralCursor.Reading.OfOther:
                    return new ProblemResult(ProblemKind.CursorOfOther) { Places = ["after"] };
            }

            place = ended!.At < from ? place : ended;
        }

        var page = await referrals.ReadAsync(http.Agency(), place, most, cancellation);
        return TypedResults.Ok(new ReferralListAnswer(page.Items, page.Next is { } next ? ReferralCursor.Write(next, http.Agency()) : null));
    }

    private static bool TryMoment(string text, out DateTimeOffset moment) =>
        DateTimeOffset.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out moment);
}

/// <summary>A page of an agency's referrals.</summary>
/// <param name="Items">Referrals in order of time.</param>
/// <param name="Next">Cursor to go on after; absent: there is nothing more now.</param>
public sealed record ReferralListAnswer(IReadOnlyList<ListedReferral> Items, string? Next);
