using System.Security.Cryptography;
using Gateway.Persistence.Keys;

namespace Gateway.Store.Tests.Keys;

/// <summary>A vault that is out of order for a while: it opens nothing, and says that what it was given is damaged.</summary>
internal sealed class UnwillingVault(IKeyVault inner) : IKeyVault
{
    internal bool Opens { get; set; } = true;

    public IReadOnlyList<string> Ids => inner.Ids;

    public bool MakesFirst => inner.MakesFirst;

    public string Place => inner.Place;

    public string HowToAdd => inner.HowToAdd;

    public string Make() => inner.Make();

    public void Refresh() => inner.Refresh();

    public byte[] Wrap(string id, ReadOnlySpan<byte> key, ReadOnlySpan<byte> context) => inner.Wrap(id, key, context);

    public byte[] Unwrap(string id, ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> context) =>
        Opens ? inner.Unwrap(id, wrapped, context) : throw new CryptographicException("Not sealed by this key, or for something else.");
}
