using System.Text.Json.Nodes;
using Gateway.Core.Operating;
using Gateway.Core.Reading;
using Gateway.Demo;
using Gateway.Demo.Clock;
using Gateway.Demo.Report;

namespace Gateway.Tests.Demo;

public sealed class RunnerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("demo-runner-").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Json_is_one_object_and_nothing_else()
    {
        (await RunAsync(ReconciliationTests.Good(), CancellationToken.None)).ShouldBe(0);
        var json = JsonNode.Parse(_output.ToString())!;
        ((int)json["simulatedDays"]!).ShouldBe(361);
        ((int)json["funnel"]![4]!["count"]!).ShouldBe(43);
        _error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task Figures_that_do_not_add_up_end_with_one_and_a_sentence()
    {
        var good = ReconciliationTests.Good();
        var lost = good with { Pilot = good.Pilot with { Records = new RecordCounts(52, 50, 1) } };
        (await RunAsync(lost, CancellationToken.None)).ShouldBe(1);
        _error.ToString().ShouldContain("Does not reconcile: pilot: 52 referral records received are not 50 translated and 1 set aside.");
        JsonNode.Parse(_output.ToString()).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_stopped_run_says_how_to_go_on()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        (await RunAsync(ReconciliationTests.Good(), stop.Token)).ShouldBe(1);
        _error.ToString().ShouldContain("--continue");
        _output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_gateway_that_dies_is_reported_in_a_sentence()
    {
        (await RunAsync(ReconciliationTests.Good(), CancellationToken.None, diesAt: 40)).ShouldBe(1);
        _error.ToString().ShouldContain("no longer answers");
    }

    private async Task<int> RunAsync(PilotResult figures, CancellationToken cancellation, int? diesAt = null)
    {
        var gateway = new FakeGateway(_folder) { DiesAt = diesAt };
        var fixedFigures = new FixedFigures(figures);
        var runner = new DemoRunner(new SimulatedTime(), gateway, gateway, fixedFigures, fixedFigures, gateway, new NoUsers(), TimeProvider.System)
        {
            Output = _output,
            Error = _error,
            Way = gateway,
        };
        var options = new DemoOptions
        {
            Once = true, Json = true, BaseAddress = new Uri("http://gateway.test/"), Folder = _folder, OutboxFolder = _folder,
        };
        return await runner.RunAsync(options, cancellation);
    }

    private sealed class FixedFigures(PilotResult result) : IFigures, IReferralFiles
    {
        public Task<GatewayFigures> ReadAsync(string? country, CancellationToken cancellation) =>
            Task.FromResult(country switch { "BE" => result.Pilot, "NL" => result.Dutch, _ => result.Whole });

        public Task<PilotFigures> PilotAsync(CancellationToken cancellation) => Task.FromResult(result.Figures);

        Task<ReferralFile?> IReferralFiles.ReadAsync(Guid id, CancellationToken cancellation) =>
            Task.FromResult<ReferralFile?>(result.Stories[0].Story);

        public Task<Guid?> ReferralByTicketAsync(string agency, string ticket, CancellationToken cancellation) =>
            Task.FromResult<Guid?>(Guid.Parse(ticket));
    }
}
