using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Gateway.Tests.Running;

/// <summary>An office outside the gateway: it has a key, its own formats, and a cursor in its feed.</summary>
internal sealed class Office : IDisposable
{
    private readonly RunningGateway _gateway;
    private string? _cursor;

    public Office(string agency, string key, RunningGateway gateway)
    {
        Agency = agency;
        _gateway = gateway;
        Http = new HttpClient { BaseAddress = gateway.Address };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public string Agency { get; }

    public HttpClient Http { get; }

    /// <summary>Submits and expects acceptance.</summary>
    /// <returns>The submission's id.</returns>
    public async Task<Guid> SubmitAsync(string profile, byte[] body, string contentType, string? key = null)
    {
        using var answer = await PostAsync(profile, body, contentType, key);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, text);
        return JsonNode.Parse(text)!["submissionId"]!.GetValue<Guid>();
    }

    public async Task<HttpResponseMessage> PostAsync(string profile, byte[] body, string contentType, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/submissions/" + profile) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await Http.SendAsync(request);
    }

    public Task<Guid> SubmitAsync(string profile, JsonNode body, string? key = null) =>
        SubmitAsync(profile, Encoding.UTF8.GetBytes(body.ToJsonString()), "application/json", key);

    public Task<Guid> SubmitAsync(string profile, XElement body, string? key = null) =>
        SubmitAsync(profile, Encoding.UTF8.GetBytes(body.ToString()), "application/xml", key);

    /// <summary>Submits, waits for quiet, and reads what became of it.</summary>
    public async Task<JsonNode> SettledAsync(string profile, JsonNode body)
    {
        var id = await SubmitAsync(profile, body);
        await _gateway.QuietAsync();
        return await SubmissionAsync(id);
    }

    public async Task<JsonNode> SettledAsync(string profile, XElement body)
    {
        var id = await SubmitAsync(profile, body);
        await _gateway.QuietAsync();
        return await SubmissionAsync(id);
    }

    public async Task<JsonNode> SubmissionAsync(Guid id) => JsonNode.Parse(await Http.GetStringAsync($"/v1/submissions/{id:D}"))!;

    public async Task<JsonNode> ReferralAsync(Guid id) => JsonNode.Parse(await Http.GetStringAsync($"/v1/referrals/{id:D}"))!;

    /// <summary>Reads on behind what the same office has read before.</summary>
    public void GoOnFrom(Office before) => _cursor = before._cursor;

    /// <summary>Reads everything new in the feed, without confirming it.</summary>
    public async Task<IReadOnlyList<JsonObject>> NewAsync()
    {
        List<JsonObject> items = [];
        while (await PageAsync(_cursor) is { } page)
        {
            items.AddRange(page["items"]!.AsArray().Select(i => i!.AsObject()));
            _cursor = page["next"]!.GetValue<string>();
        }

        return items;
    }

    /// <summary>The whole feed from its beginning, as bytes.</summary>
    public async Task<string> FeedTextAsync() => await Http.GetStringAsync("/v1/feed?take=200");

    /// <summary>Confirms everything read so far.</summary>
    public async Task ConfirmAsync()
    {
        using var content = new StringContent(new JsonObject { ["cursor"] = _cursor }.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await Http.PostAsync("/v1/feed/ack", content);
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    public void Dispose() => Http.Dispose();

    private async Task<JsonNode?> PageAsync(string? after)
    {
        using var answer = await Http.GetAsync("/v1/feed" + (after is null ? "" : "?after=" + Uri.EscapeDataString(after)));
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return answer.StatusCode == HttpStatusCode.NoContent ? null : JsonNode.Parse(await answer.Content.ReadAsStringAsync());
    }
}
