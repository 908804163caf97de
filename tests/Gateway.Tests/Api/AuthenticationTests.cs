using System.Net.Http.Headers;

namespace Gateway.Tests.Api;

public sealed class AuthenticationTests : IAsyncLifetime
{
    private RunningApi _api = null!;

    public async Task InitializeAsync() => _api = await RunningApi.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Theory]
    [InlineData("GET", "/v1/feed")]
    [InlineData("POST", "/v1/feed/ack")]
    [InlineData("GET", "/v1/feed/events/019cb2c4-7d10-7e02-8a41-6c1f9e2b3d50")]
    [InlineData("POST", "/v1/submissions/vdab-referral")]
    [InlineData("POST", "/v1/events")]
    [InlineData("GET", "/v1/submissions/00000000-0000-0000-0000-000000000000")]
    [InlineData("GET", "/v1/referrals/00000000-0000-0000-0000-000000000000")]
    [InlineData("GET", "/v1/anything-else")]
    public async Task A_call_without_a_key_is_refused_with_how_to_send_one(string method, string path)
    {
        _api.Http.DefaultRequestHeaders.Authorization = null;

        var answer = await _api.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        (answer.Status, answer.Code).ShouldBe((401, "key-missing"));
        answer.Headers["WWW-Authenticate"].ShouldBe("Bearer realm=\"gateway\"");
        _api.Keys.Lookups.ShouldBe(0);
    }

    [Theory]
    [InlineData("never-issued")]
    [InlineData("too-long")]
    public async Task An_unknown_key_is_refused(string key)
    {
        var answer = await CallWithAsync(key == "too-long" ? new string('k', 300) : key);

        (answer.Status, answer.Code).ShouldBe((401, "key-refused"));
        answer.Headers["WWW-Authenticate"].ShouldContain("error=\"invalid_token\"");
        answer.Text.ShouldNotContain("never-issued");
    }

    [Fact]
    public async Task A_revoked_key_works_no_longer_than_configured()
    {
        (await CallWithAsync(RunningApi.OcmwKey)).Status.ShouldBe(204);
        _api.Keys.InUse.TryRemove(RunningApi.OcmwKey, out _).ShouldBeTrue();

        _api.Machine.Advance(TimeSpan.FromSeconds(2));

        (await CallWithAsync(RunningApi.OcmwKey)).Code.ShouldBe("key-refused");
    }

    [Fact]
    public async Task Calls_within_a_moment_look_the_key_up_once()
    {
        await CallWithAsync(RunningApi.OcmwKey);
        _api.Machine.Advance(TimeSpan.FromSeconds(1.9));
        await CallWithAsync(RunningApi.OcmwKey);

        _api.Keys.Lookups.ShouldBe(1);
    }

    [Fact]
    public async Task A_new_key_works_at_once_although_it_was_refused_a_moment_before()
    {
        (await CallWithAsync("issued-just-now")).Status.ShouldBe(401);
        _api.Keys.InUse["issued-just-now"] = "vdab";

        (await CallWithAsync("issued-just-now")).Status.ShouldBe(204);
    }

    [Fact]
    public async Task An_agency_whose_entry_is_not_live_is_refused()
    {
        var answer = await CallWithAsync(RunningApi.RetiredKey);

        (answer.Status, answer.Code).ShouldBe((403, "agency-not-live"));
    }

    [Fact]
    public async Task A_key_of_an_agency_outside_the_directory_is_refused()
    {
        _api.Keys.InUse["left"] = "agency-that-left";

        (await CallWithAsync("left")).Code.ShouldBe("agency-not-live");
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/swagger/index.html")]
    public async Task Probes_and_the_description_need_no_key(string path)
    {
        _api.Http.DefaultRequestHeaders.Authorization = null;

        (await _api.GetAsync(path)).Status.ShouldBe(200);
    }

    private Task<Answer> CallWithAsync(string key)
    {
        _api.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return _api.GetAsync("/v1/feed");
    }
}
