using Gateway.Acceptance.Tests.Edge.Broker;
using Gateway.Acceptance.Tests.Edge.Departing;
using Gateway.Core.Handovers;
using Gateway.Persistence.Model;
using Gateway.Tests.Running;
using Gateway.Workers.Edge;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Acceptance.Tests.Edge.Foreign;

/// <summary>No agency needs .NET: an employment service and a welfare office in Node.js, with accounts of their own, close the loop.</summary>
[Collection(EdgeCollection.Name)]
public sealed class OtherLanguageTests(SharedBroker broker)
{
    [Fact]
    public async Task An_employment_service_and_a_welfare_office_in_Node_close_the_loop()
    {
        await using var line = await broker.LineAsync("vdab", "ocmw-leuven");
        await using var gateway = await EdgeGateway.StartAsync(broker.Rabbit.Uri, contracts: AmqpContracts.Folder);
        await NodePrograms.InstallAsync();

        var (code, output) = await NodePrograms.RunAsync("node", "src/loop.js", await AccountAsync("vdab"), await AccountAsync("ocmw-leuven"), People.Insz(), People.Insz(), People.Insz());
        await gateway.QuietAsync();

        code.ShouldBe(0, output);
        output.ShouldContain("the loop is closed");
        (await gateway.ReadAsync(s => s.Referrals.CountAsync())).ShouldBe(3);
        (await gateway.ReadAsync(s => s.Tasks.CountAsync())).ShouldBe(0);
        (await gateway.ReadAsync(s => s.Disclosures.CountAsync(d => s.Deliveries.Any(x => x.Id == d.DeliveryId && x.State == DeliveryState.Confirmed)))).ShouldBe(9);
    }

    /// <summary>An account that may publish to its agency's exchange and read its agency's queue, and nothing else.</summary>
    private async Task<string> AccountAsync(string agency)
    {
        var account = "agency-" + agency;
        await broker.Rabbit.ControlAsync(CancellationToken.None, "add_user", account, "invented");
        await broker.Rabbit.ControlAsync(CancellationToken.None, "set_permissions", account, "^$", Only(AgencyQueues.InExchange(agency)), Only(AgencyQueues.OutQueue(agency)));
        return broker.Rabbit.UriOf(account, "invented").AbsoluteUri;
    }

    private static string Only(string name) => $"^{name.Replace(".", "\\.", StringComparison.Ordinal)}$";
}
