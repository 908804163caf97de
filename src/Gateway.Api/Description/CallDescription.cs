using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Api.Problems;
using Gateway.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gateway.Api.Description;

/// <summary>What the description of a call says beyond its types.</summary>
internal static class CallDescription
{
    /// <summary>Every call may end so.</summary>
    private static readonly ProblemKind[] Always = [ProblemKind.KeyMissing, ProblemKind.KeyRefused, ProblemKind.AgencyNotLive, ProblemKind.TooManyRequests, ProblemKind.Internal];

    /// <summary>Problems the call may answer, besides those of every call.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder call, params ProblemKind[] kinds)
    {
        var byStatus = kinds.Concat(Always).GroupBy(k => k.Status).OrderBy(g => g.Key).ToList();
        foreach (var status in byStatus)
            call.Produces<Problem>(status.Key, ProblemResult.MediaType);
        return call.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            foreach (var status in byStatus)
                Describe(operation.Responses![status.Key.ToString(CultureInfo.InvariantCulture)], status);
            return Task.CompletedTask;
        });
    }

    /// <summary>The call is open to probes.</summary>
    public static RouteHandlerBuilder NeedsNoKey(this RouteHandlerBuilder call) => call
        .AllowAnonymous()
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Security = [];
            return Task.CompletedTask;
        });

    /// <summary>A query parameter is a whole number in a range.</summary>
    public static RouteHandlerBuilder WithNumber(this RouteHandlerBuilder call, string name, int least, int most, int usual) =>
        call.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            if (operation.Parameters?.Single(p => p.Name == name) is OpenApiParameter parameter)
            {
                parameter.Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Integer,
                    Minimum = least.ToString(CultureInfo.InvariantCulture),
                    Maximum = most.ToString(CultureInfo.InvariantCulture),
                    Default = usual,
                };
            }

            return Task.CompletedTask;
        });

    /// <summary>The body is an agency's own format.</summary>
    public static RouteHandlerBuilder TakesBytes(this RouteHandlerBuilder call) => call.WithBody(
        "Records in the profile's format. A missing content type and application/octet-stream are read as the profile's own.",
        ("application/json", new OpenApiMediaType { Example = new JsonObject { ["message"] = new JsonObject { ["type"] = "referral", ["schemaVersion"] = "1" } } }),
        ("application/xml", new OpenApiMediaType()),
        ("text/csv", new OpenApiMediaType()),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", new OpenApiMediaType()),
        ("application/octet-stream", new OpenApiMediaType()));

    /// <summary>The body is one event or a batch.</summary>
    public static RouteHandlerBuilder TakesEvents(this RouteHandlerBuilder call) => call.WithBody(
        "One event, a batch, or in binary mode the data of one event.",
        (CloudEvent.MediaType, new OpenApiMediaType { Example = ExampleEvent() }),
        (CloudEvent.BatchMediaType, new OpenApiMediaType { Example = new JsonArray(ExampleEvent()) }),
        ("application/json", new OpenApiMediaType { Example = ExampleEvent()["data"]!.DeepClone() }));

    private static RouteHandlerBuilder WithBody(this RouteHandlerBuilder call, string text, params (string Type, OpenApiMediaType Content)[] content) =>
        call.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Description = text,
                Required = true,
                Content = content.ToDictionary(c => c.Type, c => c.Content, StringComparer.Ordinal),
            };
            return Task.CompletedTask;
        });

    private static void Describe(IOpenApiResponse response, IEnumerable<ProblemKind> kinds)
    {
        response.Description = string.Join(' ', kinds.Select(k => $"{k.Code}: {k.Title}"));
        var content = (OpenApiMediaType)response.Content![ProblemResult.MediaType];
        content.Examples = kinds.ToDictionary(
            k => k.Code,
            k => (IOpenApiExample)new OpenApiExample { Summary = k.Title, Value = ProblemResult.ExampleOf(k) },
            StringComparer.Ordinal);
    }

    private static JsonObject ExampleEvent() => new()
    {
        ["specversion"] = "1.0",
        ["id"] = "0b8c3d5e-6c1f-4a52-9f0a-4f6c7a1d2e06",
        ["source"] = CloudEvent.SourceOf("vdab"),
        ["type"] = EventTypes.ConsentWithdrawn,
        ["time"] = "2026-03-23T08:15:00Z",
        ["datacontenttype"] = "application/json",
        ["dataschema"] = EventTypes.SchemaOf(EventTypes.ConsentWithdrawn),
        ["data"] = new JsonObject
        {
            ["ticket"] = "0b8c3d5e-6c1f-4a52-9f0a-4f6c7a1d2e06",
            ["inReplyTo"] = "0b8c3d5e-6c1f-4a52-9f0a-4f6c7a1d2e01",
        },
    };
}
