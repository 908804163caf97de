using System.Net;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Tests.Operating;

/// <summary>Operators call offices that let a deadline pass, and have a handover brought once more under its id, through the gate.</summary>
public sealed class CallListTests
{
    [Theory]
    [InlineData("en", "Call list", "Deliver again")]
    [InlineData("nl", "Bellijst", "Opnieuw afleveren")]
    [InlineData("fr", "Liste d'appels", "Remettre à nouveau")]
    public async Task The_list_names_ticket_and_telephone_and_nobody(string language, string title, string button)
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (referral, file) = await WrittenAsync(gateway);
        gateway.Time.Advance(TimeSpan.FromDays(5));
        await gateway.QuietAsync();
        using var otto = await Visitor.SignedInAsync(gateway, "otto", UserRoles.Operator);
        await otto.GetAsync("/dashboard/calls");
        await otto.PostAsync("/dashboard/reading", ("language", language), ("zone", "UTC"), ("back", "/dashboard"));

        var page = (await otto.GetAsync("/dashboard/calls")).Text;

        foreach (var shown in new[] { title, button, "OCMW Dendermonde", "+32 52 00 00 03" })
            page.ShouldContain(shown);
        foreach (var canary in new[] { Insz(referral), "Voorbeeld", "+32460000001" })
            page.ShouldNotContain(canary, Case.Sensitive);
        using var vera = await Visitor.SignedInAsync(gateway, "vera", UserRoles.Viewer);
        (await vera.GetAsync("/dashboard/calls")).Status.ShouldNotBe(HttpStatusCode.OK);
        file.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_file_that_its_office_lost_is_written_again_under_the_same_name_with_the_same_bytes_and_one_disclosure()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (_, file) = await WrittenAsync(gateway);
        var bytes = await File.ReadAllBytesAsync(file);
        File.Delete(file);
        var handover = await gateway.ReadAsync(s => s.Handovers.Select(h => h.Id).SingleAsync());
        using var otto = await Visitor.SignedInAsync(gateway, "otto", UserRoles.Operator);
        await otto.GetAsync("/dashboard/calls");

        (await otto.PostAndFollowAsync($"/dashboard/calls/{handover}/redeliver")).Text.ShouldContain("on its way again");
        await gateway.QuietAsync();

        (await File.ReadAllBytesAsync(file)).ShouldBe(bytes);
        (await gateway.ReadAsync(s => s.Disclosures.CountAsync())).ShouldBe(1);
        (await gateway.ReadAsync(s => s.Deliveries.Select(d => d.State).SingleAsync())).ShouldBe(DeliveryState.Confirmed);
        (await gateway.ReadAsync(s => s.Operations.Where(o => o.Action == "redelivered").Select(o => o.User).SingleAsync())).ShouldBe("otto");
    }

    [Fact]
    public async Task After_a_withdrawal_nothing_is_brought_again()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var (referral, file) = await WrittenAsync(gateway);
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Withdrawal(referral));
        File.Delete(file);
        var handover = await gateway.ReadAsync(s => s.Handovers.Select(h => h.Id).SingleAsync());
        using var otto = await Visitor.SignedInAsync(gateway, "otto", UserRoles.Operator);
        await otto.GetAsync("/dashboard/calls");

        (await otto.PostAndFollowAsync($"/dashboard/calls/{handover}/redeliver")).Text.ShouldContain("nothing was sent");
        await gateway.QuietAsync();

        File.Exists(file).ShouldBeFalse();
    }

    /// <summary>A handover as a file in the folder of Dendermonde.</summary>
    private static async Task<(System.Text.Json.Nodes.JsonObject Referral, string File)> WrittenAsync(RunningGateway gateway)
    {
        var referral = Vdab.Referral(town: "42006");
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, referral);
        return (referral, Directory.GetFiles(Path.Combine(gateway.Data, "outbox", "ocmw-dendermonde")).ShouldHaveSingleItem());
    }

    private static string Insz(System.Text.Json.Nodes.JsonObject referral) => (string)referral["person"]!["insz"]!;
}
