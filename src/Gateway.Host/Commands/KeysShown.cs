using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Keys.Rotation;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary>What <c>keys show</c> tells: ids of keys, never a key.</summary>
/// <param name="Installation">Id of the installation; null: the database holds none yet.</param>
/// <param name="Master">Master keys.</param>
/// <param name="Index">Keys of the blind index.</param>
/// <param name="Compartments">Pairs of each compartment, by number; the last one seals.</param>
/// <param name="Problem">What is wrong, as a sentence; null: nothing.</param>
internal sealed record KeysShown(string? Installation, KeysShown.MasterShown? Master, KeysShown.IndexShown? Index, IReadOnlyDictionary<string, IReadOnlyList<int>> Compartments, string? Problem)
{
    internal sealed record MasterShown(string Current, IReadOnlyList<string> Older, IReadOnlyList<string> Retired, IReadOnlyList<string> InVault, RotationPass? Rotation);

    internal sealed record IndexShown(int Newest, int Oldest, RotationPass? Rotation);

    internal static async Task<KeysShown> ReadAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var database = services.GetRequiredService<IGatewayDatabase>();
        var state = await MasterKeyState.LoadAsync(database, cancellation);
        var (ids, problem) = InVault(services);
        if (state is null)
            problem = null;
        else if (problem is not null)
            problem = $"This database needs master key {state.Current}. {problem}";
        else if (state.Older.Prepend(state.Current).FirstOrDefault(id => !ids.Contains(id)) is { } missing)
            problem = services.GetRequiredService<MasterKeys>().Missing(missing).Message;
        var index = await IndexKeyState.LoadAsync(database, cancellation);
        var pairs = await CompartmentRotation.PairsAsync(database, cancellation);
        return new KeysShown(
            state?.Installation, state is null ? null : new MasterShown(state.Current, state.Older, state.Retired, ids, state.Pass),
            index is null ? null : new IndexShown(index.Keys.Count, index.Oldest, index.Pass),
            pairs.GroupBy(p => p.Compartment).ToDictionary(g => KeysCommand.Name(g.Key), IReadOnlyList<int> (g) => [.. g.Select(p => p.Number)], StringComparer.Ordinal), problem);
    }

    internal IEnumerable<string> Lines()
    {
        if (Master is null)
        {
            yield return "The database holds no installation yet; its keys are made at the first start.";
            yield break;
        }

        yield return $"Installation {Installation}";
        yield return $"Master key {Master.Current}: current";
        foreach (var id in Master.Older)
            yield return $"Master key {id}: needed until the last row is sealed under {Master.Current} ({Master.Rotation})";
        foreach (var id in Master.Retired)
            yield return $"Master key {id}: retired; needed for backups from before only";
        foreach (var id in Master.InVault.Where(i => i != Master.Current && !Master.Older.Contains(i) && !Master.Retired.Contains(i)))
            yield return $"Master key {id}: in the vault, never used";
        if (Index is not null)
            yield return $"Index key {Index.Newest}: current{(Index.Rotation is { } pass ? $"; digests from key {Index.Oldest} on are brought to it ({pass})" : "")}";
        foreach (var (name, numbers) in Compartments)
            yield return $"Compartment {name}: key pair {numbers[^1]} seals{(numbers.Count > 1 ? $"; {string.Join(", ", numbers.SkipLast(1))} open what they sealed" : "")}";
        if (Problem is not null)
            yield return Problem;
    }

    /// <summary>Telling which keys a database needs must not need them.</summary>
    private static (IReadOnlyList<string> Ids, string? Problem) InVault(IServiceProvider services)
    {
        try
        {
            return (services.GetRequiredService<IKeyVault>().Ids, null);
        }
        catch (MasterKeyException e)
        {
            return ([], e.Message);
        }
    }
}
