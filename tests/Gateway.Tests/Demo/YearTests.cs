using System.Globalization;
using Gateway.Core.Callers;
using Gateway.Demo;
using Gateway.Demo.Clock;
using Gateway.Demo.Offices;
using Gateway.Demo.Scenario;

namespace Gateway.Tests.Demo;

public sealed class YearTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("demo-year-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task In_a_year_everything_is_sent_and_every_handover_answered_in_its_time()
    {
        var gateway = new FakeGateway(_folder);
        var offices = await RunAsync(gateway);
        offices.Unexplained.ShouldBe(0);
        offices.Handovers.ShouldBe(ExpectedHandover.All.Count);
        gateway.Stored.ShouldBe(PilotCalendar.End);

        var due = SenderAgenda.All().Concat(ExpectedHandover.All.SelectMany(e =>
            ReplyAgenda.For(e, InventedNumbers.Ticket("handover", e.Office, e.Identifier).ToString())));
        gateway.Times.Order().ShouldBe(due.Select(e => (string.Join(' ', e.Office, e.What.Path, e.What.IdempotencyKey), e.At)).Order());
    }

    [Fact]
    public async Task A_crash_at_any_call_changes_nothing_in_the_end()
    {
        var undisturbed = new FakeGateway(Path.Combine(_folder, "undisturbed"));
        await RunAsync(undisturbed);

        var crashing = new FakeGateway(Path.Combine(_folder, "crashing"));
        foreach (var calls in new[] { 1, 9, 12, 30, 61, 130, 222, 301 })
        {
            crashing.DiesAt = crashing.Calls + calls;
            await Should.ThrowAsync<HttpRequestException>(() => RunAsync(crashing));
        }

        crashing.DiesAt = null;
        var offices = await RunAsync(crashing);
        offices.Unexplained.ShouldBe(0);
        crashing.Accepted.ShouldBe(undisturbed.Accepted);
    }

    [Fact]
    public async Task A_second_handover_for_one_referral_is_noticed()
    {
        var gateway = new FakeGateway(_folder);
        await RunAsync(gateway);
        File.Copy(Directory.GetFiles(Path.Combine(_folder, "ocmw-tielt"))[0], Path.Combine(_folder, "ocmw-tielt", "again.xml"));
        (await RunAsync(gateway)).Unexplained.ShouldBe(0, "the same ticket again is a redelivery");
        var text = await File.ReadAllTextAsync(Path.Combine(_folder, "ocmw-tielt", "again.xml"));
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "ocmw-tielt", "again.xml"), text.Replace("<Ticket>", "<Ticket>0", StringComparison.Ordinal));
        (await RunAsync(gateway)).Unexplained.ShouldBe(1);
    }

    [Fact]
    public async Task Keys_are_kept_for_their_owner_only_and_made_anew_when_the_gateway_does_not_know_them()
    {
        var gateway = new FakeGateway(_folder);
        var first = await new OfficeKeys(gateway, _folder).ForAsync(["vdab", "uwv"], CancellationToken.None);
        var file = Path.Combine(_folder, "offices.json");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await new OfficeKeys(gateway, _folder).ForAsync(["vdab", "uwv"], CancellationToken.None)).ShouldBe(first);

        await gateway.RevokeAsync(first["uwv"], "test", CancellationToken.None);
        var third = await new OfficeKeys(gateway, _folder).ForAsync(["vdab", "uwv"], CancellationToken.None);
        third["vdab"].ShouldBe(first["vdab"]);
        third["uwv"].ShouldNotBe(first["uwv"]);
    }

    [Fact]
    public async Task A_refusal_stops_the_demonstration_with_a_sentence()
    {
        var gateway = new FakeGateway(_folder);
        var (_, key) = await gateway.CreateAsync("vdab", "test", CancellationToken.None);
        using var http = new HttpClient(gateway, disposeHandler: false) { BaseAddress = new Uri("http://gateway.test/") };
        await ((Core.Reading.IClockStore)gateway).WriteAsync(PilotCalendar.Start, CancellationToken.None);
        var line = new OfficeLine("vdab", key, http, TimeProvider.System);
        await line.PostAsync(new Submission("/v1/submissions/vdab-referral", "application/json", "k", [1]), CancellationToken.None);
        var stopped = await Should.ThrowAsync<DemoStoppedException>(() =>
            line.PostAsync(new Submission("/v1/submissions/vdab-referral", "application/json", "k", [2]), CancellationToken.None));
        stopped.Message.ShouldContain(422.ToString(CultureInfo.InvariantCulture));
    }

    private async Task<SimulatedOffices> RunAsync(FakeGateway gateway)
    {
        using var http = new HttpClient(gateway, disposeHandler: false) { BaseAddress = new Uri("http://gateway.test/") };
        var time = new SimulatedTime();
        await time.RestoreAsync(gateway, CancellationToken.None);
        var keys = await new OfficeKeys(gateway, _folder).ForAsync(SimulatedOffices.All, CancellationToken.None);
        var offices = new SimulatedOffices(keys.Select(k => new OfficeLine(k.Key, k.Value, http, TimeProvider.System)), gateway.Outbox);
        await offices.OpenAsync(PilotCalendar.Start, CancellationToken.None);
        await new PilotYear(time, gateway, gateway, offices, TimeProvider.System).RunAsync(_ => Task.CompletedTask, CancellationToken.None);
        return offices;
    }
}
