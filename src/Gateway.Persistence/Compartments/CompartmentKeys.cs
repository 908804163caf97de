using System.Security.Cryptography;
using Gateway.Core.Clients;
using Gateway.Persistence.Keys;

namespace Gateway.Persistence.Compartments;

/// <summary>Makes the key pairs of compartments.</summary>
public static class CompartmentKeys
{
    /// <summary>Compartments that have a wall.</summary>
    public static IReadOnlyList<Compartment> Walls { get; } = [Compartment.Special, Compartment.Walled];

    /// <summary>Makes a pair; the private half is sealed under the master key and opened by the compartment's own worker only.</summary>
    public static CompartmentKeyRow Create(Compartment compartment, IMasterKey master)
    {
        ArgumentNullException.ThrowIfNull(master);
        using var rsa = RSA.Create(3072);
        return new CompartmentKeyRow
        {
            Compartment = compartment,
            PublicKey = rsa.ExportSubjectPublicKeyInfo(),
            WrappedPrivateKey = master.Wrap(rsa.ExportPkcs8PrivateKey(), System.Text.Encoding.ASCII.GetBytes("compartment:" + compartment)),
        };
    }
}
