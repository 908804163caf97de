using Gateway.Contracts;
using Gateway.Core.Referrals;
using Gateway.Host.Commands;
using Gateway.Host.Composition;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Tests.CommandLine;

/// <summary>An agency that was just connected refers and is referred to.</summary>
public sealed class NewAgencyReferralTests
{
    [Fact]
    public async Task A_referral_to_and_from_a_new_agency_is_handed_over()
    {
        using var folder = new TempFolder();
        TempFolder.Copy(Shipped.Folder, folder.Path);
        var answers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["id"] = "ocmw-genk", ["name"] = "OCMW Genk", ["municipality"] = "71016", ["municipality-name"] = "Genk", ["format"] = "ocmw-referral,ocmw-result", ["status-format"] = "ocmw-result",
            ["duty-role"] = "wachtdienst", ["duty-phone"] = "+32 89 00 00 01", ["partner"] = "vdab", ["services"] = "DEBT_ADVICE", ["basis"] = "KSZ-2026-014", ["from"] = "2026-01-01",
            ["protocol"] = "P", ["pes-advice"] = "A", ["welfare-advice"] = "B", ["impact-assessment"] = "C",
        };
        using var errors = new StringWriter();
        var made = await NewAgencyCommand.RunAsync(folder.Path, answers.GetValueOrDefault, new NewAgencyDialogue(null, TextWriter.Null, errors), TextWriter.Null, errors);
        made.Code.ShouldBe(0, errors.ToString());
        await using var gateway = await RunningGateway.StartAsync(contracts: ContractsFolder.LoadOrFail(folder.Path), settings: new Dictionary<string, string?> { ["Gateway:Contracts"] = folder.Path });
        var (genk, vdab) = (await gateway.OfficeAsync("ocmw-genk"), await gateway.OfficeAsync("vdab"));

        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral(town: "71016"));
        await genk.SettledAsync(Ocmw.ReferralProfile, Ocmw.Referral(People.Ticket(), People.Insz(), "71016"));

        (await gateway.ReadAsync(s => s.Referrals.OrderBy(r => r.SubmittedAt).ToListAsync())).Select(r => (r.State, r.Collaboration)).ShouldAllBe(r => r.State == ReferralState.Issued && r.Collaboration == "ocmw-genk");
        var received = Ocmw.Handovers(await genk.NewAsync()).ShouldHaveSingleItem();
        (await vdab.NewAsync()).Where(i => i["type"]!.GetValue<string>() == EventTypes.ReferralHandover).ShouldHaveSingleItem()["data"]!.ToJsonString().ShouldContain("PES_TRAINING");
        await genk.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(received.Ticket, received.Insz, "received", "71016", "GENK-1"));
        Ocmw.Handovers(await genk.NewAsync()).ShouldHaveSingleItem().Step.ShouldBe("2");
        (await vdab.NewAsync()).ShouldHaveSingleItem()["data"]!.ToJsonString().ShouldContain("received");
    }
}
