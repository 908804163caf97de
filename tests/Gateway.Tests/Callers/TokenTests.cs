using System.Net.Http.Headers;
using System.Security.Cryptography;
using Gateway.Core.Callers;
using Gateway.Tests.Api;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Tests.Callers;

/// <summary>Access tokens of an issuer, of a stub with real keys.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private StubIssuer _issuer = null!;
    private RunningApi _api = null!;

    public async Task InitializeAsync()
    {
        _issuer = await StubIssuer.StartAsync();
        _api = await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _api.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    private DateTimeOffset Now => _api.Machine.GetUtcNow();

    [Fact]
    public async Task A_token_of_the_issuer_stands_for_the_agency_of_its_client()
    {
        (await CallAsync(_issuer.Token(Now))).Status.ShouldBe(204);
        _api.Feed.Asked.Agency.ShouldBe("vdab");
        _api.Keys.Lookups.ShouldBe(0);
    }

    /// <summary>What is wrong with it, what it is answered, and a word of the reason.</summary>
    private static readonly (string What, Action<SecurityTokenDescriptor> Change, string Reason)[] Refused =
    [
        ("expired", t => t.Expires = t.IssuedAt!.Value.AddSeconds(-61), "expired"),
        ("from the future", t => t.NotBefore = t.IssuedAt!.Value.AddSeconds(61), "does not count yet"),
        ("for a week", t => t.Expires = t.IssuedAt!.Value.AddDays(7), "lasts longer"),
        ("without an end", t => t.Expires = null, ""),
        ("for another audience", t => t.Audience = "payroll", "another audience"),
        ("of another issuer", t => t.Issuer = "https://issuer.example", "another issuer"),
        ("of an unknown client", t => t.Claims["azp"] = "nobody", "stands for no agency"),
        ("without a client", t => t.Claims.Remove("azp"), "stands for no agency"),
        ("unsigned", t => t.SigningCredentials = null, ""),
        ("signed by somebody else", t => t.SigningCredentials = new(new RsaSecurityKey(RSA.Create(2048)) { KeyId = t.SigningCredentials.Key.KeyId }, SecurityAlgorithms.RsaSha256), "signature"),
        ("signed with an unknown key", t => t.SigningCredentials = new(new RsaSecurityKey(RSA.Create(2048)) { KeyId = "unheard-of" }, SecurityAlgorithms.RsaSha256), "signature"),
    ];

    public static TheoryData<string> RefusedTokens => [.. Refused.Select(r => r.What)];

    [Theory]
    [MemberData(nameof(RefusedTokens))]
    public async Task A_token_that_is_not_quite_one_is_refused(string what)
    {
        var (_, change, reason) = Refused.Single(r => r.What == what);

        var answer = await CallAsync(_issuer.Token(Now, change));

        (answer.Status, answer.Code).ShouldBe((401, "token-refused"));
        answer.Headers["WWW-Authenticate"].ShouldBe("Bearer realm=\"gateway\", error=\"invalid_token\"");
        ((string?)answer.Json["detail"]).ShouldNotBeNull().ShouldContain(reason);
    }

    [Fact]
    public async Task What_the_issuer_publishes_is_no_shared_secret()
    {
        (await CallAsync(_issuer.Token(Now, t => t.SigningCredentials = _issuer.PublicAsSecret))).Code.ShouldBe("token-refused");
    }

    [Fact]
    public async Task Clocks_may_differ_by_a_minute()
    {
        (await CallAsync(_issuer.Token(Now.AddSeconds(59)))).Status.ShouldBe(204);
        (await CallAsync(_issuer.Token(Now, t => t.Expires = t.IssuedAt!.Value.AddSeconds(-59)))).Status.ShouldBe(204);
    }

    [Fact]
    public async Task A_token_opens_what_both_issuer_and_directory_give()
    {
        (await CallAsync(_issuer.Token(Now, t => t.Claims["scope"] = "referrals.read unheard-of"))).Code.ShouldBe("scope-missing");
        (await CallAsync(_issuer.Token(Now, t => t.Claims.Remove("scope")))).Code.ShouldBe("scope-missing");
        (await CallAsync(_issuer.Token(Now, t => (t.Claims["azp"], t.Claims["roles"]) = ("vdab-feed", new[] { Scopes.ReadFeed, Scopes.Submit })))).Status.ShouldBe(204);
        var answer = await CallAsync(_issuer.Token(Now, t => t.Claims["azp"] = "vdab-feed"), "/v1/submissions/00000000-0000-0000-0000-000000000000");

        (answer.Status, answer.Code).ShouldBe((403, "scope-missing"));
        answer.Headers["WWW-Authenticate"].ShouldBe("Bearer realm=\"gateway\", error=\"insufficient_scope\", scope=\"submissions.read\"");
        ((string?)answer.Json["detail"]).ShouldNotBeNull().ShouldContain("'submissions.read'");
    }

    [Fact]
    public async Task A_key_that_the_issuer_turned_counts_and_the_old_one_does_not()
    {
        var old = _issuer.Token(Now);
        (await CallAsync(old)).Status.ShouldBe(204);

        _issuer.TurnKey();

        var fresh = _issuer.Token(Now);
        await AcceptedSoonAsync(fresh);
        (await CallAsync(old)).Code.ShouldBe("token-refused");
    }

    [Fact]
    public async Task While_the_issuer_is_away_it_is_said_and_afterwards_the_call_works()
    {
        _issuer.Away = true;

        var away = await CallAsync(_issuer.Token(Now));
        (await CallAsync(_issuer.Token(Now))).Code.ShouldBe("issuer-away");
        _issuer.Away = false;
        _api.Machine.Advance(TimeSpan.FromSeconds(6));

        (away.Status, away.Code, away.Headers["Retry-After"]).ShouldBe((503, "issuer-away", "15"));
        (await CallAsync(RunningApi.VdabKey)).Status.ShouldBe(204, "keys go on");
        (await CallAsync(_issuer.Token(Now))).Status.ShouldBe(204);
        _api.Logged.Lines.Count(l => l.Contains(" 2004 ", StringComparison.Ordinal)).ShouldBe(1);
        _api.Logged.Lines.Count(l => l.Contains(" 2005 ", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task An_issuer_that_goes_away_later_stops_nobody()
    {
        (await CallAsync(_issuer.Token(Now))).Status.ShouldBe(204);
        _issuer.Away = true;

        (await CallAsync(_issuer.Token(Now))).Status.ShouldBe(204);
    }

    [Fact]
    public async Task Nothing_of_a_token_is_in_a_log_or_an_answer()
    {
        const string canary = "85073003328-Verzinnaar";
        List<Answer> answers = [];
        foreach (var (_, change, _) in Refused)
        {
            answers.Add(await CallAsync(_issuer.Token(Now, t =>
            {
                change(t);
                t.Claims["sub"] = canary;
                t.Claims["name"] = canary;
                if (t.Issuer != _issuer.Issuer)
                    t.Issuer = "https://" + canary;
                if (t.Audience != StubIssuer.Audience)
                    t.Audience = canary;
            })));
        }

        var sent = _issuer.Token(Now, t => t.Claims["azp"] = canary);
        answers.Add(await CallAsync(sent));
        answers.Add(await CallAsync(_issuer.Token(Now, t => t.Claims["sub"] = canary)));
        answers.Add(await CallAsync("eyJ" + canary + ".a.b"));

        answers.Where(a => a.Text.Contains(canary, StringComparison.Ordinal)).ShouldBeEmpty();
        _api.Logged.Lines.Where(l => l.Contains(canary, StringComparison.Ordinal) || l.Contains(sent[..60], StringComparison.Ordinal) || l.Contains("eyJ", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_an_issuer_no_token_is_accepted()
    {
        await using var api = await RunningApi.StartAsync(Entry, []);
        api.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _issuer.Token(api.Machine.GetUtcNow()));

        (await api.GetAsync("/v1/feed")).Code.ShouldBe("key-refused");
    }

    [Fact]
    public async Task Whoever_sends_a_hundred_forged_tokens_is_not_heard_for_a_minute()
    {
        var forged = _issuer.Token(Now, t => t.Audience = "payroll");
        for (var i = 0; i < 100; i++)
            (await CallAsync(forged)).Status.ShouldBe(401);

        var answer = await CallAsync(forged);

        (answer.Status, answer.Code, answer.Headers["Retry-After"]).ShouldBe((429, "too-many-refused-keys", "60"));
    }

    [Theory]
    [InlineData("Issuer", "http://issuer.example", "https")]
    [InlineData("Audience", "", "Audience")]
    [InlineData("ClockSkewSeconds", "301", "between 0 and 300")]
    [InlineData("OwnLifeMinutes", "61", "between 1 and 60")]
    public async Task Settings_that_would_open_too_much_stop_the_start(string setting, string value, string said)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Issuer"] = "https://issuer.example", ["Audience"] = "gateway", [setting] = value };

        var fault = await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => RunningApi.StartAsync([.. settings.Select(s => ("Gateway:Tokens:" + s.Key, s.Value))]));

        fault.Message.ShouldContain("Gateway:Tokens:" + setting);
        fault.Message.ShouldContain(said);
    }

    internal static Core.Directory.Agency Entry(Core.Directory.Agency agency) => agency.Id != "vdab" ? agency : agency with
    {
        Callers = new AgencyCallers { Clients = [new(StubIssuer.Client, Scopes.All), new("vdab-feed", [Scopes.ReadFeed])] },
    };

    private Task<RunningApi> StartAsync() => RunningApi.StartAsync(Entry, [], ("Gateway:Tokens:Issuer", _issuer.Issuer), ("Gateway:Tokens:Audience", StubIssuer.Audience));

    /// <summary>The keys are looked up beside the call that first needs them.</summary>
    private async Task AcceptedSoonAsync(string token)
    {
        for (var i = 0; i < 100; i++)
        {
            if ((await CallAsync(token)).Status == 204)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        throw new TimeoutException("The new key was not looked up.");
    }

    private Task<Answer> CallAsync(string token, string path = "/v1/feed")
    {
        _api.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return _api.GetAsync(path);
    }
}
