using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Core.Clients;
using Gateway.Persistence.Keys;

namespace Gateway.Persistence.Compartments;

/// <summary>Makes the key pairs of compartments. A compartment has several in time: the newest seals, the others open what they sealed.</summary>
public static class CompartmentKeys
{
    /// <summary>Compartments that have a wall.</summary>
    public static IReadOnlyList<Compartment> Walls { get; } = [Compartment.Special, Compartment.Walled];

    /// <summary>Makes a pair; the private half is sealed under the master key and opened by the compartment's own worker only.</summary>
    /// <param name="compartment">Compartment.</param>
    /// <param name="number">Number of the pair, from 1.</param>
    /// <param name="master">Master keys.</param>
    public static CompartmentKeyRow Create(Compartment compartment, int number, MasterKeys master)
    {
        ArgumentNullException.ThrowIfNull(master);
        using var rsa = RSA.Create(3072);
        return new CompartmentKeyRow
        {
            Compartment = compartment,
            Number = number,
            PublicKey = rsa.ExportSubjectPublicKeyInfo(),
            WrappedPrivateKey = master.Wrap(rsa.ExportPkcs8PrivateKey(), ContextOf(compartment, number)),
        };
    }

    /// <summary>What a private half is bound to.</summary>
    public static byte[] ContextOf(Compartment compartment, int number) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"compartment:{compartment}:{number}"));
}
