using Gateway.Persistence;
using Gateway.Tests.Running;
using Gateway.Tests.Telemetry;
using Gateway.Workers.Stages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenTelemetry.Trace;

namespace Gateway.Acceptance.Tests.Broker;

/// <summary>Statements to PostgreSQL are spans of the record's trace, as the collector receives them.</summary>
[Collection(BrokerCollection.Name)]
public sealed class StatementSpanTests(OneBroker broker)
{
    [Fact]
    public async Task A_statements_span_holds_its_text_and_neither_its_values_nor_what_the_server_said_of_them()
    {
        await using var collector = await Collector.StartAsync();
        await using var work = await SharedWork.PrepareAsync(broker.Rabbit.Uri);
        var gateway = await work.AddAsync(settings: ("Gateway:Telemetry:Endpoint", collector.Address));
        var vdab = await gateway.OfficeAsync("vdab");
        var ocmw = await gateway.OfficeAsync("ocmw-leuven");
        var insz = People.Insz();
        var referral = Vdab.Referral(insz: insz);
        referral["person"]!["familyName"] = "Wielewaal";

        await vdab.SettledAsync(Vdab.Profile, referral);
        (await ocmw.NewAsync()).ShouldNotBeEmpty();
        using (GatewayActivity.Source.StartActivity("planted"))
        {
            await using var store = gateway.Services.GetRequiredService<IGatewayDatabase>().Open();
            var refused = await Should.ThrowAsync<PostgresException>(() => store.Database.ExecuteSqlAsync($"SELECT CAST({"Wielewaal"} AS integer)"));
            refused.MessageText.ShouldContain("Wielewaal");
        }

        gateway.Services.GetRequiredService<TracerProvider>().ForceFlush().ShouldBeTrue();
        var traces = collector.Text("trace");
        traces.ShouldContain("SELECT CAST(@p0 AS integer)", Case.Sensitive, "the statement of the planted span");
        traces.ShouldContain("INSERT INTO \"Referral\"", Case.Sensitive, "statements of the stages");
        traces.ShouldContain("exception.type");
        traces.ShouldContain(nameof(PostgresException));
        foreach (var canary in new[] { "Wielewaal", insz, "Username=", "Host=" })
            traces.ShouldNotContain(canary);
    }
}
