using Gateway.Api.Description;
using Gateway.Core.Reading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Api.Health;

/// <summary>Probes for whoever runs the process. They need no key and say nothing about anyone.</summary>
internal static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Ok(new Liveness("live")))
            .WithName("live").WithTags("Health")
            .WithSummary("The process answers")
            .Answers(StatusCodes.Status200OK, "The process answers.", new Liveness("live"))
            .NeedsNoKey();

        routes.MapGet("/health/ready", ReadAsync)
            .WithName("ready").WithTags("Health")
            .WithSummary("Every part this process needs works")
            .WithDescription("503 names the parts that do not work and what to do about each.")
            .Answers(StatusCodes.Status200OK, "Every part works.", CallExamples.Ready)
            .Answers(StatusCodes.Status503ServiceUnavailable, "A part does not work; its text says what to do.", CallExamples.NotReady)
            .NeedsNoKey();
    }

    private static async Task<IResult> ReadAsync([FromServices] IReadiness readiness, CancellationToken cancellation)
    {
        var parts = await readiness.ReadAsync(cancellation);
        var ready = parts.All(p => p.Ready);
        return TypedResults.Json(
            new Readiness(ready, parts), statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary>The process answers.</summary>
/// <param name="Status">Always <c>live</c>.</param>
public sealed record Liveness(string Status);

/// <summary>Whether this process can do its work.</summary>
/// <param name="Ready">Every part works.</param>
/// <param name="Parts">The parts.</param>
public sealed record Readiness(bool Ready, IReadOnlyList<ReadinessPart> Parts);
