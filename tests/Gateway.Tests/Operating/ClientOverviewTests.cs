using Gateway.Contracts.Events;
using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Operating;

/// <summary>"Who saw what about me": one agency's client, everything that left, nothing of anybody else.</summary>
public sealed class ClientOverviewTests
{
    private static readonly PrivacyLook Look = new(new Reader("dora", null, UserRoles.Dpo), OpeningKind.Overview, PrivacyPurposes.AccessRequest);

    [Fact]
    public async Task A_clients_overview_lists_what_left_to_whom_why_and_whether_it_arrived()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var leuven = await gateway.OfficeAsync("ocmw-leuven");
        var insz = People.Insz();
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz));
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral());
        var handover = Ocmw.Handovers(await leuven.NewAsync()).Single(h => h.Insz == insz);
        await leuven.ConfirmAsync();
        await leuven.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(handover.Ticket, insz, "received", caseNumber: "L-1"));
        await vdab.NewAsync();

        var overview = (await OverviewAsync(gateway, "vdab", insz))!;

        overview.Disclosures.Select(d => (d.From, d.Recipient, d.Step, d.Status, d.Arrival)).ShouldBe(
            [("ocmw-leuven", "vdab", 0, "received", DisclosureArrival.NotConfirmed), ("vdab", "ocmw-leuven", 1, null, DisclosureArrival.Confirmed)]);
        var first = overview.Disclosures[^1];
        first.Basis.ShouldBe("KSZ-2026-014");
        first.Purpose.ShouldBe("ACTIVATION");
        first.Fields.ShouldContain("client.familyName");
        first.Agreement.ShouldBe(overview.Agreements.ShouldHaveSingleItem().Id);
        overview.Agreements[0].Status.ShouldBe(AgreementStatus.Given);
        overview.Agreements[0].History.ShouldHaveSingleItem().What.ShouldBe("agreement.recorded");
        (overview.Trail?.Broken).ShouldBeNull();
        overview.Refusals.ShouldBeEmpty();

        // The welfare office's own client of that number: the same exchange, seen from its side.
        (await OverviewAsync(gateway, "ocmw-leuven", insz))!.Disclosures.Select(d => d.Referral).Distinct().ShouldBe([first.Referral]);
    }

    [Fact]
    public async Task What_was_refused_is_shown_to_the_clients_own_agency_and_to_no_other()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var insz = People.Insz();
        var referral = Vdab.Referral(insz: insz);
        referral.Remove("assessment");
        await vdab.SettledAsync(Vdab.Profile, referral);
        await vdab.SettledAsync(Vdab.Profile, Vdab.Withdrawal(referral));

        var overview = (await OverviewAsync(gateway, "vdab", insz))!;

        overview.Disclosures.ShouldBeEmpty();
        overview.Refusals.ShouldHaveSingleItem().Code.ShouldBe(WithheldCodes.AssessmentMissing);
        overview.Agreements.ShouldHaveSingleItem().History.Select(h => h.What).ShouldBe(["agreement.recorded", "agreement.withdrawn"]);
        (await OverviewAsync(gateway, "ocmw-leuven", insz)).ShouldBeNull();
    }

    [Fact]
    public async Task Every_look_stands_in_the_log_with_its_purpose_and_without_the_number()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var insz = People.Insz();
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz));
        var overviews = gateway.Services.GetRequiredService<IClientOverviews>();

        (await overviews.FindAsync("vdab", IdentifierSchemes.Insz, People.Insz(), Look with { Kind = OpeningKind.ByIdentifier }, CancellationToken.None)).ShouldBeOfType<ClientSearch.NotFound>();
        (await overviews.FindAsync("vdab", IdentifierSchemes.Insz, "85073003329", Look with { Kind = OpeningKind.ByIdentifier }, CancellationToken.None)).ShouldBeOfType<ClientSearch.Mistyped>();
        var client = await OverviewAsync(gateway, "vdab", insz);
        (await overviews.ReadAsync("ocmw-leuven", await gateway.ReadAsync(s => s.Clients.Select(c => c.Id).SingleAsync()), Look, CancellationToken.None)).ShouldBeNull("it is another agency's client");

        client.ShouldNotBeNull();
        var log = await gateway.ReadAsync(s => s.Operations.Where(o => o.Action != "agency.key-made").OrderBy(o => o.Id).ToListAsync());
        log.Select(o => (o.User, o.Action, o.Detail)).ShouldBe(
            [
                ("dora", "privacy.find", "access-request:vdab"), ("dora", "privacy.find", "access-request:vdab:number-mistyped"), ("dora", "privacy.find", "access-request:vdab"),
                ("dora", "privacy.read", "access-request:vdab"), ("dora", "privacy.read", "access-request:ocmw-leuven:client-unknown"),
            ]);
        log.ShouldAllBe(o => !o.Subject.Contains(insz, StringComparison.Ordinal));
        (await gateway.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == "operation.privacy.read"))).ShouldBe(2);
    }

    private static async Task<ClientOverview?> OverviewAsync(RunningGateway gateway, string agency, string insz)
    {
        var overviews = gateway.Services.GetRequiredService<IClientOverviews>();
        return await overviews.FindAsync(agency, IdentifierSchemes.Insz, insz, Look with { Kind = OpeningKind.ByIdentifier }, CancellationToken.None) is ClientSearch.Found found
            ? await overviews.ReadAsync(agency, found.Client, Look, CancellationToken.None)
            : null;
    }
}
