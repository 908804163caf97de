using Gateway.Core.Directory;
using Gateway.Sandbox.Conformance;
using Gateway.Tests.Running;

namespace Gateway.Tests.Conformance;

/// <summary>The kit against sample agencies of tests/conformance: good ones pass every case of their channel, and each planted fault is found by its case.</summary>
public sealed class SampleAgencyTests
{
    private const string Webhook = "node src/samples/webhook.js", Feed = "node src/samples/feed.js", Shell = "sh src/samples/office.sh";

    /// <summary>Faults that are planted into the sample with a webhook, in groups that run beside each other.</summary>
    private static readonly string[][] Groups =
    [
        ["handover", "duplicate", "redelivery", "out-of-order", "bad-signature"],
        ["withdrawal", "withdrawal-before-delivery", "identifier-replaced", "lost-answer", "slow-down"],
        ["outage", "unknown-event", "poison-record", "answer-without-effect"],
    ];

    [Fact]
    public async Task Good_samples_pass_every_case_of_their_channel()
    {
        var runs = await Task.WhenAll(
            RunAsync("ocmw-leuven", ChannelKind.Webhook, Webhook), RunAsync("ocmw-leuven", ChannelKind.Webhook, Webhook, thin: true), RunAsync("vdab", ChannelKind.Feed, Feed),
            RunAsync("ocmw-leuven", ChannelKind.Feed, Shell + " feed"), RunAsync("ocmw-leuven", ChannelKind.File, Shell + " file"));

        foreach (var (way, played) in runs)
        {
            played.Where(p => p.Verdict.End == CaseEnd.Failed).Select(p => $"{way} {p.Case.Id}: {p.Verdict.Seen}").ShouldBeEmpty();
            played.Where(p => p.Verdict.End == CaseEnd.Passed).Select(p => p.Case.Id).ShouldBe(VendorGateway.Cases.Where(c => c.Channels.Contains(way)).Select(c => c.Id));
        }
    }

    [Fact]
    public async Task Each_planted_fault_is_found_by_its_case()
    {
        var runs = Groups.Select(g => FindAsync(ChannelKind.Webhook, "ocmw-leuven", Webhook, g)).Append(FindAsync(ChannelKind.Feed, "vdab", Feed, ["feed-confirmed"]));
        var found = (await Task.WhenAll(runs)).SelectMany(f => f).ToList();

        found.Where(f => f.Verdict.End != CaseEnd.Failed).Select(f => $"{f.Case.Id}: {f.Verdict.Seen}").ShouldBeEmpty("what is wrong must be found");
        found.Select(f => f.Case.Id).ShouldBe(VendorGateway.Cases.Select(c => c.Id), ignoreOrder: true, "a fault for every case of the list");
    }

    private static async Task<(string Way, IReadOnlyList<PlayedCase> Played)> RunAsync(string agency, ChannelKind channel, string sample, bool thin = false)
    {
        await using var gateway = await VendorGateway.StartAsync(agency, channel, thin);
        return (thin ? "thin" : channel.ToString().ToLowerInvariant(), await gateway.PlayAsync(sample));
    }

    private static async Task<IReadOnlyList<PlayedCase>> FindAsync(ChannelKind channel, string agency, string sample, string[] faults)
    {
        await using var gateway = await VendorGateway.StartAsync(agency, channel);
        List<PlayedCase> found = [];
        foreach (var fault in faults)
            found.AddRange(await gateway.PlayAsync(sample, fault, fault));
        return found;
    }
}
