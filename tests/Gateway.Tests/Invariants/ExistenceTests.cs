using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Core.Referrals;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Tests.Invariants;

/// <summary>Invariant 12: existence is information. Withheld, unroutable, protected and waiting are one and the same to the sender.</summary>
public sealed partial class ExistenceTests
{
    [Fact]
    public async Task Withheld_unroutable_protected_waiting_and_unanswered_are_the_same_bytes_before_and_after_the_clock()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var cases = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var name in new[] { "waiting", "unanswered", "withheld", "unroutable", "protected", "blocked" })
            cases[name] = Cloud.Referral(People.Ticket(), People.Insz(), name switch { "unanswered" => "34022", "unroutable" => "34999", "blocked" => "11029", _ => "24062" });
        cases["withheld"].Remove("assessment");
        cases["protected"]["client"]!["protection"] = new JsonObject { ["secretAddress"] = true };
        var ids = new Dictionary<string, (Guid Submission, Guid Referral)>(StringComparer.Ordinal);
        foreach (var (name, data) in cases)
        {
            var page = await vdab.SettledAsync(Cloud.Profile, Cloud.Event("referral.submitted", data));
            ids[name] = (page["submissionId"]!.GetValue<Guid>(), page["records"]![0]!["referralIds"]![0]!.GetValue<Guid>());
        }

        // One was read and stays without an answer; one is stopped at the gate after its office was told to be away.
        (await (await gateway.OfficeAsync("ocmw-kortrijk")).NewAsync()).ShouldHaveSingleItem();
        var states = await gateway.ReadAsync(s => s.Referrals.ToDictionaryAsync(r => r.Id, r => r.State));
        ids.ToDictionary(i => i.Key, i => states[i.Value.Referral]).ShouldBe(new Dictionary<string, ReferralState>(StringComparer.Ordinal)
        {
            ["waiting"] = ReferralState.Issued, ["unanswered"] = ReferralState.Issued, ["withheld"] = ReferralState.Withheld,
            ["unroutable"] = ReferralState.Unroutable, ["protected"] = ReferralState.Withheld, ["blocked"] = ReferralState.Issued,
        }, ignoreOrder: true);
        await vdab.SettledAsync(Cloud.Profile, Cloud.Event("client.changed", new JsonObject
        {
            ["ticket"] = People.Ticket(),
            ["sentAt"] = "2026-03-10T08:50:00Z",
            ["sender"] = new JsonObject { ["organisation"] = "VDAB" },
            ["client"] = Merge(cases["blocked"]["client"]!, "protection", new JsonObject { ["secretAddress"] = true }),
        }));
        (await (await gateway.OfficeAsync("ocmw-mortsel")).NewAsync()).ShouldBeEmpty();

        (await SeenAsync(vdab, ids)).Distinct().ShouldHaveSingleItem().ShouldContain("pending");
        (await vdab.NewAsync()).ShouldBeEmpty();
        gateway.Time.SetUtcNow(gateway.Time.GetUtcNow().AddDays(10));
        await gateway.QuietAsync();
        (await SeenAsync(vdab, ids)).Distinct().ShouldHaveSingleItem().ShouldContain("contact-gateway-desk");
        var told = await vdab.NewAsync();
        // A status and a task each: of neither can its sender tell what became of the referral.
        foreach (var type in new[] { "referral.status-changed", "task.changed" })
        {
            var alike = told.Where(t => t["type"]!.GetValue<string>() == type).Select(t => Plain(t.ToJsonString())).ToList();
            alike.Count.ShouldBe(6, type);
            alike.Distinct().ShouldHaveSingleItem(type);
        }
    }

    [Fact]
    public async Task An_id_of_another_agency_is_answered_like_one_that_does_not_exist()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var mortsel = await gateway.OfficeAsync("ocmw-mortsel");
        var leuven = await gateway.OfficeAsync("ocmw-leuven");
        var page = await vdab.SettledAsync(Vdab.Profile, Vdab.Referral());
        var submission = page["submissionId"]!.GetValue<Guid>();
        var referral = page["records"]![0]!["referralIds"]![0]!.GetValue<Guid>();

        foreach (var (path, none) in new[] { ($"/v1/submissions/{submission:D}", "/v1/submissions/00000000-0000-7000-8000-000000000001"), ($"/v1/referrals/{referral:D}", "/v1/referrals/00000000-0000-7000-8000-000000000001") })
        {
            using var foreign = await mortsel.Http.GetAsync(path);
            using var absent = await mortsel.Http.GetAsync(none);
            using var notYet = await leuven.Http.GetAsync(path);
            foreign.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            notYet.StatusCode.ShouldBe(HttpStatusCode.NotFound, "nothing left to it yet");
            Plain(await foreign.Content.ReadAsStringAsync()).ShouldBe(Plain(await absent.Content.ReadAsStringAsync()));
        }
    }

    private static async Task<IReadOnlyList<string>> SeenAsync(Office vdab, Dictionary<string, (Guid Submission, Guid Referral)> ids)
    {
        List<string> seen = [];
        foreach (var (submission, referral) in ids.Values)
            seen.Add(Plain((await vdab.SubmissionAsync(submission)).ToJsonString() + (await vdab.ReferralAsync(referral)).ToJsonString()));
        return seen;
    }

    private static JsonNode Merge(JsonNode node, string name, JsonNode value)
    {
        var clone = node.DeepClone();
        clone[name] = value;
        return clone;
    }

    /// <summary>Without what differs between any two: ids and trace ids.</summary>
    private static string Plain(string text) => Id().Replace(text, "#");

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}|00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9]{2}", RegexOptions.None, 1000)]
    private static partial Regex Id();
}
