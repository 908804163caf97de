namespace Gateway.Tests.Api;

/// <summary>A store that does not answer: at start, or now.</summary>
public sealed class AbsentStoreTests : IAsyncLifetime
{
    private RunningApi _api = null!;

    public async Task InitializeAsync() => _api = await RunningApi.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Until_the_store_is_open_every_call_is_told_to_come_back_and_probes_answer()
    {
        _api.Store.IsOpen = false;
        var refused = await _api.GetAsync("/v1/feed");
        (refused.Status, refused.Code).ShouldBe((503, "store-away"));
        _api.Keys.Lookups.ShouldBe(0);
        (await _api.GetAsync("/health/live")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_store_that_stops_answering_is_told_as_such_and_not_as_a_failure_of_the_gateway()
    {
        _api.Intake.Failure = new TimeoutException("planted");
        using var body = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        using var refused = await _api.Http.PostAsync("/v1/submissions/vdab-referral", body);
        ((int)refused.StatusCode).ShouldBe(503);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("store-away");
    }
}
