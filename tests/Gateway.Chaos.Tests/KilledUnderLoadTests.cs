using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit.Abstractions;

namespace Gateway.Chaos.Tests;

[Collection(GatewayProcesses.Name)]
public sealed class KilledUnderLoadTests(ITestOutputHelper output) : IDisposable
{
    private const int Hands = 3;
    private const string FileOffice = "ocmw-dendermonde";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly ScratchFolder _scratch = new();

    [Fact]
    public async Task A_gateway_killed_under_load_hands_over_every_accepted_record_once_and_in_order()
    {
        var plan = ChaosPlan.FromEnvironment();
        output.WriteLine($"GATEWAY_CHAOS_SEED={plan.Seed} GATEWAY_CHAOS_KILLS={plan.Kills}");
        var data = _scratch.Sub("data");
        using var gateway = RunningGateway.On(data);
        using var vdab = new GatewayLine(gateway.Address, await gateway.KeyAsync("vdab"));
        using var leuven = new GatewayLine(gateway.Address, await gateway.KeyAsync("ocmw-leuven"));
        await gateway.StartAsync();
        var sender = new SendingAgency(vdab, plan);
        var office = new ReceivingOffice(leuven);
        var registers = Enumerable.Range(0, 50_000).Select(n => new LoadRecord(plan.Seed, n)).Where(r => r.Registered).Select(r => r.Insz).ToHashSet(StringComparer.Ordinal);
        using var enough = new CancellationTokenSource();
        using var settled = new CancellationTokenSource();
        var sending = sender.SendAsync(Hands, enough.Token);
        var reading = Task.Run(() => office.ReadAsync(registers.Contains, settled.Token), CancellationToken.None);

        await KillAgainAndAgainAsync(gateway, plan);
        await enough.CancelAsync();
        await sending;
        await SettleAsync(gateway.Store, reading);
        await settled.CancelAsync();
        await reading;

        var feed = await office.WholeFeedAsync();
        office.Read.ShouldBe(feed, "What was read while it was killed is the feed: nothing twice, nothing under another id, nothing that came in behind.");
        var outbox = new Outbox(Path.Combine(data, "outbox", FileOffice));
        outbox.Unfinished().ShouldBeEmpty();
        outbox.Events().ShouldBe(gateway.Store.LeftForOutbox(FileOffice), ignoreOrder: true);
        Judge(sender, [.. feed, .. outbox.Handovers()]);
        sender.Twins.ShouldBeEmpty();
        await SetAsideShouldShowAsync(sender, vdab);
        gateway.Store.Wrongs().Where(w => !w.Contains(AwaitsVdab, StringComparison.Ordinal)).ShouldBeEmpty();
        var verified = await gateway.VerifyAuditAsync();
        verified.Code.ShouldBe(0, verified.Output + verified.Errors);
        output.WriteLine($"calls repeated: {vdab.Repeats + leuven.Repeats}; audit: {verified.Output.Trim()}");
    }

    public void Dispose() => _scratch.Dispose();

    /// <summary>VDAB does not read its feed here: what the offices' answers mean to it waits for it.</summary>
    private const string AwaitsVdab = "a delivery still waits";

    private async Task KillAgainAndAgainAsync(RunningGateway gateway, ChaosPlan plan)
    {
        var chance = new Random(plan.Seed);
        for (var kill = 0; kill < plan.Kills; kill++)
        {
            var life = TimeSpan.FromMilliseconds(chance.Next(100, 3_000));
            await Task.Delay(life, TimeProvider.System, CancellationToken.None);
            await gateway.KillAsync();
            var ready = await gateway.StartAsync();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"kill {kill + 1}: after {life.TotalSeconds:0.0} s, ready again after {ready.TotalSeconds:0.0} s"));
        }
    }

    /// <summary>Waits until no step is open and nothing waits for the offices that read.</summary>
    private static async Task SettleAsync(Store store, Task reading)
    {
        var began = Stopwatch.GetTimestamp();
        for (var atRest = 0; atRest < 2;)
        {
            if (reading.IsFaulted)
                await reading;
            var open = store.Number("select (select count(*) from Step where State = 0) + (select count(*) from Delivery where State in (0, 1) and Recipient <> 'vdab')");
            atRest = open == 0 ? atRest + 1 : 0;
            if (Stopwatch.GetElapsedTime(began) > Patience)
                throw new TimeoutException($"The gateway does not come to rest: {open} steps and deliveries are open.");
            await Task.Delay(Look, TimeProvider.System, CancellationToken.None);
        }
    }

    private void Judge(SendingAgency sender, IReadOnlyList<HandoverSeen> seen)
    {
        var byClient = seen.ToLookup(h => h.Insz, StringComparer.Ordinal);
        List<string> lost = [], duplicated = [], disordered = [], unasked = [];
        foreach (var record in sender.Accepted)
        {
            var mine = byClient[record.Insz].ToList();
            if (record.Broken)
            {
                if (mine.Count > 0)
                    unasked.Add(record.ToString());
                continue;
            }

            foreach (var step in record.Registered ? [1, 2] : new[] { 1 })
            {
                // A correction either goes along with what had not left, or follows what had, as one more event.
                var events = mine.Count(h => h.Step == step);
                if (events == 0)
                    lost.Add($"{record}: step {step}");
                if (events > (record.Amended ? 2 : 1) || mine.Count > (record.Registered ? 2 : 1) + (record.Amended ? 1 : 0))
                    duplicated.Add($"{record}: step {step}");
            }

            if (mine.Select(h => h.Ticket).Distinct(StringComparer.Ordinal).Count() > 1)
                duplicated.Add($"{record}: two tickets");
            if (!mine.Select(h => h.Step).SequenceEqual(mine.Select(h => h.Step).Order()) || !Rises(mine, record))
                disordered.Add($"{record}: {string.Join(", ", mine.Select(h => $"step {h.Step} {h.Phone}"))}");
            if (mine.Count > 0 && mine[^1].Phone != record.LastPhone)
                lost.Add($"{record}: the correction");
        }

        var good = sender.Accepted.Count(r => !r.Broken);
        output.WriteLine($"accepted {sender.Accepted.Count} records in {sender.Submissions.Count} submissions, {good} to hand over, {sender.Accepted.Count(r => r.Amended)} corrected, {sender.Accepted.Count(r => r.Registered)} registered; {seen.Count} events");
        output.WriteLine($"lost {lost.Count}, duplicated {duplicated.Count}, out of order {disordered.Count}, unasked {unasked.Count}");
        lost.ShouldBeEmpty();
        duplicated.ShouldBeEmpty();
        disordered.ShouldBeEmpty();
        unasked.ShouldBeEmpty();
        good.ShouldBeGreaterThan(50, "There was no load.");
    }

    /// <summary>What was corrected never shows as it was before.</summary>
    private static bool Rises(List<HandoverSeen> mine, LoadRecord record) =>
        !record.Amended || !mine.SkipWhile(h => h.Phone != record.LastPhone).Any(h => h.Phone == record.FirstPhone);

    private async Task SetAsideShouldShowAsync(SendingAgency sender, GatewayLine vdab)
    {
        var aside = 0;
        foreach (var submission in sender.Submissions)
        {
            var page = JsonNode.Parse(await vdab.GetAsync($"/v1/submissions/{submission.Id}?take=500", HttpStatusCode.OK))!;
            ((int)page["received"]!).ShouldBe(submission.Records);
            ((int)page["setAside"]!).ShouldBe(submission.Broken);
            page["records"]!.AsArray().Count(r => (string?)r!["state"] == "setAside" && (string?)r["reason"]?["code"] is { Length: > 0 }).ShouldBe(submission.Broken);
            aside += submission.Broken;
        }

        output.WriteLine($"set aside, each with its reason: {aside}");
    }
}
