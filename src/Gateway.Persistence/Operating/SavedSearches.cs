using Gateway.Core.Operating;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Operating;

/// <summary>Searches that people keep.</summary>
internal sealed class SavedSearches(IGatewayDatabase database, UnitsOfWork units) : ISavedSearches
{
    public async Task<IReadOnlyList<SavedSearch>> ListAsync(string user, CancellationToken cancellation)
    {
        await using var store = database.Open();
        return await store.SavedSearches.Where(s => s.User == user).OrderBy(s => s.Name).Select(s => new SavedSearch(s.Name, s.Filter)).ToListAsync(cancellation);
    }

    public Task<bool> SaveAsync(string user, SavedSearch search, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(search);
        return units.RunAsync(
            async unit =>
            {
                var kept = await unit.Store.SavedSearches.AsNoTracking().Where(s => s.User == user).Select(s => s.Name).ToListAsync(cancellation);
                if (kept.Contains(search.Name, StringComparer.Ordinal))
                    unit.Inside(store => store.SavedSearches.Where(s => s.User == user && s.Name == search.Name).ExecuteUpdateAsync(s => s.SetProperty(x => x.Filter, search.Filter), cancellation));
                else if (kept.Count >= ISavedSearches.Most)
                    return false;
                else
                    unit.Write(new SavedSearchRow { User = user, Name = search.Name, Filter = search.Filter });
                return true;
            },
            cancellation);
    }

    public Task RemoveAsync(string user, string name, CancellationToken cancellation) => units.RunAsync(
        unit =>
        {
            unit.Inside(store => store.SavedSearches.Where(s => s.User == user && s.Name == name).ExecuteDeleteAsync(cancellation));
            return Task.FromResult(true);
        },
        cancellation);
}
