using System.Text.Json.Nodes;
using Gateway.Core.Clients;
using Gateway.Persistence.Compartments;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Stores;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Invariants;

/// <summary>Invariants 6 and 8: a field leaves only if a manifest names it; what stands behind a wall never does.</summary>
[Collection(OneGateway.Name)]
public sealed class DenyByDefaultTests(SharedGateway shared)
{
    [Fact]
    public async Task Unknown_fields_free_text_special_barriers_and_exclusion_are_in_no_handover()
    {
        var gateway = shared.Gateway;
        var vdab = await gateway.OfficeAsync("vdab");
        var ocmw = await gateway.OfficeAsync("ocmw-leuven");
        var insz = People.Insz();
        var record = Vdab.Referral(insz: insz);
        record["person"]!["religion"] = "kanarie-onbekend";
        record["kanarieveld"] = "kanarie-onbekend";
        record["registration"]!["category"] = "14";
        record["barriers"]!.AsArray().Add(new JsonObject { ["code"] = "HEALTH", ["specialCategory"] = true, ["note"] = "kanarie-vrije-tekst" });
        record["barriers"]![0]!["note"] = "kanarie-vrije-tekst";

        var page = await vdab.SettledAsync(Vdab.Profile, record);
        var one = Ocmw.Handovers(await ocmw.NewAsync()).Single(h => h.Insz == insz);
        await ocmw.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(one.Ticket, insz, "received"));
        var two = Ocmw.Handovers(await ocmw.NewAsync()).Single(h => h.Insz == insz);

        foreach (var handover in new[] { one, two })
        {
            var text = handover.Document.ToString();
            text.ShouldNotContain("kanarie");
            text.ShouldNotContain("HEALTH");
            text.ShouldNotContain(">14<");
            text.ShouldNotContain("excluded");
        }

        two.Document.Elements("Belemmering").Select(b => b.Element("Cd")!.Value).ShouldBe(["DEBT"]);
        var referral = page["records"]![0]!["referralIds"]![0]!.GetValue<Guid>();
        var left = await gateway.ReadAsync(s => s.Disclosures.Where(d => d.ReferralId == referral && d.Recipient == "ocmw-leuven").Select(d => d.Fields).ToListAsync());
        left.ShouldAllBe(f => !f.Contains("category", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_behind_a_wall_lies_apart_and_cannot_be_opened_with_what_the_stages_hold()
    {
        var gateway = shared.Gateway;
        var vdab = await gateway.OfficeAsync("vdab");
        var record = Vdab.Referral();
        record["registration"]!["category"] = "14";
        record["barriers"]![0]!["note"] = "kanarie-achter-de-muur";

        var submission = (await vdab.SettledAsync(Vdab.Profile, record))["submissionId"]!.GetValue<Guid>();

        await using var store = gateway.Database.Open();
        var row = await store.Records.SingleAsync(r => r.SubmissionId == submission);
        row.Compartment.ShouldBe(Compartment.Walled);
        var keys = await gateway.Services.GetRequiredService<RecordVault>().KeysAsync(store, await store.Records.ToListAsync(), CancellationToken.None);
        var ordinary = System.Text.Encoding.UTF8.GetString(RecordVault.OpenSlice(row, keys[row.Id]).Span);
        ordinary.ShouldNotContain("kanarie");
        ordinary.ShouldNotContain("\"14\"");
        await using var compartments = gateway.Database.OpenCompartments();
        var behind = await compartments.Sealed.SingleAsync(s => s.RecordId == row.Id);
        behind.Compartment.ShouldBe(Compartment.Walled);
        foreach (var key in keys.Values)
            Should.Throw<System.Security.Cryptography.CryptographicException>(() => Sealing.Open(key, behind.Cipher, Sealing.Context(row.Id, "raw")));
        using var publicHalf = System.Security.Cryptography.ECDiffieHellman.Create();
        publicHalf.ImportSubjectPublicKeyInfo((await compartments.Keys.SingleAsync(k => k.Compartment == Compartment.Walled)).PublicKey, out _);
        Should.Throw<System.Security.Cryptography.CryptographicException>(() => CompartmentWrap.Unwrap(publicHalf, behind.WrappedKey!, row.Id));
    }

    [Fact]
    public async Task Nothing_is_routed_to_control_and_control_refers_nobody()
    {
        var gateway = shared.Gateway;
        var vdab = await gateway.OfficeAsync("vdab");
        var control = await gateway.OfficeAsync("vdab-control");
        var toControl = Vdab.Referral();
        toControl["message"]!["recipient"] = new JsonObject { ["org"] = "VDAB Controledienst" };

        var asked = await vdab.SettledAsync(Vdab.Profile, toControl);
        var referred = await control.SettledAsync(Cloud.Profile, Cloud.Event("referral.submitted", Cloud.Referral(People.Ticket(), People.Insz(), sender: "VDAB Controledienst")));

        var one = asked["records"]![0]!["referralIds"]![0]!.GetValue<Guid>();
        var two = referred["records"]![0]!["referralIds"]![0]!.GetValue<Guid>();
        (await gateway.ReadAsync(s => s.Handovers.CountAsync(h => h.ReferralId == one || h.ReferralId == two))).ShouldBe(0);
        (await gateway.ReadAsync(s => s.Referrals.SingleAsync(r => r.Id == two))).ReasonCode.ShouldBe("control-apart");
        (await control.NewAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Why_somebody_stopped_stays_with_the_office_that_recorded_it()
    {
        var gateway = shared.Gateway;
        var vdab = await gateway.OfficeAsync("vdab");
        var ocmw = await gateway.OfficeAsync("ocmw-leuven");
        var insz = People.Insz();
        var referral = Vdab.Referral(insz: insz);
        await vdab.SettledAsync(Vdab.Profile, referral);
        var handover = Ocmw.Handovers(await ocmw.NewAsync()).Single(h => h.Insz == insz);

        foreach (var (outcome, reason) in new[] { ("accepted", null), ("in-service", null), ("no-show", "ziek-kanarie"), ("dropped-out", "drinkt-kanarie") })
            await ocmw.SettledAsync(Cloud.Profile, Cloud.Reply("OCMW Leuven", handover.Ticket, outcome, reason));
        var told = Vdab.About(await vdab.NewAsync(), referral);

        Vdab.Statuses(told, referral).ShouldBe(["accepted", "in-service", "ended"]);
        told.ShouldAllBe(t => !t.ToJsonString(null).Contains("kanarie", StringComparison.Ordinal));
        var row = await gateway.ReadAsync(s => s.Handovers.SingleAsync(h => h.Id == Guid.Parse(handover.Ticket)));
        (row.LastReason ?? "").ShouldNotContain("kanarie", Case.Sensitive, "words of an office are not codes, and are sealed");
    }
}
