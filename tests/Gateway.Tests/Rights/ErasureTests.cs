using System.Text;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Accountability;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Rights;
using Gateway.Host.Composition;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Rights;

/// <summary>An erasure destroys what one agency knew of a person, and it stays destroyed.</summary>
public sealed class ErasureTests
{
    internal static readonly RightsRequest Asked = new("vdab", new Reader("dora", "vdab", UserRoles.Dpo), Requester.Self, IdentityCheck.Document, "nele", "AVG-1");

    [Fact]
    public async Task After_an_erasure_nothing_of_the_person_can_be_opened_and_others_in_the_same_document_lose_nothing()
    {
        using var data = new TempFolder();
        await Shipped.FillAsync(data.Path);
        byte[] wrapped;
        await using (var gateway = await RunningGateway.StartAsync(data.Path))
        {
            var vdab = await gateway.OfficeAsync("vdab");
            var leuven = await gateway.OfficeAsync("ocmw-leuven");
            var (gone, stays) = (People.Insz(), People.Insz());
            var broken = Vdab.Referral();
            broken["question"] = "NO_SUCH_QUESTION";
            await vdab.SettledAsync(Vdab.Profile, new JsonArray(Vdab.Referral(insz: gone), Vdab.Referral(insz: stays), broken));
            await leuven.NewAsync();
            var client = await ClientAsync(gateway, gone);
            wrapped = (await gateway.ReadAsync(s => s.Clients.SingleAsync(c => c.Id == client))).Wrapped!;

            var answer = await EraseAsync(gateway, gone);

            var certificate = answer.Certificate!;
            (certificate.Number, certificate.Whole, certificate.Stopped, certificate.Destroyed.Records, certificate.Destroyed.Documents, certificate.Held).ShouldBe((1, true, 1, 1, 1, null));
            certificate.Told.ShouldBe(["ocmw-leuven"]);
            (await gateway.ReadAsync(s => s.Clients.SingleAsync(c => c.Id == client))).Wrapped.ShouldBeNull();
            (await gateway.ReadAsync(s => s.ClientIdentifiers.CountAsync(i => i.ClientId == client))).ShouldBe(0);
            (await gateway.ReadAsync(s => s.Records.CountAsync(r => r.ClientId == client && (r.Sealed != null || r.Wrapped != null)))).ShouldBe(0);
            (await gateway.ReadAsync(s => s.Deliveries.CountAsync(d => d.ClientId == client && d.Event != EventTypes.ClientErased && d.Payload != null))).ShouldBe(0);
            (await gateway.ReadAsync(s => s.Submissions.CountAsync(x => x.Wrapped != null))).ShouldBe(0, "the document held the person");
            // The others: one goes on; the one that is set aside was cut out of the document, whole, and can still be repaired.
            (await gateway.ReadAsync(s => s.Records.CountAsync(r => r.ClientId != client && r.Sealed != null))).ShouldBe(2);
            (await gateway.Services.GetRequiredService<ITranslationStore>().KeptAsync([await gateway.ReadAsync(s => s.Records.Where(r => r.State == RecordState.SetAside).Select(r => r.Id).SingleAsync())], CancellationToken.None))
                .ShouldHaveSingleItem().Slice!.Value.ToArray().AsSpan().IndexOf("NO_SUCH_QUESTION"u8).ShouldBeGreaterThan(0);
            (await ClientAsync(gateway, stays)).ShouldNotBe(Guid.Empty);
        }

        // Not even what the files of the database do not use any more holds the key.
        foreach (var file in Directory.EnumerateFiles(data.Path, "gateway.db*"))
            Contains(await File.ReadAllBytesAsync(file), wrapped).ShouldBeFalse(Path.GetFileName(file));
    }

    [Fact]
    public async Task Who_got_something_is_told_the_end_and_the_feed_shows_the_person_no_more()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var leuven = await gateway.OfficeAsync("ocmw-leuven");
        var insz = People.Insz();
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz));
        var handover = Ocmw.Handovers(await leuven.NewAsync()).Single().Ticket;

        await EraseAsync(gateway, insz);

        var notice = (await leuven.NewAsync()).ShouldHaveSingleItem();
        var told = Ocmw.Documents([notice], EventTypes.ClientErased).Single();
        (told.Name.LocalName, told.Element("Header")?.Element("InReplyTo")?.Value, told.Element("CdStand")?.Value).ShouldBe(("Wissing", handover, CoarseStatuses.Ended));
        var again = await leuven.FeedTextAsync();
        again.ShouldNotContain(insz);
        again.ShouldContain(EventTypes.ClientErased, Case.Sensitive, "it is read again as often as its reader asks");
        var disclosure = await gateway.ReadAsync(s => s.Disclosures.SingleAsync(d => d.Event == EventTypes.ClientErased));
        (disclosure.Basis, disclosure.Recipient).ShouldBe((ErasureNotices.Name, "ocmw-leuven"));
    }

    [Fact]
    public async Task Files_that_nobody_has_collected_are_removed()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var insz = People.Insz();
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz, town: "42006"));
        var folder = Path.Combine(gateway.Data, "outbox", "ocmw-dendermonde");
        Directory.GetFiles(folder).Length.ShouldBe(1);

        await EraseAsync(gateway, insz);
        await gateway.QuietAsync();

        var file = Directory.GetFiles(folder).ShouldHaveSingleItem();
        var told = await File.ReadAllTextAsync(file);
        told.ShouldContain("<CdStand>ended</CdStand>");
        told.ShouldNotContain(insz);
    }

    [Fact]
    public async Task A_person_who_comes_again_is_a_new_client_and_the_same_ticket_is_free()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var referral = Vdab.Referral();
        var insz = referral["person"]!["insz"]!.GetValue<string>();
        await vdab.SettledAsync(Vdab.Profile, referral);
        var before = await ClientAsync(gateway, insz);
        await EraseAsync(gateway, insz);
        gateway.Time.Advance(TimeSpan.FromMinutes(1));

        referral["goal"] = new JsonObject { ["code"] = "WORK", ["setBy"] = "CLIENT" };
        await vdab.SettledAsync(Vdab.Profile, referral);

        var after = await ClientAsync(gateway, insz);
        after.ShouldNotBe(Guid.Empty);
        after.ShouldNotBe(before);
        (await gateway.ReadAsync(s => s.Referrals.CountAsync(r => r.ClientId == after && r.EndedAt == null))).ShouldBe(1);
    }

    public static TheoryData<string, string> BadRequests() => new()
    {
        { "twice", RightsFaults.Unknown }, { "nobody", RightsFaults.Unknown }, { "mistyped", RightsFaults.Mistyped }, { "other-agency", RightsFaults.Unknown },
        { "no-mandate", RightsFaults.MandateMissing }, { "changed", RightsFaults.Changed }, { "no-file", RightsFaults.NotNoted },
    };

    [Theory]
    [MemberData(nameof(BadRequests))]
    public async Task What_cannot_be_erased_is_refused_with_its_reason_and_noted(string what, string code)
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var insz = People.Insz();
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz));
        if (what == "twice")
            await EraseAsync(gateway, insz);
        if (what == "no-file")
            File.Delete(Path.Combine(gateway.Data, "erasures.log"));

        var request = what switch { "other-agency" => Asked with { Agency = "ocmw-leuven" }, "no-mandate" => Asked with { By = Requester.Representative, Reference = null }, _ => Asked };
        var number = what switch { "nobody" => People.Insz(), "mistyped" => "85073003329", _ => insz };
        var answer = await gateway.Services.GetRequiredService<IErasures>()
            .EraseAsync(request, new RightsSubject.ByNumber(IdentifierSchemes.Insz, number), what == "changed" ? "0123456789abcdef" : null, CancellationToken.None);

        (answer.Refusal, answer.Certificate).ShouldBe((code, null));
        (await gateway.ReadAsync(s => s.Operations.CountAsync(o => o.Action == "rights.erasure-refused"))).ShouldBe(1);
        (await gateway.ReadAsync(s => s.Operations.ToListAsync())).ShouldAllBe(o => !(o.Detail ?? "").Contains(insz, StringComparison.Ordinal));
        if (what is not "twice")
            (await gateway.ReadAsync(s => s.Clients.CountAsync(c => c.Wrapped != null))).ShouldBe(1);
    }

    [Fact]
    public async Task Another_agencys_knowledge_of_the_same_person_stays()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var leuven = await gateway.OfficeAsync("ocmw-leuven");
        var insz = People.Insz();
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz));
        var handover = Ocmw.Handovers(await leuven.NewAsync()).Single();
        await leuven.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(handover.Ticket, insz, "received", caseNumber: "L-1"));

        await EraseAsync(gateway, insz);

        (await ClientAsync(gateway, insz, "ocmw-leuven")).ShouldNotBe(Guid.Empty);
        (await gateway.ReadAsync(s => s.Records.CountAsync(r => r.Agency == "ocmw-leuven" && r.Sealed != null))).ShouldBe(1);
        (await gateway.ReadAsync(s => s.Handovers.CountAsync(h => h.CaseNumber != null))).ShouldBe(0);
        // A late answer finds a handover that is over: it changes nothing, and its sender is told nothing.
        await leuven.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(handover.Ticket, insz, "in-service"));
        (await gateway.ReadAsync(s => s.WorkItems.CountAsync(w => w.State == Core.Work.WorkItemState.Parked))).ShouldBe(0);
    }

    [Fact]
    public async Task Of_releases_and_an_erasure_at_the_same_moment_nothing_leaves_after_the_erasure()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var leuven = await gateway.OfficeAsync("ocmw-leuven");
        List<string> people = [.. Enumerable.Range(0, 12).Select(_ => People.Insz())];
        await vdab.SettledAsync(Vdab.Profile, new JsonArray([.. people.Select(p => (JsonNode)Vdab.Referral(insz: p))]));

        var reading = Task.Run(async () =>
        {
            var read = new List<JsonObject>();
            for (var i = 0; i < 5; i++)
                read.AddRange(await leuven.NewAsync());
            return read;
        });
        var erasing = Task.WhenAll(people.Select(p => EraseAsync(gateway, p)));
        await erasing;
        await reading;
        var later = await leuven.FeedTextAsync();

        people.ShouldAllBe(p => !later.Contains(p, StringComparison.Ordinal));
        var disclosures = await gateway.ReadAsync(s => s.Disclosures.Where(d => d.Event == EventTypes.ReferralHandover).Select(d => d.ClientId).ToListAsync());
        var told = await gateway.ReadAsync(s => s.Deliveries.Where(d => d.Event == EventTypes.ClientErased).Select(d => d.ClientId).ToListAsync());
        told.Order().ShouldBe(disclosures.Order(), "whoever got something, and only who, is told");
        (await gateway.ReadAsync(s => s.Deliveries.CountAsync(d => d.State == DeliveryState.Waiting && d.Event == EventTypes.ReferralHandover))).ShouldBe(0);
        (await gateway.ReadAsync(s => s.Clients.CountAsync(c => c.Agency == "vdab" && c.Wrapped != null))).ShouldBe(0);
    }

    internal static Task<ErasureAnswer> EraseAsync(RunningGateway gateway, string insz) =>
        gateway.Services.GetRequiredService<IErasures>().EraseAsync(Asked, new RightsSubject.ByNumber(IdentifierSchemes.Insz, insz), seen: null, CancellationToken.None);

    internal static Task<Guid> ClientAsync(RunningGateway gateway, string insz, string agency = "vdab")
    {
        var hash = gateway.Services.GetRequiredService<Persistence.Installation>().Index.Identifier(agency, IdentifierSchemes.Insz, insz);
        return gateway.ReadAsync(s => s.ClientIdentifiers.Where(i => i.Hash == hash).Select(i => i.ClientId).SingleOrDefaultAsync());
    }

    private static bool Contains(byte[] file, byte[] sought) => file.AsSpan().IndexOf(sought) >= 0;
}
