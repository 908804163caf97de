using System.Diagnostics.CodeAnalysis;
using Gateway.Core.Work;

namespace Gateway.Workers;

/// <summary>Something a process does. What every process does is no role: handing out work, watching deadlines, sealing the audit trail, health.</summary>
public enum Role
{
    /// <summary>The HTTP API for agencies.</summary>
    Api,

    /// <summary>The AMQP edge for agencies.</summary>
    Edge,

    /// <summary>The stage that turns submissions into statements.</summary>
    Translation,

    /// <summary>The stage that decides about referrals.</summary>
    Referral,

    /// <summary>The stage that hands over.</summary>
    Delivery,

    /// <summary>The stage that takes replies.</summary>
    Outcome,

    /// <summary>The stage that acts on deadlines that passed.</summary>
    Clocks,

    /// <summary>The API for control services: it alone opens the compartment of control data.</summary>
    Compartment,
}

/// <summary>The roles of a process.</summary>
public sealed class Roles
{
    private readonly HashSet<Role> _roles;

    private Roles(IEnumerable<Role> roles) => _roles = [.. roles];

    /// <summary>Every role in one process.</summary>
    public static Roles All { get; } = new(Enum.GetValues<Role>());

    /// <summary>Names of all roles, as the command line takes them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<Role>().Select(NameOf)];

    /// <summary>Whether it is every role.</summary>
    public bool AreAll => _roles.Count == All._roles.Count;

    /// <summary>Stages whose role this is.</summary>
    public IEnumerable<string> Stages => StageNames.All.Where(Has);

    /// <summary>Reads names divided by commas.</summary>
    /// <param name="names">For example <c>api,translation</c>.</param>
    /// <param name="roles">The roles.</param>
    /// <param name="unknown">The first name that is none.</param>
    public static bool TryParse(string names, [NotNullWhen(true)] out Roles? roles, [NotNullWhen(false)] out string? unknown)
    {
        ArgumentNullException.ThrowIfNull(names);
        var given = names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        unknown = given.Length == 0 ? names : given.FirstOrDefault(n => !Names.Contains(n, StringComparer.OrdinalIgnoreCase));
        roles = unknown is null ? new Roles(given.Select(n => Enum.Parse<Role>(n, ignoreCase: true))) : null;
        return roles is not null;
    }

    /// <summary>Whether a role is among them.</summary>
    public bool Has(Role role) => _roles.Contains(role);

    /// <inheritdoc />
    public override string ToString() => string.Join(',', _roles.Order().Select(NameOf));

    private bool Has(string stage) => _roles.Any(r => NameOf(r) == stage);

    private static string NameOf(Role role) => role.ToString().ToLowerInvariant();
}
