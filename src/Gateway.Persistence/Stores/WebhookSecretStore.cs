using System.Security.Cryptography;
using Gateway.Core.Handovers;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Operating;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Persistence.Stores;

/// <summary>
/// Secrets of webhooks, sealed under the installation's protection key and bound to agency and number: a row that somebody put
/// into another agency's place opens nothing.
/// </summary>
internal sealed class WebhookSecretStore(IGatewayDatabase database, UnitsOfWork units, IServiceProvider services) : IWebhookSecrets
{
    /// <summary>What receivers' libraries expect in front of the secret.</summary>
    private const string Prefix = "whsec_";
    private const int Length = 32;

    /// <summary>Asked for when it is needed: a command that only lists has no keys.</summary>
    private byte[] Key => services.GetRequiredService<Installation>().ProtectionKey;

    public Task<(int Number, string Secret)?> CreateAsync(string agency, string actor, CancellationToken cancellation)
    {
        // Made once: when the work runs again after a commit whose answer was lost, the secret is the same.
        var secret = RandomNumberGenerator.GetBytes(Length);
        return units.RunAsync<(int Number, string Secret)?>(
            async unit =>
            {
                var rows = await unit.Store.WebhookSecrets.AsNoTracking().Where(s => s.Agency == agency).ToListAsync(cancellation);
                if (rows.Find(r => Open(r) is { } known && CryptographicOperations.FixedTimeEquals(known, secret)) is { } made)
                    return (made.Number, Prefix + Convert.ToBase64String(secret));
                if (rows.Count >= IWebhookSecrets.Most)
                    return null;
                var number = Enumerable.Range(1, IWebhookSecrets.Most).First(n => !rows.Exists(r => r.Number == n));
                unit.Write(new WebhookSecretRow { Agency = agency, Number = number, Sealed = Sealing.Seal(Key, secret, Context(agency, number)), CreatedAt = unit.MachineNow });
                unit.Operated(actor, "agency.webhook-secret-made", agency, Guid.Empty, $"{number}");
                return (number, Prefix + Convert.ToBase64String(secret));
            },
            cancellation);
    }

    public async Task<IReadOnlyList<WebhookSecretInfo>> ListAsync(string agency, CancellationToken cancellation)
    {
        await using var store = database.Open();
        return await store.WebhookSecrets.Where(s => s.Agency == agency).OrderBy(s => s.Number).Select(s => new WebhookSecretInfo(s.Number, s.CreatedAt)).ToListAsync(cancellation);
    }

    public Task<bool> RevokeAsync(string agency, int number, string actor, CancellationToken cancellation) => units.RunAsync(
        async unit =>
        {
            if (!await unit.Store.WebhookSecrets.AnyAsync(s => s.Agency == agency && s.Number == number, cancellation))
                return false;
            unit.Inside(store => store.WebhookSecrets.Where(s => s.Agency == agency && s.Number == number).ExecuteDeleteAsync(cancellation));
            unit.Operated(actor, "agency.webhook-secret-revoked", agency, Guid.Empty, $"{number}");
            return true;
        },
        cancellation);

    public async Task<IReadOnlyList<byte[]>> ReadAsync(string agency, CancellationToken cancellation)
    {
        await using var store = database.Open();
        var rows = await store.WebhookSecrets.AsNoTracking().Where(s => s.Agency == agency).OrderByDescending(s => s.CreatedAt).ToListAsync(cancellation);
        return [.. rows.Select(Open).OfType<byte[]>()];
    }

    public async Task<int?> NumberOfAsync(string agency, string secret, CancellationToken cancellation)
    {
        var given = new byte[Length];
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal) || !Convert.TryFromBase64String(secret[Prefix.Length..], given, out var length) || length != Length)
            return null;
        await using var store = database.Open();
        var rows = await store.WebhookSecrets.AsNoTracking().Where(s => s.Agency == agency).ToListAsync(cancellation);
        return rows.Find(r => Open(r) is { } known && CryptographicOperations.FixedTimeEquals(known, given))?.Number;
    }

    private byte[]? Open(WebhookSecretRow row)
    {
        try
        {
            return Sealing.Open(Key, row.Sealed, Context(row.Agency, row.Number));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[] Context(string agency, int number) => Sealing.Context(Guid.Empty, $"webhook-secret:{number}:{agency}");
}
