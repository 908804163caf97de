using System.Globalization;
using System.Text;
using Gateway.Core.Clients;
using Gateway.Persistence.Keys;

namespace Gateway.Persistence.Compartments;

/// <summary>Makes the key pairs of compartments. A compartment has several in time: the newest seals, the others open what they sealed.</summary>
public static class CompartmentKeys
{
    /// <summary>Compartments that have a wall.</summary>
    public static IReadOnlyList<Compartment> Walls { get; } = [Compartment.Special, Compartment.Walled];

    /// <summary>
    /// Makes a pair; the private half is locked with the compartment's own key, where this process has it, and lies under the master
    /// key besides.
    /// </summary>
    /// <param name="compartment">Compartment.</param>
    /// <param name="number">Number of the pair, from 1.</param>
    /// <param name="master">Master keys.</param>
    /// <param name="vault">The compartment's key.</param>
    /// <param name="locked">Id of the key that locks; null: the pair is not locked.</param>
    public static CompartmentKeyRow Create(Compartment compartment, int number, MasterKeys master, CompartmentVault vault, string? locked)
    {
        ArgumentNullException.ThrowIfNull(master);
        ArgumentNullException.ThrowIfNull(vault);
        using var pair = CompartmentWrap.NewPair();
        var context = ContextOf(compartment, number);
        var half = pair.ExportPkcs8PrivateKey();
        return new CompartmentKeyRow
        {
            Compartment = compartment,
            Number = number,
            PublicKey = pair.ExportSubjectPublicKeyInfo(),
            WrappedPrivateKey = master.Wrap(locked is null ? half : vault.Lock(locked, half, context), context),
            LockedBy = locked,
        };
    }

    /// <summary>
    /// Brings the pairs under the compartment's key, in the process that has it: missing ones are made, those that lay under the
    /// master key alone are locked, and a new pair seals from then on, whose private half never lay there.
    /// </summary>
    /// <param name="pairs">The pairs there are; locked ones are changed.</param>
    /// <param name="master">Master keys.</param>
    /// <param name="vault">The compartment's key.</param>
    /// <returns>Pairs to add.</returns>
    /// <exception cref="MasterKeyException">This process has a key of the compartments, and not the one that locks a pair.</exception>
    internal static IReadOnlyList<CompartmentKeyRow> Complete(IReadOnlyList<CompartmentKeyRow> pairs, MasterKeys master, CompartmentVault vault)
    {
        // A process that names a key must have the one that is needed: with another it would open nothing, and say so only then.
        if (vault.IsThere && pairs.Select(p => p.LockedBy).OfType<string>().FirstOrDefault(l => !vault.Holds(l)) is { } missing)
            throw CompartmentVault.Missing(missing);
        var id = vault.IdFor(mayMake: pairs.All(p => p.LockedBy is null));
        List<CompartmentKeyRow> further = [];
        foreach (var wall in Walls)
        {
            var known = pairs.Where(p => p.Compartment == wall).ToList();
            var open = id is null ? [] : known.FindAll(p => p.LockedBy is null);
            foreach (var pair in open)
            {
                var context = ContextOf(wall, pair.Number);
                pair.WrappedPrivateKey = master.Wrap(vault.Lock(id!, master.Unwrap(pair.WrappedPrivateKey, context), context), context);
                pair.LockedBy = id;
            }

            if (known.Count == 0 || open.Count > 0)
                further.Add(Create(wall, known.Count == 0 ? 1 : known.Max(p => p.Number) + 1, master, vault, id));
        }

        return further;
    }

    /// <summary>The private half of a pair.</summary>
    /// <exception cref="MasterKeyException">It is locked with a key that this process does not have.</exception>
    internal static byte[] PrivateOf(CompartmentKeyRow pair, MasterKeys master, CompartmentVault vault)
    {
        var context = ContextOf(pair.Compartment, pair.Number);
        var half = master.Unwrap(pair.WrappedPrivateKey, context);
        return pair.LockedBy is { } id ? vault.Unlock(id, half, context) : half;
    }

    /// <summary>What a private half is bound to.</summary>
    public static byte[] ContextOf(Compartment compartment, int number) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"compartment:{compartment}:{number}"));
}
