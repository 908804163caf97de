using Gateway.Acceptance.Tests.Edge.Broker;
using Gateway.Core.Directory;
using Gateway.Sandbox.Conformance;
using Gateway.Tests.Running;
using Gateway.Workers.Broker;
using Gateway.Workers.Edge;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Acceptance.Tests.Edge.Foreign;

/// <summary>The conformance kit against the sample agency with a queue.</summary>
[Collection(EdgeCollection.Name)]
public sealed class QueueConformanceTests(SharedBroker broker)
{
    private const string Sample = "node src/samples/amqp.js";

    [Fact]
    public async Task The_good_sample_passes_every_case_of_a_queue_and_one_that_a_broken_document_stops_is_found()
    {
        await using var line = await broker.LineAsync("vdab", "ocmw-leuven");
        await using var gateway = await VendorGateway.StartAsync("ocmw-leuven", ChannelKind.Amqp, start: (contracts, further) => RunningGateway.StartAsync(
            contracts: contracts, time: new FakeTimeProvider(TimeProvider.System.GetUtcNow()), further: services =>
            {
                services.AddSingleton(BrokerAddress.Parse(broker.Rabbit.Uri.ToString())!);
                services.Configure<EdgeOptions>(o => (o.RetryAfter, o.TopUpEvery) = (EdgeGateway.Soon, EdgeGateway.Soon));
                services.AddAgencyEdge();
                further(services);
            }));
        gateway.Tell("BROKER", broker.Rabbit.Uri.AbsoluteUri);

        var played = await gateway.PlayAsync(Sample);
        played.Where(p => p.Verdict.End == CaseEnd.Failed).Select(p => $"{p.Case.Id}: {p.Verdict.Seen}").ShouldBeEmpty();
        played.Where(p => p.Verdict.End == CaseEnd.Passed).Select(p => p.Case.Id).ShouldBe(VendorGateway.Cases.Where(c => c.Channels.Contains("amqp")).Select(c => c.Id));

        (await gateway.PlayAsync(Sample, "poison-record", "poison-record")).ShouldHaveSingleItem().Verdict.End.ShouldBe(CaseEnd.Failed);
    }
}
