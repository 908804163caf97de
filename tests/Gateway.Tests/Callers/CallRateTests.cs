using Gateway.Core.Callers;
using Gateway.Tests.Api;

namespace Gateway.Tests.Callers;

/// <summary>How often an agency calls.</summary>
public sealed class CallRateTests
{
    [Fact]
    public async Task An_agency_calls_as_often_as_its_entry_says_and_the_others_go_on()
    {
        await using var api = await RunningApi.StartAsync(a => a.Id == "vdab" ? a with { Callers = new AgencyCallers { CallsPerDay = 3 } } : a, []);
        for (var i = 0; i < 3; i++)
            (await api.GetAsync("/v1/feed")).Status.ShouldBe(204);

        var answer = await api.GetAsync("/v1/feed");

        (answer.Status, answer.Code).ShouldBe((429, "too-many-requests"));
        int.Parse(answer.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(86_000, 86_400);
        api.Http.DefaultRequestHeaders.Authorization = new("Bearer", RunningApi.OcmwKey);
        (await api.GetAsync("/v1/feed")).Status.ShouldBe(204);
    }

    [Fact]
    public async Task The_settings_say_so_for_everybody_else()
    {
        await using var api = await RunningApi.StartAsync(("Gateway:Http:MaxRequestsPerDay", "1"));
        (await api.GetAsync("/v1/feed")).Status.ShouldBe(204);

        (await api.GetAsync("/v1/feed")).Status.ShouldBe(429);
    }

    [Fact]
    public async Task A_burst_beyond_the_second_is_refused_for_about_a_second()
    {
        await using var api = await RunningApi.StartAsync(a => a.Id == "vdab" ? a with { Callers = new AgencyCallers { CallsPerSecond = 1 } } : a, []);
        (await api.GetAsync("/v1/feed")).Status.ShouldBe(204);

        var answer = await api.GetAsync("/v1/feed");

        (answer.Status, answer.Headers["Retry-After"]).ShouldBe((429, "1"));
    }
}
