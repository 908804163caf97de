using Gateway.Api.Callers;
using Gateway.Core.Operating;
using Gateway.Core.Reading;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Gateway.Api.Problems;

/// <summary>Whatever goes wrong below becomes a problem; what an exception says stays inside.</summary>
internal sealed partial class ProblemResponses(RequestDelegate next, IStoreState store, ILogger<ProblemResponses> logger)
{
    private const int ClientClosedRequest = 499;

    public async Task InvokeAsync(HttpContext http)
    {
        var problem = await RunAsync(http);
        if (problem is null || http.Response.HasStarted)
            return;
        await problem.ExecuteAsync(http);
    }

    private async Task<ProblemResult?> RunAsync(HttpContext http)
    {
        try
        {
            if (!store.IsOpen && NeedsStore(http.Request.Path))
                return new ProblemResult(ProblemKind.StoreAway);
            await next(http);
            return IsBareRefusal(http.Response) ? new ProblemResult(ProblemKind.OfStatus(http.Response.StatusCode)) : null;
        }
        catch (BadHttpRequestException refused)
        {
            return OfRefusedBody(http, refused.StatusCode);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = ClientClosedRequest;
            return null;
        }
        catch (Exception failure) when (!http.Response.HasStarted && store.IsAway(failure))
        {
            Log.StoreAway(logger, failure.GetType().Name);
            http.Response.Clear();
            return new ProblemResult(ProblemKind.StoreAway);
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            Log.Failed(logger, ExceptionSummary.Of(failure));
            http.Response.Clear();
            return new ProblemResult(ProblemKind.Internal);
        }
    }

    /// <summary>Probes and descriptions answer without the store; who calls is known from it.</summary>
    private static bool NeedsStore(PathString path) => path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase)
        || path.Equals(OwnIssuer.TokenPath, StringComparison.OrdinalIgnoreCase);

    private static bool IsBareRefusal(HttpResponse response) =>
        response is { StatusCode: >= 400, HasStarted: false, ContentType: null } && response.StatusCode != ClientClosedRequest;

    private static ProblemResult OfRefusedBody(HttpContext http, int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge when http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize is { } limit
            => ProblemResult.TooLarge(limit),
        StatusCodes.Status400BadRequest => new ProblemResult(ProblemKind.BodyIncomplete),
        _ => new ProblemResult(ProblemKind.OfStatus(status)),
    };

    private static partial class Log
    {
        [LoggerMessage(2002, LogLevel.Warning, "A call was answered with problem 'store-away' ({Exception}).")]
        public static partial void StoreAway(ILogger logger, string exception);

        [LoggerMessage(2001, LogLevel.Error, "A call failed and was answered with problem 'internal': {Failure}")]
        public static partial void Failed(ILogger logger, string failure);
    }
}
