using Gateway.Contracts;
using Gateway.Core.Events;
using Gateway.Core.Operating;
using Gateway.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Technicians;

/// <summary>The catalogue of events is made from schemas, policy, formats and code.</summary>
public sealed class EventCatalogueTests
{
    [Fact]
    public async Task Each_event_has_a_page_with_fields_example_ways_and_what_it_replaces_in_three_languages()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var piet = await Visitor.SignedInAsync(gateway, "piet", UserRoles.Technician, "vdab");
        var list = (await piet.GetAsync("/dashboard/events")).Text;
        foreach (var type in EventTypes.All.Keys)
        {
            list.ShouldContain($"/dashboard/events/{type}\"");
            var entry = gateway.Services.GetRequiredService<IEventCatalogue>().Find(type).ShouldNotBeNull();
            entry.Example.ShouldStartWith("{", Case.Sensitive, type);
            entry.Fields.Where(f => f.Meaning.Length == 0).ShouldBeEmpty(type);
            entry.Fields.Count.ShouldBeGreaterThan(1, type);
        }

        var page = (await piet.GetAsync("/dashboard/events/referral.handover")).Text;
        page.ShouldContain("An earlier version of the same step of the same handover.");
        page.ShouldContain("referral.client.identifiers.value");
        page.ShouldContain("yes: identifies or reaches the client");
        page.ShouldContain("ocmw-referral");
        await piet.PostAsync("/dashboard/reading", ("language", "fr"), ("back", "/dashboard/events"));
        (await piet.GetAsync("/dashboard/events/referral.handover")).Text.ShouldContain("Un passage de relais à un destinataire");
        (await piet.GetAsync("/dashboard/events/no.such-event")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }
}
