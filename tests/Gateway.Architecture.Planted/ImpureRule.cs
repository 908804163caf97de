using Gateway.Persistence.Model;
using MassTransit;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Architecture.Planted;

/// <summary>A rule that breaks every arrow on purpose: the architecture tests must object to each line of it.</summary>
public static class ImpureRule
{
    public static async Task<int> Decide(GatewayContext store, IBus bus, HttpContext call)
    {
        var text = await File.ReadAllTextAsync("planted.txt");
        var now = TimeProvider.System.GetUtcNow();
#pragma warning disable RS0030 // Planted: the checker must find what the banned-symbol analyzer would have stopped.
        var today = DateTime.Now;
#pragma warning restore RS0030
        await bus.Publish(new Uri("urn:planted"), call.RequestAborted);
        return text.Length + now.Day + today.Day + await store.WorkItems.CountAsync(call.RequestAborted);
    }
}
