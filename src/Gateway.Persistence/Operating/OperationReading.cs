using Gateway.Core.Operating;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Reads the operations log by its keys, which lie in the order of time.</summary>
internal sealed class OperationReading(IGatewayDatabase database) : IOperations
{
    public async Task<OperationPage> ReadAsync(string? user, Guid? before, int size, CancellationToken cancellation)
    {
        await using var store = database.Open();
        var rows = store.Operations.AsNoTracking();
        if (user is not null)
            rows = rows.Where(o => o.User == user);
        if (before is { } key)
            rows = rows.Where(o => o.Id < key);
        var page = await rows.OrderByDescending(o => o.Id).Take(size + 1)
            .Select(o => new Operation(o.Id, o.At, o.User, o.Action, o.Subject, o.Detail)).ToListAsync(cancellation);
        return page.Count > size ? new OperationPage(page[..size], page[size - 1].Id) : new OperationPage(page, null);
    }
}
