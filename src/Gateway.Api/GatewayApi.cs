using System.Diagnostics;
using System.Text.Json.Serialization;
using Gateway.Api.Agreements;
using Gateway.Api.Authentication;
using Gateway.Api.Callers;
using Gateway.Api.Description;
using Gateway.Api.Events;
using Gateway.Api.Feed;
using Gateway.Api.Health;
using Gateway.Api.Limits;
using Gateway.Api.Mandates;
using Gateway.Api.Operating;
using Gateway.Api.Problems;
using Gateway.Api.Referrals;
using Gateway.Api.Reports;
using Gateway.Api.Rights;
using Gateway.Api.Submissions;
using Gateway.Api.Tasks;
using Gateway.Api.Telemetry;
using Gateway.Api.Trail;
using Gateway.Api.Usage;
using Gateway.Core.Callers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Api;

/// <summary>The HTTP API: intake, feed and what an agency may read of its own.</summary>
public static class GatewayApi
{
    /// <summary>
    /// Adds the API's services. The host also registers, as singletons or scoped, the ports <c>IIntake</c>,
    /// <c>IApiKeys</c>, <c>ITokenSecrets</c>, <c>ITrail</c>, <c>IUserKeys</c>, <c>IPortalKeys</c>, <c>IUsage</c>, <c>IMandates</c>, <c>IUsageWords</c>, <c>IWorklists</c>, <c>IReplays</c>, <c>IClientNoes</c>, <c>IIdentifierLinks</c>, <c>IErasures</c>, <c>IClientCopies</c>, <c>ICorrections</c>, <c>IDraftTests</c>, <c>IClientOverviews</c>, <c>IAgreementReceipts</c>, <c>IPreviews</c>, <c>IClientPapers</c>, <c>ISubmissionReading</c>, <c>IFeed</c>, <c>ICapacityReading</c>, <c>ICounsellorDecisions</c>, <c>IReferralReading</c>, <c>IOfficeTasks</c>, <c>ISpoken</c>, <c>IReferralList</c> and <c>IReadiness</c>, and as
    /// singletons <c>IPresent</c> of <c>Agreed</c> and of <c>KnownProfiles</c>, and a <see cref="TimeProvider"/> keyed <c>"machine"</c>.
    /// </summary>
    /// <param name="services">Services.</param>
    /// <param name="configuration">Holds the section <see cref="GatewayHttpOptions.Section"/>; limits out of range stop the start.</param>
    public static IServiceCollection AddGatewayApi(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<GatewayHttpOptions>().Bind(configuration.GetSection(GatewayHttpOptions.Section)).ValidateOnStart();
        services.TryAddSingleton<IValidateOptions<GatewayHttpOptions>, GatewayHttpOptionsValidation>();
        services.AddScoped<SubmissionAdmission>();
        AddLimits(services);
        AddAuthentication(services, configuration.GetSection(TokenOptions.Section).Get<TokenOptions>() ?? new TokenOptions());
        services.AddOptions<TokenOptions>().Bind(configuration.GetSection(TokenOptions.Section)).ValidateOnStart();
        services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, QuietFramework>();
        services.AddQuietExceptions();
        services.AddSingleton<DistributedContextPropagator, TraceParentOnly>();
        services.Configure<JsonOptions>(json =>
        {
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = false);
        services.AddApiDescription();
        return services;
    }

    /// <summary>Puts what every call passes through into the pipeline: trace, headers, problems, authentication.</summary>
    public static IApplicationBuilder UseGatewayApi(this IApplicationBuilder app)
    {
        TrustedProxies.UseIn(app);
        app.UseMiddleware<TraceInAnswer>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<ProblemResponses>();
        app.UseApiPages();
        OwnIssuer.UseIn(app, app.ApplicationServices.GetRequiredService<IOptions<TokenOptions>>().Value);
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        return app;
    }

    /// <summary>Maps every call of the API, its description and the probes.</summary>
    public static IEndpointRouteBuilder MapGatewayApi(this IEndpointRouteBuilder routes)
    {
        routes.MapSubmissions();
        routes.MapEvents();
        routes.MapFeed();
        routes.MapReferrals();
        routes.MapTasks();
        routes.MapCapacity();
        routes.MapCounsellor();
        routes.MapReceipts();
        routes.MapPreviews();
        routes.MapConsentRecords();
        routes.MapCauses();
        routes.MapReplays();
        routes.MapNoes();
        routes.MapLinks();
        routes.MapUsage();
        routes.MapRights();
        routes.MapReports();
        routes.MapEvaluation();
        routes.MapTrail();
        routes.MapHealth();
        routes.MapApiDescription();
        return routes;
    }

    /// <summary>Maps the calls of control services, for the process that opens the compartment of control data.</summary>
    public static IEndpointRouteBuilder MapGatewayControl(this IEndpointRouteBuilder routes)
    {
        routes.MapMandates();
        return routes;
    }

    /// <summary>Maps the probes alone, for a process that does not serve agencies.</summary>
    public static IEndpointRouteBuilder MapGatewayHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealth();
        return routes;
    }

    private static void AddLimits(IServiceCollection services)
    {
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, KestrelLimits>();
        services.AddRateLimiter(_ => { });
        services.AddSingleton<IConfigureOptions<RateLimiterOptions>, CallRate>();
    }

    private static void AddAuthentication(IServiceCollection services, TokenOptions tokens)
    {
        services.AddSingleton<RecentKeys>();
        services.AddSingleton<RefusedKeys>();
        services.AddSingleton<TrustedProxies>();
        services.AddSingleton<IssuerWatch>();
        services.TryAddSingleton<SeenCertificates>();
        services.AddSingleton<IValidateOptions<TokenOptions>, TokenOptionsValidation>();
        // The framework writes two lines for every key that is not in use; RefusedKeys writes one for many.
        services.AddLogging(l => l.AddFilter(typeof(ApiKeyHandler).Namespace, LogLevel.Warning).AddFilter(typeof(CertificateHandler).FullName, LogLevel.Warning));
        services.AddSingleton<IAuthorizationHandler, TakesPartHandler>();
        var authentication = services.AddAuthentication(AgencyScheme.Name)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, configureOptions: null)
            .AddScheme<AuthenticationSchemeOptions, CertificateHandler>(CertificateHandler.SchemeName, configureOptions: null)
            .AddScheme<AuthenticationSchemeOptions, UserKeyHandler>(UserKeyHandler.SchemeName, configureOptions: null)
            .AddScheme<AuthenticationSchemeOptions, PortalKeyHandler>(PortalKeyHandler.SchemeName, configureOptions: null);
        AgencyScheme.AddTo(authentication);
        // What is wrong with the settings is said at start, by their validation.
        if (new TokenOptionsValidation().Validate(name: null, tokens).Succeeded)
        {
            TokenSchemes.AddTo(authentication, tokens);
            if (tokens.IssuesOwn)
                OwnIssuer.AddTo(services, tokens);
        }

        CallingPortal.AddTo(CallingUser.AddTo(services.AddAuthorizationBuilder())).SetFallbackPolicy(
            new AuthorizationPolicyBuilder(AgencyScheme.Name).RequireAuthenticatedUser().AddRequirements(new TakesPart()).Build());
    }
}
