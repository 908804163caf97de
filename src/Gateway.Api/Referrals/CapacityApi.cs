using System.ComponentModel;
using Gateway.Api.Authentication;
using Gateway.Api.Description;
using Gateway.Api.Problems;
using Gateway.Core.Callers;
using Gateway.Core.Directory;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Api.Referrals;

/// <summary>A question before a referral, about nobody: is there a place?</summary>
internal static class CapacityApi
{
    private static readonly DateTimeOffset Asked = new(2026, 3, 4, 8, 15, 0, TimeSpan.Zero);

    private static readonly CapacityAnswer Example = new(
        "BUDGET_GUIDANCE", "24062", Asked,
        [new OfficeCapacity("ocmw-leuven", HasPlace: true, WaitingDays: 14, AssessFirst: true, OwnFirst: false, "waitlist", [], Asked.AddDays(-2), AgeInDays: 2)]);

    public static void MapCapacity(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/capacity", ReadAsync)
            .WithName("readCapacity").WithTags("Referrals")
            .WithSummary("Ask before a referral whether there is a place")
            .WithDescription("About a service and a municipality, never about a person. Each office that may be asked answers with what it stated last, and how old that is; where it stated nothing lately, with the directory's places and those taken. A place is not reserved by asking.")
            .Answers(StatusCodes.Status200OK, "Offices that offer the service there, those with a place first.", Example)
            .ForAgencies(Scopes.ReadCapacity, ProblemKind.ServiceUnknown, ProblemKind.MunicipalityUnknown);

    private static async Task<IResult> ReadAsync(
        [Description("Service code of the directory, for example 'BUDGET_GUIDANCE'.")] string? service,
        [Description("Municipality code or name; a retired code is followed to the one of today.")] string? municipality,
        HttpContext http,
        [FromServices] IPresent<Agreed> agreed,
        [FromServices] ICapacityReading reading,
        TimeProvider domain,
        CancellationToken cancellation)
    {
        var (now, directory) = (domain.GetUtcNow(), agreed.Now.Directory);
        if (service is null || directory.FindService(service) is null)
            return new ProblemResult(ProblemKind.ServiceUnknown) { Places = ["service"] };
        var asking = directory.Find(http.Agency())!;
        if (municipality is null || directory.Resolve(asking.Country, municipality, CountryTime.DayOf(asking.Country, now)) is not { } there)
            return new ProblemResult(ProblemKind.MunicipalityUnknown) { Places = ["municipality"] };
        return TypedResults.Ok(CapacityQuestion.Answer(asking, service, there.Code, agreed.Now, await reading.ReadAsync(cancellation), now));
    }
}
