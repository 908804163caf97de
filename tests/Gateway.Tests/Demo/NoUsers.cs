using Gateway.Core.Operating;

namespace Gateway.Tests.Demo;

/// <summary>A year that ends when it is over invites nobody to the pages.</summary>
internal sealed class NoUsers : IUsers
{
    public Task<bool> AnyAsync(CancellationToken cancellation) => throw Uninvited();

    public Task<User?> FindAsync(Guid id, CancellationToken cancellation) => throw Uninvited();

    public Task<User?> FindAsync(string name, CancellationToken cancellation) => throw Uninvited();

    public Task<IReadOnlyList<User>> ListAsync(CancellationToken cancellation) => throw Uninvited();

    public Task<UserChange> CreateAsync(NewUser user, string actor, CancellationToken cancellation) => throw Uninvited();

    public Task<UserChange> InviteAsync(Guid id, string actor, CancellationToken cancellation) => throw Uninvited();

    public Task<UserChange> AssignAsync(Guid id, int version, UserRoles roles, string? agency, string actor, CancellationToken cancellation) => throw Uninvited();

    public Task<UserChange> DisableAsync(Guid id, bool disabled, string actor, CancellationToken cancellation) => throw Uninvited();

    public Task<UserChange> SetPasswordAsync(Guid id, string? present, string password, string actor, CancellationToken cancellation) => throw Uninvited();

    private static InvalidOperationException Uninvited() => new("Nobody was to be asked for.");
}
