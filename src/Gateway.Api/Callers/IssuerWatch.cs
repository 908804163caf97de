using Gateway.Core.Operating;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Gateway.Api.Callers;

/// <summary>Whether the issuer of access tokens answers. Each change is logged once, and not each call; while it is away it is asked every few seconds.</summary>
/// <param name="machine">Machine time.</param>
/// <param name="logger">Logger.</param>
internal sealed partial class IssuerWatch([FromKeyedServices("machine")] TimeProvider machine, ILogger<IssuerWatch> logger)
{
    /// <summary>Seconds after which a caller tries again.</summary>
    public const string RetrySeconds = "15";

    private const int LongestAnswer = 1024 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private int _away;
    private long _since;

    /// <summary>Metadata and keys of the issuer, fetched when they are first needed and looked up anew every hour, or when a token has a key that is not known.</summary>
    public static ConfigurationManager<OpenIdConnectConfiguration> MetadataOf(TokenOptions options)
    {
        var address = options.MetadataAddress.Length > 0 ? options.MetadataAddress : options.Issuer.TrimEnd('/') + "/.well-known/openid-configuration";
        // Lives as long as the process. Answers are bounded in time and length, and nothing is followed elsewhere.
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = TimeSpan.FromSeconds(5),
            MaxResponseContentBufferSize = LongestAnswer,
        };
        return new ConfigurationManager<OpenIdConnectConfiguration>(
            address, new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever(http) { RequireHttps = !new Uri(address).IsLoopback })
        {
            RefreshInterval = TimeSpan.FromSeconds(1),
            AutomaticRefreshInterval = TimeSpan.FromHours(1),
            // A key that the issuer took back counts no longer.
            UseLastKnownGoodConfiguration = false,
        };
    }

    /// <summary>Whether the issuer's keys are at hand.</summary>
    public async Task<bool> AnswersAsync(IConfigurationManager<OpenIdConnectConfiguration> metadata, CancellationToken cancellation)
    {
        if (Volatile.Read(ref _away) == 1 && machine.GetElapsedTime(Interlocked.Read(ref _since)) < Pause)
            return false;
        try
        {
            _ = await metadata.GetConfigurationAsync(cancellation);
            if (Interlocked.Exchange(ref _away, 0) == 1)
                Log.Back(logger);
            return true;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            Interlocked.Exchange(ref _since, machine.GetTimestamp());
            if (Interlocked.Exchange(ref _away, 1) == 0)
                Log.Away(logger, ExceptionSummary.Of(e));
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2004, LogLevel.Warning, "The issuer of access tokens (Gateway:Tokens:Issuer) does not answer: calls with tokens are answered 503 until it does. {Failure}")]
        public static partial void Away(ILogger logger, string failure);

        [LoggerMessage(2005, LogLevel.Information, "The issuer of access tokens answers again.")]
        public static partial void Back(ILogger logger);
    }
}
