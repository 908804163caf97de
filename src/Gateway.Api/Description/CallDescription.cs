using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Api.Authentication;
using Gateway.Api.Operating;
using Gateway.Api.Problems;
using Gateway.Api.Usage;
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
    private static readonly ProblemKind[] Always =
    [
        ProblemKind.KeyMissing, ProblemKind.KeyRefused, ProblemKind.TooManyRequests, ProblemKind.TooManyRefusedKeys, ProblemKind.Internal, ProblemKind.StoreAway,
    ];

    /// <summary>Every call of agencies may end so too.</summary>
    private static readonly ProblemKind[] OfAgencies =
    [
        .. Always, ProblemKind.TokenRefused, ProblemKind.CertificateRefused, ProblemKind.CertificateElsewhere, ProblemKind.ScopeMissing, ProblemKind.AgencyNotLive, ProblemKind.IssuerAway,
    ];

    /// <summary>The call is one of agencies, and asks for a scope; the problems it may answer, besides those of every call.</summary>
    public static RouteHandlerBuilder ForAgencies(this RouteHandlerBuilder call, string scope, params ProblemKind[] kinds) =>
        Describe(call.WithMetadata(new NeedsScope(scope)), kinds.Concat(OfAgencies))
            .AddOpenApiOperationTransformer((operation, context, _) =>
            {
                operation.Security = [.. ApiDescription.AgencySchemes.Select(s => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(s, context.Document)] = [scope] })];
                return Task.CompletedTask;
            });

    /// <summary>The call is one of the desk's users, and asks for a role; the problems it may answer, besides those of every call.</summary>
    public static RouteHandlerBuilder ForUsers(this RouteHandlerBuilder call, string policy, params ProblemKind[] kinds) =>
        Describe(call.RequireAuthorization(policy), kinds.Append(ProblemKind.RoleMissing).Concat(Always))
            .AddOpenApiOperationTransformer((operation, context, _) =>
            {
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(UserKeyHandler.SchemeName, context.Document)] = [] }];
                return Task.CompletedTask;
            });

    /// <summary>The call is one of citizens' portals; the problems it may answer, besides those of every call.</summary>
    public static RouteHandlerBuilder ForPortals(this RouteHandlerBuilder call, params ProblemKind[] kinds) =>
        Describe(call.RequireAuthorization(CallingPortal.Policy), kinds.Concat(Always))
            .AddOpenApiOperationTransformer((operation, context, _) =>
            {
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(PortalKeyHandler.SchemeName, context.Document)] = [] }];
                return Task.CompletedTask;
            });

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder call, IEnumerable<ProblemKind> kinds)
    {
        var byStatus = kinds.GroupBy(k => k.Status).OrderBy(g => g.Key).ToList();
        foreach (var status in byStatus)
            call.Produces<Problem>(status.Key, ProblemResult.MediaType);
        return call.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            foreach (var status in byStatus)
                Describe(operation.Responses![status.Key.ToString(CultureInfo.InvariantCulture)], status);
            return Task.CompletedTask;
        });
    }

    /// <summary>An answer to a call that succeeded, and an example of it.</summary>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder call, int status, string text, T example) =>
        call.Produces<T>(status).AddOpenApiOperationTransformer((operation, _, _) =>
        {
            var response = operation.Responses![status.ToString(CultureInfo.InvariantCulture)];
            response.Description = text;
            response.Content!["application/json"].Example = JsonSerializer.SerializeToNode(example, ContractJson.Options);
            return Task.CompletedTask;
        });

    /// <summary>An answer that is a JSON document with a schema of its own.</summary>
    public static RouteHandlerBuilder AnswersDocument(this RouteHandlerBuilder call, string text) =>
        call.Produces(StatusCodes.Status200OK, contentType: "application/json").AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Responses!["200"].Description = text;
            return Task.CompletedTask;
        });

    /// <summary>An answer without a body.</summary>
    public static RouteHandlerBuilder AnswersNothing(this RouteHandlerBuilder call, string text) =>
        call.Produces(StatusCodes.Status204NoContent).AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Responses!["204"].Description = text;
            return Task.CompletedTask;
        });

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
        ("application/json", _ => new OpenApiMediaType { Example = CallExamples.Referral() }),
        ("application/xml", _ => new OpenApiMediaType()),
        ("text/csv", _ => new OpenApiMediaType()),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _ => new OpenApiMediaType()),
        ("application/octet-stream", _ => new OpenApiMediaType()));

    /// <summary>The body is one event or a batch.</summary>
    public static RouteHandlerBuilder TakesEvents(this RouteHandlerBuilder call) => call.WithBody(
        "One event, a batch, or in binary mode the data of one event.",
        (CloudEvent.MediaType, document => new OpenApiMediaType { Schema = SchemaOfEvent(document), Example = CallExamples.Withdrawal() }),
        (CloudEvent.BatchMediaType, document => new OpenApiMediaType
        {
            Schema = new OpenApiSchema { Type = JsonSchemaType.Array, Items = SchemaOfEvent(document) },
            Example = new JsonArray(CallExamples.Withdrawal()),
        }),
        ("application/json", _ => new OpenApiMediaType { Example = CallExamples.Withdrawal()["data"]!.DeepClone() }));

    /// <summary>The body names a cause.</summary>
    public static RouteHandlerBuilder TakesCause(this RouteHandlerBuilder call) => call.TakesDocument("What the replay takes.", OperatingExamples.Asked);

    /// <summary>The body is a client's no.</summary>
    public static RouteHandlerBuilder TakesNo(this RouteHandlerBuilder call) => call.TakesDocument("Whose no it is, and to what.", NoAsked.Example);

    /// <summary>The body names a number whose link is undone.</summary>
    public static RouteHandlerBuilder TakesLink(this RouteHandlerBuilder call) => call.TakesDocument("Which number, at which agency.", LinkAsked.Example);

    /// <summary>The body says of whom, and for which period.</summary>
    public static RouteHandlerBuilder TakesQuestion(this RouteHandlerBuilder call) => call.TakesDocument(
        "Of whom, and for which period. An identifier is posted, and never part of an address.", UsageExamples.Asked);

    /// <summary>The body asks for a client's right.</summary>
    public static RouteHandlerBuilder TakesRight(this RouteHandlerBuilder call) => call.TakesDocument("Who asks, about whom, and how identity was checked.", Rights.RightsExamples.Asked);

    /// <summary>The body says what was done about a task.</summary>
    public static RouteHandlerBuilder TakesTaskAct(this RouteHandlerBuilder call, object example) => call.TakesDocument("What was done, and by which function.", example);

    /// <summary>The body is a JSON object, described by the type of its example.</summary>
    public static RouteHandlerBuilder TakesDocument(this RouteHandlerBuilder call, string text, object example) => call
        .WithBody(text, ("application/json", _ => new OpenApiMediaType { Example = JsonSerializer.SerializeToNode(example, ContractJson.Options) }))
        .AddOpenApiOperationTransformer(async (operation, context, cancellation) =>
        {
            var type = example.GetType();
            if (example is JsonNode || context.Document is not { } document)
                return;
            document.AddComponent(type.Name, await context.GetOrCreateSchemaAsync(type, cancellationToken: cancellation));
            ((OpenApiMediaType)operation.RequestBody!.Content!["application/json"]).Schema = new OpenApiSchemaReference(type.Name, document);
        });

    /// <summary>The body names a client.</summary>
    public static RouteHandlerBuilder TakesClient(this RouteHandlerBuilder call, object example) => call.TakesDocument("The client, by a number. It is posted, so that it stands in no address.", example);

    /// <summary>The body is a document of consent records.</summary>
    public static RouteHandlerBuilder TakesConsentRecords(this RouteHandlerBuilder call, JsonNode example) => call.WithBody(
        "A dpv:ConsentRecord or dpv:ConsentReceipt, or several in @graph.",
        ("application/ld+json", _ => new OpenApiMediaType { Example = example }), ("application/json", _ => new OpenApiMediaType { Example = example.DeepClone() }));

    /// <summary>The body is a text file of the contracts.</summary>
    public static RouteHandlerBuilder TakesFile(this RouteHandlerBuilder call) => call.WithBody(
        "The whole text of a changed profile.yaml, or of a code map that the profile uses.", ("application/yaml", _ => new OpenApiMediaType()), ("text/plain", _ => new OpenApiMediaType()));

    private static RouteHandlerBuilder WithBody(this RouteHandlerBuilder call, string text, params (string Type, Func<OpenApiDocument?, OpenApiMediaType> Content)[] content) =>
        call.AddOpenApiOperationTransformer((operation, context, _) =>
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Description = text,
                Required = true,
                Content = content.ToDictionary(c => c.Type, c => c.Content(context.Document), StringComparer.Ordinal),
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

    private static OpenApiSchemaReference SchemaOfEvent(OpenApiDocument? document) => new(nameof(CloudEvent), document);
}
