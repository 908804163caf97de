using System.Text;
using System.Xml.Linq;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Persistence.Operating;

/// <summary>
/// Keys under which the pages' cookies are protected lie in the store: a cookie outlives the process that made it and holds
/// in all others. What is secret in them is sealed under a data key of the installation.
/// </summary>
internal static class ProtectionKeys
{
    internal static IServiceCollection AddProtectionKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("work-welfare-gateway").PersistKeysToDbContext<GatewayContext>();
        services.AddScoped(p =>
        {
            // The framework asks when it starts, before the store is open: that fails here, before a database is touched.
            _ = p.GetRequiredService<Installation>().ProtectionKey;
            return p.GetRequiredService<IGatewayDatabase>().Open();
        });
        services.AddOptions<KeyManagementOptions>().Configure<IServiceProvider>((o, p) => o.XmlEncryptor = new SealedKeyEncryptor(p));
        // It would report that at length. Where keys are missing later the call that needs them fails, and that is reported.
        return services.AddLogging(l => l.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.KeyRingProvider", LogLevel.None));
    }
}

/// <summary>Seals the secret part of a key. The installation is asked for at the first use: composing a host needs no master key.</summary>
internal sealed class SealedKeyEncryptor(IServiceProvider services) : IXmlEncryptor
{
    internal const string Use = "protection-key";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var bytes = Sealing.Seal(services.GetRequiredService<Installation>().ProtectionKey, plain, Sealing.Context(Guid.Empty, Use));
        return new EncryptedXmlInfo(new XElement("sealed", Convert.ToBase64String(bytes)), typeof(SealedKeyDecryptor));
    }
}

/// <summary>Opens it. The framework makes it by its name, which stands beside what was sealed.</summary>
internal sealed class SealedKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var plain = Sealing.Open(services.GetRequiredService<Installation>().ProtectionKey, Convert.FromBase64String(encryptedElement.Value), Sealing.Context(Guid.Empty, SealedKeyEncryptor.Use));
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
