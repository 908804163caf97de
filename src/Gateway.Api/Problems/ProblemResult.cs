using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Microsoft.AspNetCore.Http;

namespace Gateway.Api.Problems;

/// <summary>Answers a call with a problem, whatever the caller says it accepts.</summary>
/// <param name="kind">Kind.</param>
/// <param name="detail">What to do, when more precise than the kind's own sentence.</param>
internal sealed class ProblemResult(ProblemKind kind, string? detail = null) : IResult
{
    public const string MediaType = "application/problem+json";

    public IReadOnlyList<string>? Accepted { get; init; }

    public IReadOnlyList<string>? Places { get; init; }

    public long? Limit { get; init; }

    public static ProblemResult TooLarge(long limit) =>
        new(ProblemKind.BodyTooLarge, $"At most {limit} bytes are read at a time. {ProblemKind.BodyTooLarge.Detail}") { Limit = limit };

    public static ProblemResult TooManyRecords(int limit) =>
        new(ProblemKind.TooManyRecords, $"At most {limit} records are taken at a time. {ProblemKind.TooManyRecords.Detail}") { Limit = limit };

    /// <summary>The kind as a caller sees it, for the description of a call.</summary>
    public static JsonNode ExampleOf(ProblemKind kind) =>
        JsonSerializer.SerializeToNode(new ProblemResult(kind).Of("0af7651916cd43dd8448eb211c80319c"), ContractJson.Options)!;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = kind.Status;
        httpContext.Response.ContentType = MediaType;
        await JsonSerializer.SerializeAsync(
            httpContext.Response.Body, Of(Activity.Current?.TraceId.ToHexString() ?? httpContext.TraceIdentifier), ContractJson.Options, httpContext.RequestAborted);
    }

    private Problem Of(string traceId) => new()
    {
        Type = "urn:work-welfare-gateway:problem:" + kind.Code,
        Title = kind.Title,
        Status = kind.Status,
        Detail = detail ?? kind.Detail,
        Code = kind.Code,
        TraceId = traceId,
        Accepted = Accepted,
        Places = Places,
        Limit = Limit,
    };
}
