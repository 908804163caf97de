using Gateway.Core.Operating;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Workers.Inbox;

/// <summary>Registers the web inbox.</summary>
internal static class InboxRegistration
{
    /// <summary>Adds it; the delivery's registration comes with it.</summary>
    internal static IServiceCollection AddInbox(this IServiceCollection services)
    {
        services.AddSingleton<ReleasedFields>();
        services.AddSingleton<InboxReading>();
        services.AddSingleton<InboxRelease>();
        services.AddSingleton<InboxAnswering>();
        services.AddSingleton<IInbox, WebInbox>();
        services.AddSingleton<IOwnReferrals, OwnReferrals>();
        services.AddSingleton<IStatedPlaces, StatedPlaces>();
        return services;
    }
}
