using Gateway.Core.Operating;
using Microsoft.AspNetCore.Identity;

namespace Gateway.Dashboard.Access;

/// <summary>Passwords by the framework's hasher (PBKDF2, a salt each).</summary>
public sealed class FrameworkPasswords : IPasswords
{
    private readonly PasswordHasher<FrameworkPasswords> _hasher = new();
    private readonly string _nobodys;

    /// <summary>Makes the hash that stands in where there is none.</summary>
    public FrameworkPasswords() => _nobodys = Hash("");

    /// <inheritdoc />
    public string Hash(string password) => _hasher.HashPassword(this, password);

    /// <inheritdoc />
    public bool Fits(string? hash, string password) =>
        _hasher.VerifyHashedPassword(this, hash ?? _nobodys, password) != PasswordVerificationResult.Failed && hash is not null;
}
