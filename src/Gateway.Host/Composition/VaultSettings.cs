using Gateway.Persistence.Compartments;
using Gateway.Persistence.Keys;
using Microsoft.Extensions.Configuration;

namespace Gateway.Host.Composition;

/// <summary>A device with the master keys (<c>Gateway:Vault</c>), instead of a key file.</summary>
/// <param name="Library">Path of its PKCS#11 library.</param>
/// <param name="Token">Label of the token.</param>
/// <param name="PinFile">File with the PIN.</param>
public sealed record VaultSettings(string Library, string Token, string PinFile)
{
    private const string Section = "Gateway:Vault";

    /// <summary>Reads the settings; null: the master keys lie in a file.</summary>
    /// <exception cref="HostFault">Some are there and others are missing.</exception>
    internal static VaultSettings? Read(IConfiguration configuration)
    {
        var (library, token, pin) = (configuration[Section + ":Library"], configuration[Section + ":Token"], configuration[Section + ":PinFile"]);
        if (string.IsNullOrEmpty(library) && string.IsNullOrEmpty(token) && string.IsNullOrEmpty(pin))
            return null;
        return string.IsNullOrEmpty(library) || string.IsNullOrEmpty(token) || string.IsNullOrEmpty(pin)
            ? throw new HostFault($"{Section}:Library, :Token and :PinFile belong together: the device's PKCS#11 library, the label of its token, and a file with the PIN. Give all three, or none to keep the master key in a file.")
            : new VaultSettings(library, token, Path.GetFullPath(pin));
    }

    /// <summary>Opens the vault that the settings name.</summary>
    internal static IKeyVault Open(GatewaySettings settings) => settings.Vault is { } vault
        ? Pkcs11KeyVault.Open(vault.Library, vault.Token, vault.PinFile, settings.MakesMasterKey)
        : FileKeyVault.Open(settings.MasterKeyFile, settings.MakesMasterKey);

    /// <summary>Opens the file with the compartments' key; without one, what lies in them stays shut in this process.</summary>
    internal static CompartmentVault OpenCompartments(GatewaySettings settings) => settings.CompartmentKeyFile is { } file
        ? new CompartmentVault(FileKeyVault.Open(file, settings.Database.IsEmbedded, CompartmentVault.Setting))
        : CompartmentVault.None;
}
