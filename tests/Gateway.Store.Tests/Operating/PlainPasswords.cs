using Gateway.Core.Operating;

namespace Gateway.Store.Tests.Operating;

/// <summary>Passwords without the cost of hashing; how they are hashed is the pages' business.</summary>
internal sealed class PlainPasswords : IPasswords
{
    public string Hash(string password) => "hash of " + password;

    public bool Fits(string? hash, string password) => hash == Hash(password);
}
