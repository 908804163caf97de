using System.Text.Json.Nodes;
using Gateway.Host.Composition;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Tests.Operating;

/// <summary>What an office's format has no place for is told to the office once, where it can read it.</summary>
public sealed class FormatNoticeTests : IDisposable
{
    private readonly TempFolder _contracts = new();

    [Fact]
    public async Task An_office_whose_format_has_no_place_for_a_task_is_told_once_and_gets_tasks_as_contract_events()
    {
        TempFolder.Copy(Shipped.Folder, _contracts.Path);
        var profile = Path.Combine(_contracts.Path, "formats", "ocmw-result", "profile.yaml");
        var text = await File.ReadAllTextAsync(profile);
        var (from, to) = (text.IndexOf("  - event: task.changed", StringComparison.Ordinal), text.IndexOf("  - event: record.returned", StringComparison.Ordinal));
        await File.WriteAllTextAsync(profile, text[..from] + text[to..]);
        await using var gateway = await RunningGateway.StartAsync(contracts: ContractsFolder.LoadOrFail(_contracts.Path));
        var (vdab, leuven) = (await gateway.OfficeAsync("vdab"), await gateway.OfficeAsync("ocmw-leuven"));

        await gateway.UntilAsync(async () => (await TasksAsync(leuven)).Count > 0);

        var task = (await TasksAsync(leuven)).ShouldHaveSingleItem()!;
        ((string?)task["code"], (string?)task["referralId"]).ShouldBe(("format-gap", null));
        ((string)task["sentence"]!).ShouldStartWith("Uw formaat ocmw-referral, ocmw-result heeft geen plaats voor: task.changed.");
        (await TasksAsync(vdab)).ShouldBeEmpty("its format has a place for everything");
        (await leuven.NewAsync()).ShouldBeEmpty("it is about no client, and has no place in the order of anyone's events");

        // The event itself is not lost, and is told of no second time.
        var referral = Vdab.Referral();
        await vdab.SettledAsync(Vdab.Profile, referral);
        var handover = Ocmw.Handovers(await leuven.NewAsync()).Single();
        await leuven.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(handover.Ticket, handover.Insz, "accepted"));
        await leuven.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(handover.Ticket, handover.Insz, "no-show"));
        var told = (await leuven.NewAsync()).Single(i => (string?)i["type"] == "task.changed")["data"]!;
        ((string?)told["code"], (string?)told["inReplyTo"]).ShouldBe(("call-after-no-show", handover.Ticket));
        (await gateway.ReadAsync(s => s.Tasks.CountAsync(t => t.ReasonCode == "format-gap" && t.Agency == "ocmw-leuven"))).ShouldBe(1);
    }

    public void Dispose() => _contracts.Dispose();

    private static async Task<JsonArray> TasksAsync(Office office) => JsonNode.Parse(await office.Http.GetStringAsync("/v1/tasks"))!["items"]!.AsArray();
}
