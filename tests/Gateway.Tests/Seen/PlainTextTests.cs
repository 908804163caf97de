using System.Text;
using System.Text.Json.Nodes;
using Gateway.Core.Intake;
using Gateway.Persistence;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Seen;

/// <summary>A name or number that a sender puts where a code belongs stands in no column in clear.</summary>
public sealed class PlainTextTests
{
    /// <summary>One word, so that it looks like a code; the number passes no check.</summary>
    private static readonly string[] Canaries = ["Wielewaaltje", "91234567890"];

    [Fact]
    public async Task What_senders_choose_stands_in_no_column_in_clear()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var leuven = await gateway.OfficeAsync("ocmw-leuven");
        foreach (var canary in Canaries)
        {
            await SendAsync(vdab, Counts(l => (l["stage"], l["reason"]) = (canary, canary), _ => { }));
            await SendAsync(vdab, Counts(_ => { }, c => c["period"] = canary));
            foreach (var spoil in Spoilt(canary))
            {
                var referral = Cloud.Referral(People.Ticket(), People.Insz());
                spoil(referral);
                await SendAsync(vdab, Cloud.Event("referral.submitted", referral), $"application/cloudevents+json; charset=utf-8; name={canary}; reference=\"{canary}\"");
            }

            await gateway.QuietAsync();
            var whole = Cloud.Referral(People.Ticket(), People.Insz());
            await SendAsync(vdab, Cloud.Event("referral.submitted", whole));
            await gateway.QuietAsync();
            var handover = (await gateway.ReadAsync(s => s.Handovers.OrderByDescending(h => h.Id).FirstAsync())).Id;
            await leuven.NewAsync();
            await SendAsync(leuven, Cloud.Reply("OCMW", handover.ToString("D"), canary, canary));
            await SendAsync(leuven, Cloud.Reply("OCMW", handover.ToString("D"), "accepted", canary));
        }

        await gateway.QuietAsync();

        (await gateway.ReadAsync(s => s.PilotCounts.SingleAsync())).Losses.ShouldContain("other");
        (await FoundAsync(gateway)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_document_is_read_as_it_was_declared_and_the_declaration_stands_in_no_column_in_clear()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var declared = $"application/json; reference=\"{Canaries[0]}\"";
        var id = await (await gateway.OfficeAsync("isd-vallei")).SubmitAsync("um-jobseeker", "[{\"idWerkzoekende\":\"R-1\"}]"u8.ToArray(), declared);
        await gateway.QuietAsync();

        var stored = await gateway.ReadAsync(s => s.Submissions.SingleAsync());
        (stored.ContentType, stored.Declared is null).ShouldBe(("application/json", false));
        (await gateway.Services.GetRequiredService<ITranslationStore>().OpenAsync(id, CancellationToken.None))!.Submission.DeclaredType.ShouldBe(declared);
        var installation = gateway.Services.GetRequiredService<Installation>();
        installation.WithDeclared(stored with { Id = new Guid("00000000-0000-7000-8000-000000000001") }).DeclaredType.ShouldBeNull("it belongs to one submission");
        installation.SealDeclared(id, new string('x', 301)).ShouldBeNull("a longer one is none");
        (await FoundAsync(gateway)).ShouldBeEmpty();
    }

    private static IEnumerable<Action<JsonObject>> Spoilt(string canary) =>
    [
        r => r["purpose"] = canary,
        r => r["question"] = canary,
        r => r["services"] = new JsonArray(canary),
        r => r["agreement"]!["givenOn"] = canary,
        r => r["agreement"]!["givenOn"] = "2026-03-02T" + canary,
        r => r["agreement"]!["how"] = canary,
        r => r["agreement"]!["noticeVersion"] = canary,
        r => r["basis"]!["reference"] = canary,
        r => r["basis"]!["kind"] = canary,
        r => r["client"]!["residence"]!["municipality"] = canary,
        r => r["client"]!["identifiers"]![0]!["scheme"] = canary,
        r => r["registration"]!["benefitScheme"] = canary,
        r => r["barriers"]![0]!["code"] = canary,
        r => r["recipient"] = new JsonObject { ["organisation"] = canary },
        r => r[canary] = canary,
        r => r["client"]![canary] = new JsonObject { [canary] = canary },
    ];

    private static JsonObject Counts(Action<JsonObject> loss, Action<JsonObject> counts)
    {
        var lost = new JsonObject { ["stage"] = "identified", ["reason"] = "procedures", ["count"] = 1 };
        loss(lost);
        var data = new JsonObject
        {
            ["ticket"] = People.Ticket(), ["sender"] = new JsonObject { ["organisation"] = "VDAB" }, ["collaboration"] = "leuven", ["period"] = "2026-02", ["identified"] = 6, ["eligible"] = 5, ["offered"] = 4,
            ["lost"] = new JsonArray(lost),
        };
        counts(data);
        return Cloud.Event("pilot.counts", data);
    }

    private static async Task SendAsync(Office office, JsonObject body, string contentType = "application/cloudevents+json")
    {
        using var answer = await office.PostAsync(Cloud.Profile, Encoding.UTF8.GetBytes(body.ToJsonString()), contentType);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Columns in which a canary stands.</summary>
    private static async Task<List<string>> FoundAsync(RunningGateway gateway)
    {
        await using var store = gateway.Database.Open();
        var names = store.GetService<ISqlGenerationHelper>();
        List<string> found = [];
        foreach (var table in store.Model.GetEntityTypes())
        {
            foreach (var column in table.GetProperties().Where(p => p.ClrType == typeof(string)))
            {
                foreach (var canary in Canaries)
                {
                    var sql = $"SELECT COUNT(*) AS \"Value\" FROM {names.DelimitIdentifier(table.GetTableName()!)} WHERE {names.DelimitIdentifier(column.GetColumnName())} LIKE '%{canary}%'";
                    if (await store.Database.SqlQueryRaw<int>(sql).SingleAsync() > 0)
                        found.Add($"{table.GetTableName()}.{column.Name}: {canary}");
                }
            }
        }

        return found;
    }
}
