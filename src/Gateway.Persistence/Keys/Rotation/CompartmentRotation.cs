using Gateway.Core.Clients;
using Gateway.Persistence.Compartments;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Keys.Rotation;

/// <summary>
/// Gives a compartment a new key pair. What is sealed from then on lies under it; a process that has not heard of it yet seals
/// under the pair before, whose private half stays to open what lies under it.
/// </summary>
/// <param name="database">Database.</param>
/// <param name="units">Units of work.</param>
/// <param name="master">Master keys.</param>
/// <param name="vault">The compartments' own key.</param>
public sealed class CompartmentRotation(IGatewayDatabase database, UnitsOfWork units, MasterKeys master, CompartmentVault vault)
{
    /// <summary>Makes the next pair of a compartment.</summary>
    /// <param name="compartment">Compartment; it has a wall.</param>
    /// <param name="actor">Who asked.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>Number of the pair.</returns>
    /// <exception cref="MasterKeyException">The pairs are locked with a key that this process does not have.</exception>
    public Task<int> TurnAsync(Compartment compartment, string actor, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            var pairs = await PairsAsync(database, cancellation);
            var number = pairs.Where(p => p.Compartment == compartment).Max(p => p.Number) + 1;
            var locked = pairs.LastOrDefault(p => p.Compartment == compartment)?.LockedBy;
            if (locked is not null && !vault.Holds(locked))
                throw CompartmentVault.Missing(locked);
            var pair = CompartmentKeys.Create(compartment, number, master, vault, vault.IdFor(mayMake: false));
            unit.InsideCompartments(async within =>
            {
                within.Keys.Add(pair);
                await within.SaveChangesAsync(cancellation);
            });
            unit.Record("compartment-key.turned", actor, Guid.Parse(master.State.Installation), new { compartment = compartment.ToString(), number });
            return number;
        },
        cancellation);

    /// <summary>The pairs there are, by number. Their private halves stay sealed.</summary>
    public static async Task<IReadOnlyList<CompartmentKeyRow>> PairsAsync(IGatewayDatabase database, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var compartments = database.OpenCompartments();
        return await compartments.Keys.AsNoTracking().OrderBy(k => k.Compartment).ThenBy(k => k.Number).ToListAsync(cancellation);
    }
}
