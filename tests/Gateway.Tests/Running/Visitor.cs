using System.Net;
using System.Text.RegularExpressions;
using Gateway.Core.Operating;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Running;

/// <summary>Somebody with a browser without scripts, signed in by a one-time link.</summary>
internal sealed partial class Visitor : IDisposable
{
    // The pages' cookies are secure, and browsers send those to loopback over plain HTTP; the framework's jar does not.
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);
    private readonly HttpClient _http;
    private string _page = "";

    private Visitor(Uri gateway) => _http = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = gateway };

    /// <summary>Every address that was asked for or that the gateway sent the browser to.</summary>
    public List<string> Addresses { get; } = [];

    /// <summary>Somebody who is not signed in.</summary>
    public static Visitor Of(RunningGateway gateway) => new(gateway.Address);

    /// <summary>Somebody else's browser with a copy of all cookies.</summary>
    public Visitor Copied()
    {
        var copy = new Visitor(_http.BaseAddress!) { _page = _page };
        foreach (var (name, value) in _cookies)
            copy._cookies[name] = value;
        return copy;
    }

    /// <summary>A cookie; null: there is none.</summary>
    public string? Cookie(string name) => _cookies.GetValueOrDefault(name);

    /// <summary>Headers that every call of this browser has.</summary>
    public System.Net.Http.Headers.HttpRequestHeaders Headers => _http.DefaultRequestHeaders;

    public static async Task<Visitor> SignedInAsync(RunningGateway gateway, string name, UserRoles roles, string? agency = null)
    {
        var made = await gateway.Services.GetRequiredService<IUsers>().CreateAsync(new NewUser(name, roles, agency), "test", CancellationToken.None);
        made.Problem.ShouldBe(UserProblem.None);
        var visitor = new Visitor(gateway.Address);
        await visitor.GetAsync("/" + OneTimeLink.Path + made.Secret);
        (await visitor.PostAsync("/dashboard/sign-in/link", ("secret", made.Secret!))).Status.ShouldBe(HttpStatusCode.Redirect);
        visitor.Addresses.Clear();
        return visitor;
    }

    public Task<Answer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>How an answer begins; for one that does not end.</summary>
    public async Task<Answer> HeadAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new Answer(answer.StatusCode, "", "", answer.Headers.Location?.OriginalString);
    }

    /// <summary>Sends a form with the token of the page looked at last.</summary>
    public Task<Answer> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        var form = fields.Select(f => KeyValuePair.Create(f.Name, f.Value)).Append(KeyValuePair.Create("__RequestVerificationToken", Token().Match(_page).Groups["value"].Value));
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) });
    }

    /// <summary>Sends a form that may hold a file, with the token of the page looked at last.</summary>
    public Task<Answer> PostPartsAsync(string path, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent { { new StringContent(Token().Match(_page).Groups["value"].Value), "__RequestVerificationToken" } };
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = form });
    }

    /// <summary>Sends a form and goes where the gateway sends the browser.</summary>
    public async Task<Answer> PostAndFollowAsync(string path, params (string Name, string Value)[] fields)
    {
        var answer = await PostAsync(path, fields);
        answer.Location.ShouldNotBeNull(answer.Text);
        return await GetAsync(answer.Location);
    }

    /// <summary>A hidden field of the page looked at last.</summary>
    public string Hidden(string name) => Regex.Match(_page, $"name=\"{name}\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["value"].Value;

    public void Dispose() => _http.Dispose();

    private async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            Addresses.Add(request.RequestUri!.OriginalString);
            if (_cookies.Count > 0)
                request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
            using var answer = await _http.SendAsync(request);
            foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            {
                var pair = cookie.Split(';')[0].Split('=', 2);
                _cookies[pair[0]] = pair[1];
            }

            var text = await answer.Content.ReadAsStringAsync();
            if (Token().IsMatch(text))
                _page = text;
            if (answer.Headers.Location is { } location)
                Addresses.Add(location.OriginalString);
            return new Answer(answer.StatusCode, WebUtility.HtmlDecode(text), text, answer.Headers.Location?.OriginalString);
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}

/// <summary>What came back.</summary>
/// <param name="Status">Status.</param>
/// <param name="Text">As a reader sees it, with the tags.</param>
/// <param name="Html">As it was sent.</param>
/// <param name="Location">Where the browser is sent.</param>
internal sealed record Answer(HttpStatusCode Status, string Text, string Html, string? Location);
