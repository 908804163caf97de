namespace Gateway.Core.Operating;

/// <summary>Ways in. Each that succeeds, and each account that guessing puts to rest, is an operation.</summary>
public interface ISignIns
{
    /// <summary>
    /// Signs in by password. The attempt is counted before the password is looked at, so that guesses made at once count
    /// each; after several the account rests (<see cref="UserRules.RestAfter"/>).
    /// </summary>
    /// <param name="name">Name.</param>
    /// <param name="password">Password.</param>
    /// <param name="knownDevice">
    /// Whether the same person has signed in on this device before. Then an account that rests lets the attempt through: else
    /// anybody who knows a name could keep its owner out.
    /// </param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>Null: refused. Why (no such name, wrong password, resting, disabled) is told to nobody.</returns>
    Task<User?> SignInAsync(string name, string password, bool knownDevice, CancellationToken cancellation);

    /// <summary>Ends whatever somebody has signed in, on every device: a copy of the session's cookie is worth nothing any more.</summary>
    Task SignOutAsync(Guid id, CancellationToken cancellation);

    /// <summary>Signs in by a one-time link, which then works no more.</summary>
    /// <returns>Null: there is no such link, or it was used, or its time is over.</returns>
    Task<User?> SignInByLinkAsync(string secret, CancellationToken cancellation);

    /// <summary>Signs in somebody whom an OpenID provider has vouched for; unknown, a user without roles is made.</summary>
    /// <param name="identity">Issuer and subject.</param>
    /// <param name="name">Name the person goes by there; made into one that is free here.</param>
    /// <param name="roles">Roles that the provider says; null: it says none, and those given here stay.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>Null: disabled here.</returns>
    Task<User?> SignInExternalAsync(ExternalIdentity identity, string name, UserRoles? roles, CancellationToken cancellation);
}

/// <summary>Somebody at an OpenID provider (OpenID Connect Core 1.0, section 2: only both together are unique).</summary>
/// <param name="Issuer">Issuer.</param>
/// <param name="Subject">Subject there.</param>
public sealed record ExternalIdentity(string Issuer, string Subject)
{
    /// <summary>As it is kept.</summary>
    public override string ToString() => $"{Issuer}|{Subject}";
}

/// <summary>Hashes passwords, slowly and with a salt each.</summary>
public interface IPasswords
{
    /// <summary>A hash to keep.</summary>
    string Hash(string password);

    /// <summary>Whether a password has that hash. Without a hash it takes as long and says no.</summary>
    bool Fits(string? hash, string password);
}
