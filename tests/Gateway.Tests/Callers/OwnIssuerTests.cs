using System.Net.Http.Headers;
using System.Text;
using Gateway.Core.Callers;
using Gateway.Tests.Api;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Gateway.Tests.Callers;

/// <summary>Access tokens that the gateway issues itself.</summary>
public sealed class OwnIssuerTests : IAsyncLifetime
{
    private const string Issuer = "https://gateway.example.be";
    private RunningApi _api = null!;

    public async Task InitializeAsync() => _api = await RunningApi.StartAsync(("Gateway:Tokens:OwnIssuer", Issuer));

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task A_key_of_the_agency_fetches_a_token_that_stands_for_it()
    {
        var answer = await FetchAsync("vdab", RunningApi.VdabKey);

        answer.Status.ShouldBe(200, answer.Text);
        ((string?)answer.Json["token_type"]).ShouldBe("Bearer");
        ((int?)answer.Json["expires_in"]).ShouldNotBeNull().ShouldBeInRange(590, 600);
        var token = (string)answer.Json["access_token"]!;
        new JsonWebToken(token).Alg.ShouldBe("ES256");
        (await CallAsync(token)).Status.ShouldBe(204);
        _api.Feed.Asked.Agency.ShouldBe("vdab");
    }

    [Fact]
    public async Task The_secret_may_come_as_basic_authentication()
    {
        _api.Http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"vdab:{RunningApi.VdabKey}")));
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);

        (await PostAsync(form)).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("ocmw-leuven", RunningApi.VdabKey)]
    [InlineData("vdab", "not-in-use")]
    [InlineData("ocmw-retired", RunningApi.RetiredKey)]
    [InlineData("", RunningApi.VdabKey)]
    [InlineData("vdab", "")]
    public async Task Nobody_else_gets_one(string client, string secret)
    {
        var answer = await FetchAsync(client, secret);

        answer.Status.ShouldBeOneOf(400, 401);
        answer.Json.ContainsKey("access_token").ShouldBeFalse();
        ((string?)answer.Json["error"]).ShouldBeOneOf("invalid_client", "invalid_request");
    }

    [Theory]
    [InlineData("password")]
    [InlineData("authorization_code")]
    [InlineData("refresh_token")]
    public async Task There_is_no_other_way_to_one(string grant)
    {
        using var form = new FormUrlEncodedContent([new("grant_type", grant), new("client_id", "vdab"), new("client_secret", RunningApi.VdabKey), new("username", "a"), new("password", "b"), new("code", "c"), new("refresh_token", "d")]);

        (await PostAsync(form)).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_token_does_no_more_than_the_key_and_may_do_less()
    {
        _api.Keys.Narrowed[RunningApi.VdabKey] = [Scopes.ReadFeed, Scopes.Submit];

        ((string?)(await FetchAsync("vdab", RunningApi.VdabKey, Scopes.ReadReferrals)).Json["error"]).ShouldBe("invalid_scope");
        var all = (string)(await FetchAsync("vdab", RunningApi.VdabKey)).Json["access_token"]!;
        (await CallAsync(all, "/v1/referrals")).Code.ShouldBe("scope-missing");
        var narrow = (string)(await FetchAsync("vdab", RunningApi.VdabKey, Scopes.Submit)).Json["access_token"]!;
        (await CallAsync(narrow)).Code.ShouldBe("scope-missing");
    }

    [Fact]
    public async Task A_token_ends_and_the_keys_turn_every_month()
    {
        _api.Machine.Advance(TimeSpan.FromDays(31) - TimeSpan.FromMinutes(5));
        var token = (string)(await FetchAsync("vdab", RunningApi.VdabKey)).Json["access_token"]!;
        var before = new JsonWebToken(token).Kid;

        _api.Machine.Advance(TimeSpan.FromMinutes(8));
        (await CallAsync(token)).Status.ShouldBe(204, "signed last month");
        new JsonWebToken((string)(await FetchAsync("vdab", RunningApi.VdabKey)).Json["access_token"]!).Kid.ShouldNotBe(before);

        _api.Machine.Advance(TimeSpan.FromMinutes(4));
        (await CallAsync(token)).Code.ShouldBe("token-refused");
    }

    [Fact]
    public async Task Whoever_guesses_is_not_heard_for_a_minute()
    {
        for (var i = 0; i < 100; i++)
            (await FetchAsync("vdab", "guess")).Status.ShouldBe(401);

        var answer = await FetchAsync("vdab", "guess");
        answer.Headers["Retry-After"].ShouldBe("60");
        (await CallAsync("guess")).Status.ShouldBe(429);
    }

    [Fact]
    public async Task A_long_form_is_not_read()
    {
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "vdab"), new("client_secret", new string('x', 100_000))]);

        (await PostAsync(form)).Status.ShouldBe(413);
    }

    [Fact]
    public async Task Neither_secret_nor_token_is_in_a_log()
    {
        var token = (string)(await FetchAsync("vdab", RunningApi.VdabKey)).Json["access_token"]!;
        await FetchAsync("vdab", "canary-secret");
        await FetchAsync("canary-client", RunningApi.OcmwKey, "canary-scope");

        _api.Logged.Lines.Where(l => l.Contains(token[..40], StringComparison.Ordinal) || l.Contains("canary", StringComparison.Ordinal)
            || l.Contains(RunningApi.VdabKey, StringComparison.Ordinal) || l.Contains(RunningApi.OcmwKey, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_the_setting_there_is_no_issuer()
    {
        await using var api = await RunningApi.StartAsync();
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);
        using var response = await api.Http.PostAsync("/oauth/token", form);

        ((int)response.StatusCode).ShouldBe(404);
    }

    private async Task<Answer> FetchAsync(string client, string secret, string? scope = null)
    {
        _api.Http.DefaultRequestHeaders.Authorization = null;
        List<KeyValuePair<string, string>> fields = [new("grant_type", "client_credentials"), new("client_id", client), new("client_secret", secret)];
        if (scope is not null)
            fields.Add(new("scope", scope));
        using var form = new FormUrlEncodedContent(fields);
        return await PostAsync(form);
    }

    private async Task<Answer> PostAsync(FormUrlEncodedContent form)
    {
        using var response = await _api.Http.PostAsync("/oauth/token", form);
        return await Answer.OfAsync(response);
    }

    private Task<Answer> CallAsync(string token, string path = "/v1/feed")
    {
        _api.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return _api.GetAsync(path);
    }
}
