using Gateway.Core.Operating;
using Gateway.Core.Reading;
using Gateway.Dashboard.Assets;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Gateway.Dashboard.Shared;

/// <summary>Whatever goes wrong under a page is told on a page; what an exception says stays inside.</summary>
internal sealed partial class PageProblems(RequestDelegate next, IStoreState store, ILogger<PageProblems> logger)
{
    /// <summary>Bytes of a form at most: the longest text that a page asks for is a thousandth of what would hurt.</summary>
    private const long LongestForm = 64 * 1024;

    public async Task InvokeAsync(HttpContext http)
    {
        if (await RunAsync(http) is { } status and >= StatusCodes.Status400BadRequest && http.Response is { HasStarted: false, ContentType: null })
            await ProblemPage.WriteAsync(http, status);
    }

    /// <summary>Every form of the pages has a token; an action that takes no fields is no exception.</summary>
    internal static Task RefuseForged(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false })
            return next(http);
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }

    private async Task<int> RunAsync(HttpContext http)
    {
        if (!store.IsOpen && !http.Request.Path.StartsWithSegments(AssetsPages.Root, StringComparison.OrdinalIgnoreCase))
            return Away(http);
        // Before anything reads it: a form that cannot be read through would seem to lack its token.
        if (http.Request.ContentLength > LongestForm)
            return StatusCodes.Status413PayloadTooLarge;
        // One that does not say how long it is: the server stops reading, before files of a form fill the temporary folder.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = LongestForm;
        try
        {
            await next(http);
            return http.Response.StatusCode;
        }
        catch (BadHttpRequestException refused)
        {
            return refused.StatusCode;
        }
        catch (Exception failure) when (!http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted)
        {
            http.Response.Clear();
            if (store.IsAway(failure))
                return Away(http);
            Log.Failed(logger, ExceptionSummary.Of(failure));
            return StatusCodes.Status500InternalServerError;
        }
    }

    private static int Away(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "5";
        return StatusCodes.Status503ServiceUnavailable;
    }

    private static partial class Log
    {
        [LoggerMessage(6001, LogLevel.Error, "A page failed: {Failure}")]
        public static partial void Failed(ILogger logger, string failure);
    }
}
