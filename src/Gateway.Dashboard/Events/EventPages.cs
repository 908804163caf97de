using Gateway.Core.Events;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Events;

/// <summary>The catalogue of contract events: a page a message. It holds nothing of anybody.</summary>
internal static class EventPages
{
    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/events", (IEventCatalogue catalogue) => PageResult.Of<EventsPage>(new { Events = catalogue.Types.Select(t => catalogue.Find(t)!).ToList() })).RequireAuthorization(Permission.SignedIn);
        pages.MapGet("/events/{type}", Read).RequireAuthorization(Permission.SignedIn);
    }

    private static IResult Read(string type, IEventCatalogue catalogue) => catalogue.Find(type) is { } found ? PageResult.Of<EventPage>(new { Event = found }) : Missing.Page();
}
