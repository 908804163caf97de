using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Gateway.Benchmarks.Pages;

/// <summary>One answer: how long it took, and its bytes as they were transferred.</summary>
internal sealed record Answered(double Milliseconds, long Bytes, string Text);

/// <summary>Somebody with a browser, signed in by a one-time link; or a program with a key.</summary>
internal sealed partial class PageReader : IDisposable
{
    // The pages' cookies are secure, and browsers send those to loopback over plain HTTP; the framework's jar does not.
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);
    private readonly HttpClient _http;

    private PageReader(Uri gateway) =>
        _http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = gateway, Timeout = TimeSpan.FromMinutes(5) };

    /// <summary>Opens a one-time link.</summary>
    public static async Task<PageReader> SignedInAsync(Uri gateway, string link, CancellationToken cancellation)
    {
        var reader = new PageReader(gateway);
        var secret = link[(link.LastIndexOf('/') + 1)..];
        var page = await reader.GetAsync("/dashboard/sign-in/link/" + secret, cancellation);
        await reader.PostAsync("/dashboard/sign-in/link", page.Text, cancellation, ("secret", secret));
        return reader;
    }

    /// <summary>Calls with a key.</summary>
    public static PageReader WithKey(Uri gateway, string key)
    {
        var reader = new PageReader(gateway);
        reader._http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return reader;
    }

    /// <summary>Reads an address to its end.</summary>
    public Task<Answered> GetAsync(string address, CancellationToken cancellation) => SendAsync(() => new HttpRequestMessage(HttpMethod.Get, address), cancellation);

    /// <summary>Sends a form of a page that was read before.</summary>
    public Task<Answered> PostAsync(string address, string page, CancellationToken cancellation, params (string Name, string Value)[] fields)
    {
        var form = fields.Select(f => KeyValuePair.Create(f.Name, f.Value)).Append(KeyValuePair.Create("__RequestVerificationToken", Token().Match(page).Groups["value"].Value)).ToList();
        return SendAsync(() => new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form) }, cancellation);
    }

    /// <summary>Time until a live part is first sent.</summary>
    public async Task<Answered> FirstEventAsync(string address, CancellationToken cancellation)
    {
        using var request = Request(new HttpRequestMessage(HttpMethod.Get, address));
        var began = Stopwatch.GetTimestamp();
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        await using var body = await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellation);
        var read = await body.ReadAtLeastAsync(new byte[200], 200, throwOnEndOfStream: false, cancellation);
        return new Answered(Stopwatch.GetElapsedTime(began).TotalMilliseconds, read, "");
    }

    /// <summary>Style sheets and scripts that a page names.</summary>
    public static IEnumerable<string> AssetsOf(string page) => Asset().Matches(page).Select(m => WebUtility.HtmlDecode(m.Groups["address"].Value));

    /// <summary>Bytes of a style sheet or script as a browser gets it.</summary>
    public async Task<long> TransferredAsync(string asset, CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, asset);
        request.Headers.Add("Accept-Encoding", "gzip, br");
        return (await SendAsync(() => request, cancellation)).Bytes;
    }

    public void Dispose() => _http.Dispose();

    private async Task<Answered> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellation)
    {
        using var request = Request(make());
        var began = Stopwatch.GetTimestamp();
        using var answer = await _http.SendAsync(request, cancellation);
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellation);
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        if ((int)answer.StatusCode >= 400 || answer.Headers.Location?.OriginalString.Contains("sign-in", StringComparison.Ordinal) == true)
            throw new InvalidOperationException($"{request.Method} {request.RequestUri} was answered with {(int)answer.StatusCode} {answer.Headers.Location}.");
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var pair = cookie.Split(';')[0].Split('=', 2);
            _cookies[pair[0]] = pair[1];
        }

        return new Answered(took, bytes.Length, Encoding.UTF8.GetString(bytes));
    }

    private HttpRequestMessage Request(HttpRequestMessage request)
    {
        if (_cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
        return request;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Token();

    [GeneratedRegex("(href|src)=\"(?<address>/dashboard/assets/[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Asset();
}
