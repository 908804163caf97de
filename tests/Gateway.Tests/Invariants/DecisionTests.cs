using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Referrals;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Invariants;

/// <summary>Invariant 11: decisions explain themselves.</summary>
[Collection(OneGateway.Name)]
public sealed class DecisionTests(SharedGateway shared)
{
    [Fact]
    public async Task Each_decision_is_stored_with_its_rule_the_versions_of_its_inputs_and_what_was_missing()
    {
        var vdab = await shared.Gateway.OfficeAsync("vdab");
        var record = Vdab.Referral();
        record["registration"]!.AsObject().Remove("unemployedSince");

        var page = await vdab.SettledAsync(Vdab.Profile, record);

        var referral = page["records"]![0]!["referralIds"]![0]!.GetValue<Guid>();
        var parts = await PartsAsync(referral);
        parts.Select(r => (r.Kind, r.Outcome)).ShouldBe([("admission", "admissible"), ("routing", "routed"), ("view", "activation-pes-welfare-1")]);
        var why = parts.Select(p => p.Why).ToList();
        why.ShouldAllBe(w => w.Inputs.Any(i => i.Input == "policy" || i.Input == "directory"));
        why[1].Inputs.Select(i => i.Input).ShouldContain(i => i.Contains("leuven", StringComparison.Ordinal) || i.Contains("agreement", StringComparison.Ordinal));
        why[1].Missing.ShouldNotBeEmpty("a fact that is not known is named, and is never a no");
        why.ShouldAllBe(w => w.Rule.Length > 0 && DecisionSentences.Codes.Contains(w.Says));
    }

    [Fact]
    public async Task A_withheld_referral_says_which_rule_and_what_it_lacked()
    {
        var vdab = await shared.Gateway.OfficeAsync("vdab");
        var record = Vdab.Referral();
        record["agreement"] = new JsonObject { ["recordId"] = "AKK-" + People.Ticket() };

        var page = await vdab.SettledAsync(Vdab.Profile, record);

        var referral = page["records"]![0]!["referralIds"]![0]!.GetValue<Guid>();
        var part = (await PartsAsync(referral)).ShouldHaveSingleItem();
        part.Why.Rule.ShouldBe("agreement-unproven");
        part.Why.Missing.ShouldBe(["agreement.noticeVersion", "agreement.givenOn"]);

        // Decision and task store what they say as a code; it becomes a sentence when somebody reads it.
        part.Why.Says.ShouldBe("agreement-unproven");
        var task = await shared.Gateway.ReadAsync(s => s.Tasks.SingleAsync(t => t.ReferralId == referral));
        task.Text.ShouldBe("""["agreement-unproven"]""");
        var file = (await shared.Gateway.Services.GetRequiredService<IReferralFiles>().ReadAsync(referral, CancellationToken.None))!;
        file.Lines.Where(l => l.Kind is "admission" or "worklist").Select(l => l.Text.ToString())
            .ShouldBe(Enumerable.Repeat("Details of the client's agreement are missing: notice, date or way of collecting.", 2));
    }

    private async Task<IReadOnlyList<DecisionPart>> PartsAsync(Guid referral) => JsonSerializer.Deserialize<DecisionPart[]>(
        (await shared.Gateway.ReadAsync(s => s.Decisions.SingleAsync(d => d.ReferralId == referral))).Parts, ContractJson.Options)!;
}
