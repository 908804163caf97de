using Gateway.Api.Authentication;
using Gateway.Api.Callers;
using Gateway.Core.Callers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Gateway.Api.Description;

/// <summary>The OpenAPI 3.1 description of the API and a page to read it.</summary>
internal static class ApiDescription
{
    private const string Document = "/openapi/v1.json";

    /// <summary>Ways in which an agency calls; each has the same scopes.</summary>
    public static readonly string[] AgencySchemes = [ApiKeyHandler.SchemeName, TokenSchemes.Foreign, CertificateHandler.SchemeName];

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            return Task.CompletedTask;
        });
    });

    public static void MapApiDescription(this IEndpointRouteBuilder routes) => routes.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();

    /// <summary>Only below its own address: every other call passes without it.</summary>
    public static void UseApiPages(this IApplicationBuilder app) => app.UseWhen(
        http => http.Request.Path.StartsWithSegments("/swagger", StringComparison.OrdinalIgnoreCase),
        pages => pages.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "swagger";
            page.DocumentTitle = "Work–welfare gateway";
            page.SwaggerEndpoint(Document, "v1");
        }));

    /// <summary>Absent values are left out of answers, never written as null; the description says the same.</summary>
    private static void LeaveOutRatherThanNull(OpenApiSchema schema)
    {
        foreach (var (name, property) in schema.Properties?.ToList() ?? [])
        {
            if (property is OpenApiSchema { Type: { } type } plain && type.HasFlag(JsonSchemaType.Null))
            {
                plain.Type = type & ~JsonSchemaType.Null;
                schema.Required?.Remove(name);
            }
            else if (property.OneOf is { Count: > 0 } either)
            {
                schema.Properties![name] = either.Single(e => e.Type != JsonSchemaType.Null);
                schema.Required?.Remove(name);
            }
        }
    }

    private static void Describe(OpenApiDocument document)
    {
        foreach (var schema in document.Components?.Schemas?.Values.OfType<OpenApiSchema>() ?? [])
            LeaveOutRatherThanNull(schema);
        DescribedPaths.Join(document);
        DescribedPaths.DescribeGroups(document);

        document.Info = new OpenApiInfo
        {
            Title = "Work–welfare gateway",
            Version = "v1",
            Description = "Agencies submit records in their own formats and read the handovers and answers meant for them. Errors are problem details (RFC 9457) with a stable 'code'. Every answer carries 'traceparent' (W3C trace context).",
            License = new OpenApiLicense { Name = "EUPL-1.2", Identifier = "EUPL-1.2" },
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [ApiKeyHandler.SchemeName] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The agency's API key, issued and revoked by the gateway desk; it has scopes and an end.",
            },
            [TokenSchemes.Foreign] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OAuth2,
                Description = "An access token (JWT, RFC 9068) of the issuer that the gateway desk named, or of the gateway itself where it issues tokens: the client is the agency's id, its secret a key of the agency.",
                Flows = new OpenApiOAuthFlows
                {
                    ClientCredentials = new OpenApiOAuthFlow { TokenUrl = new Uri(OwnIssuer.TokenPath, UriKind.Relative), Scopes = Scopes.Meanings.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal) },
                },
            },
            [CertificateHandler.SchemeName] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.MutualTLS,
                Description = "The agency's certificate, which the directory names by thumbprint, or by authority and subject.",
            },
            [UserKeyHandler.SchemeName] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The API key of a user of the gateway desk ('user key create'). It may do what the user's roles allow.",
            },
        };
        document.Components.SecuritySchemes[PortalKeyHandler.SchemeName] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "The API key of a controller's citizens' portal ('agency key create --portal'). It asks who used what of a citizen, and opens nothing else.",
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiKeyHandler.SchemeName, document)] = [] }];
    }
}
