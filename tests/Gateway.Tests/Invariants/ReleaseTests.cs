using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Handovers;
using Gateway.Core.Reading;
using Gateway.Core.Referrals;
using Gateway.Core.Work;
using Gateway.Host.Composition;
using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Tests.Running;
using Gateway.Workers.Delivery;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Invariants;

/// <summary>Invariant 7: release is one transaction just before the bytes leave.</summary>
public sealed class ReleaseTests
{
    [Fact]
    public async Task What_is_withdrawn_between_issue_and_reading_does_not_leave_and_is_no_disclosure()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var ocmw = await gateway.OfficeAsync("ocmw-leuven");
        var referral = Vdab.Referral();
        await vdab.SettledAsync(Vdab.Profile, referral);
        (await gateway.ReadAsync(s => s.Deliveries.SingleAsync())).State.ShouldBe(DeliveryState.Waiting);

        await vdab.SubmitAsync(Vdab.Profile, Vdab.Withdrawal(referral));
        var read = await ocmw.NewAsync();

        read.ShouldBeEmpty();
        (await gateway.ReadAsync(s => s.Disclosures.CountAsync())).ShouldBe(0);
        var delivery = await gateway.ReadAsync(s => s.Deliveries.SingleAsync());
        delivery.State.ShouldBe(DeliveryState.Blocked);
        delivery.Payload.ShouldBeNull();
        delivery.ReasonCode.ShouldBe("agreement-withdrawn");
        (await gateway.ReadAsync(s => s.Referrals.SingleAsync())).State.ShouldBe(ReferralState.Withheld);
    }

    [Fact]
    public async Task The_disclosure_stands_before_the_feed_answers()
    {
        var watched = new List<(int Items, int Disclosed)>();
        await using var gateway = await RunningGateway.StartAsync(further: services =>
        {
            var feed = services.Single(d => d.ServiceType == typeof(IFeed));
            services.Remove(feed);
            services.AddSingleton<IFeed>(p => new WatchedFeed((IFeed)ActivatorUtilities.CreateInstance(p, feed.ImplementationType!), p.GetRequiredService<IGatewayDatabase>(), watched));
        });
        var vdab = await gateway.OfficeAsync("vdab");
        await vdab.SettledAsync(Vdab.Profile, new JsonArray(Vdab.Referral(), Vdab.Referral()));

        await (await gateway.OfficeAsync("ocmw-leuven")).NewAsync();

        watched[0].ShouldBe((2, 2));
    }

    [Fact]
    public async Task What_another_process_releases_while_a_page_is_read_stands_in_that_page()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral());
        var other = gateway.Services.GetRequiredService<IFeed>();
        FeedPage? read = null;
        // Behind its look at what was released before: the other releases the first, and a second comes.
        var first = true;
        var feed = ActivatorUtilities.CreateInstance<AgencyFeed>(gateway.Services, new WatchedFeedStore(gateway.Services.GetRequiredService<IFeedStore>(), async () =>
        {
            if (!first)
                return;
            first = false;
            read = await other.ReadAsync("ocmw-leuven", 0, 200, TimeSpan.Zero, CancellationToken.None);
            await vdab.SettledAsync(Vdab.Profile, Vdab.Referral());
        }, () => Task.CompletedTask));

        var page = await feed.ReadAsync("ocmw-leuven", 0, 200, TimeSpan.Zero, CancellationToken.None);

        page!.Items.Count.ShouldBe(2);
        page.Items[0].Id.ShouldBe(read!.Items.ShouldHaveSingleItem().Id);
        page.Next.ShouldBe(2);
    }

    [Fact]
    public async Task The_bytes_that_arrive_are_those_the_disclosure_proves()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        await vdab.SettledAsync(Vdab.Profile, new JsonArray(Vdab.Referral(), Vdab.Referral(town: "42006")));

        var read = (await (await gateway.OfficeAsync("ocmw-leuven")).NewAsync()).ShouldHaveSingleItem();
        var file = Directory.GetFiles(Path.Combine(gateway.Data, "outbox", "ocmw-dendermonde")).ShouldHaveSingleItem();

        await ProvenAsync(gateway, Guid.Parse(read["id"]!.GetValue<string>()), Encoding.UTF8.GetBytes(read["data"]!.GetValue<string>()));
        await ProvenAsync(gateway, Guid.Parse(Path.GetFileNameWithoutExtension(file)), await File.ReadAllBytesAsync(file));
    }

    [Fact]
    public async Task What_the_policy_no_longer_allows_at_reading_does_not_leave()
    {
        using var data = new TempFolder();
        using var contracts = new TempFolder();
        await Shipped.FillAsync(data.Path);
        TempFolder.Copy(Shipped.Folder, contracts.Path);
        var (kept, gone) = (People.Insz(), People.Insz());
        await using (var before = await RunningGateway.StartAsync(data.Path))
        {
            var vdab = await before.OfficeAsync("vdab");
            await vdab.SettledAsync(Vdab.Profile, new JsonArray(Vdab.Referral(insz: kept), Vdab.Referral(insz: gone, town: "34022")));
            (await before.ReadAsync(s => s.Deliveries.CountAsync(d => d.State == DeliveryState.Waiting))).ShouldBe(2);
        }

        Change(contracts.Path, "policy/manifests.yaml", "    - client.contact.phone\n    - client.contact.email\n    - client.contact.safeToCall\n    - client.contact.safeToLeaveMessage\n    - client.contact.preferredTime\n\n  # What a provider", "    - client.contact.email\n\n  # What a provider");
        Change(contracts.Path, "collaborations/kortrijk-waregem.yaml", "validFrom: 2025-01-01", "validFrom: 2025-01-01\nvalidTo: 2026-02-28");
        await using var after = await RunningGateway.StartAsync(data.Path, ContractsFolder.LoadOrFail(contracts.Path));
        var leuven = Ocmw.Handovers(await (await after.OfficeAsync("ocmw-leuven")).NewAsync()).ShouldHaveSingleItem();
        var kortrijk = await (await after.OfficeAsync("ocmw-kortrijk")).NewAsync();

        leuven.Insz.ShouldBe(kept);
        leuven.Document.Element("Client")!.Element("Telefoon").ShouldBeNull("the policy no longer names it");
        kortrijk.ShouldBeEmpty();
        (await ReleasedAsync(after)).Outcome.ShouldBe("collaboration-ended");
        var disclosure = await after.ReadAsync(s => s.Disclosures.SingleAsync());
        disclosure.Fields.Split(',').ShouldNotContain("client.contact.phone");
        disclosure.PolicyVersion.ShouldNotBe(Shipped.Contracts.Agreed.Policy.Version);
    }

    private static async Task<DecisionPart> ReleasedAsync(RunningGateway gateway) =>
        (await gateway.ReadAsync(s => s.Decisions.Select(d => d.Parts).ToListAsync()))
            .SelectMany(p => JsonSerializer.Deserialize<DecisionPart[]>(p, ContractJson.Options)!).Single(p => p.Kind == "release");

    private static void Change(string folder, string file, string from, string to)
    {
        var path = Path.Combine(folder, file);
        var text = File.ReadAllText(path);
        text.ShouldContain(from);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
    }

    private static async Task ProvenAsync(RunningGateway gateway, Guid delivery, byte[] bytes)
    {
        await using var store = gateway.Database.Open();
        var disclosure = await store.Disclosures.SingleAsync(d => d.DeliveryId == delivery);
        var wrapped = await store.Clients.Where(c => c.Id == disclosure.ClientId).Select(c => c.Wrapped).SingleAsync();
        var key = gateway.Services.GetRequiredService<KeyRing>().Open(disclosure.ClientId, wrapped!);
        disclosure.PayloadHmac.ShouldBe(HMACSHA256.HashData(key, bytes));
    }

    private sealed class WatchedFeed(IFeed feed, IGatewayDatabase database, List<(int Items, int Disclosed)> watched) : IFeed
    {
        public async Task<FeedPage?> ReadAsync(string agency, long after, int take, TimeSpan wait, CancellationToken cancellation)
        {
            var page = await feed.ReadAsync(agency, after, take, wait, cancellation);
            var ids = page!.Items.Select(i => Guid.Parse(i.Id)).ToList();
            await using var store = database.Open();
            watched.Add((ids.Count, await store.Disclosures.CountAsync(d => ids.Contains(d.DeliveryId), cancellation)));
            return page;
        }

        public Task<FetchedEvent?> FetchAsync(string agency, Guid id, CancellationToken cancellation) => feed.FetchAsync(agency, id, cancellation);

        public Task<bool> AcknowledgeAsync(string agency, long position, CancellationToken cancellation) => feed.AcknowledgeAsync(agency, position, cancellation);
    }
}
