using System.ComponentModel;
using System.Text.Json;
using Gateway.Api.Description;
using Gateway.Api.Limits;
using Gateway.Api.Problems;
using Gateway.Api.Submissions;
using Gateway.Contracts;
using Gateway.Core.Callers;
using Gateway.Core.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Gateway.Api.Events;

/// <summary>Contract events as CloudEvents 1.0, in any of its three modes.</summary>
internal static class EventsApi
{
    private static readonly string[] Accepted = [CloudEvent.MediaType, CloudEvent.BatchMediaType, "application/json with ce- headers"];

    public static void MapEvents(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/events", PublishAsync)
            .WithName("publishEvents").WithTags("Events")
            .WithSummary("Submit contract events as CloudEvents 1.0")
            .WithDescription("Structured, batched or binary mode (attributes in 'ce-' headers, JSON data in the body). The data of each type is described by contracts/events/{type}.schema.json. A single event without an idempotency key is known by its source and id, a batch by the SHA-256 of its body. The answer is that of a submission.")
            .TakesEvents()
            .Answers(StatusCodes.Status202Accepted, "The events are committed; nothing of them is lost from now on.", CallExamples.Submitted)
            .ForAgencies(Scopes.Submit, ProblemKind.BodyEmpty, ProblemKind.BodyIncomplete, ProblemKind.JsonInvalid, ProblemKind.EventAttributes,
                ProblemKind.IdempotencyKeyInvalid, ProblemKind.ProfileNotAllowed, ProblemKind.BodySlow, ProblemKind.BodyTooLarge, ProblemKind.TooManyRecords,
                ProblemKind.ContentType, ProblemKind.ContentEncoding, ProblemKind.IdempotencyKeyReused, ProblemKind.CorrectsNothing);

    private static async Task<IResult> PublishAsync(
        [Description("1–255 visible ASCII characters, in the scope of the agency's events. The same key and body again is answered with the same id."), FromHeader(Name = SubmissionAdmission.IdempotencyHeader)] string? idempotencyKey,
        [Description("Id of the record that this replaces, as the reading of its submission shows it: one of the agency's own that is set aside, or a submission of which not one record could be read. Both then name each other, and nobody looks at the old one any more."), FromHeader(Name = SubmissionAdmission.CorrectsHeader)] string? corrects,
        HttpContext http,
        [FromServices] SubmissionAdmission admission,
        [FromServices] IOptions<GatewayHttpOptions> options,
        CancellationToken cancellation)
    {
        if (admission.Refusal(http, KnownProfiles.CloudEvents, out _) is { } refusal)
            return refusal;
        if (ReaderOf(http.Request) is not { } read)
            return new ProblemResult(ProblemKind.ContentType) { Accepted = Accepted };
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = options.Value.MaxEventsBytes;
        if (await BoundedBody.ReadAsync(http.Request, options.Value.MaxEventsBytes, cancellation) is not { } body)
            return ProblemResult.TooLarge(options.Value.MaxEventsBytes);
        if (body.IsEmpty)
            return new ProblemResult(ProblemKind.BodyEmpty);

        using var json = StrictJson.Parse(body);
        if (json is null)
            return new ProblemResult(ProblemKind.JsonInvalid);
        var events = read(http.Request, json.RootElement, body);
        if (events.Refusal is { } fault)
            return fault;
        return await admission.AcceptAsync(
            http, KnownProfiles.CloudEvents, new MemoryStream(events.Body.ToArray(), writable: false), events.ContentType, idempotencyKey ?? events.Key, corrects, cancellation);
    }

    private static Func<HttpRequest, JsonElement, ReadOnlyMemory<byte>, ReadEvents>? ReaderOf(HttpRequest request) => MediaTypes.Bare(request.ContentType) switch
    {
        CloudEvent.MediaType => (_, json, body) => OfOne(json, body),
        CloudEvent.BatchMediaType => (_, json, body) => OfBatch(json, body),
        _ when MediaTypes.IsJson(request.ContentType) && BinaryMode.Is(request) => (binary, json, _) => OfBinary(binary, json),
        _ => null,
    };

    private static ReadEvents OfOne(JsonElement json, ReadOnlyMemory<byte> body)
    {
        var faults = EventEnvelopes.Faults(json, "").ToList();
        return faults.Count > 0 ? ReadEvents.Refused(faults) : new ReadEvents(body, CloudEvent.MediaType, EventEnvelopes.KeyOf(json));
    }

    private static ReadEvents OfBatch(JsonElement json, ReadOnlyMemory<byte> body)
    {
        if (json.ValueKind != JsonValueKind.Array)
            return new ReadEvents(new ProblemResult(ProblemKind.JsonInvalid, "Send a JSON array of events, or one event as application/cloudevents+json."));
        if (json.GetArrayLength() == 0)
            return new ReadEvents(new ProblemResult(ProblemKind.BodyEmpty));
        var faults = json.EnumerateArray().SelectMany((e, i) => EventEnvelopes.Faults(e, $"events[{i}].")).ToList();
        return faults.Count > 0 ? ReadEvents.Refused(faults) : new ReadEvents(body, CloudEvent.BatchMediaType, Key: null);
    }

    private static ReadEvents OfBinary(HttpRequest request, JsonElement data)
    {
        var body = BinaryMode.ToStructured(request, data);
        using var structured = JsonDocument.Parse(body);
        return OfOne(structured.RootElement, body);
    }

    /// <summary>Events ready for intake, or why not.</summary>
    private readonly record struct ReadEvents(ReadOnlyMemory<byte> Body, string? ContentType, string? Key)
    {
        private const int MostPlaces = 50;

        public ReadEvents(ProblemResult refusal)
            : this(default, ContentType: null, Key: null) => Refusal = refusal;

        public ProblemResult? Refusal { get; }

        public static ReadEvents Refused(List<string> faults) =>
            new(new ProblemResult(ProblemKind.EventAttributes) { Places = [.. faults.Take(MostPlaces)] });
    }
}
