using Gateway.Dashboard.Access;

namespace Gateway.Dashboard.Shared;

/// <summary>Where a viewer can go.</summary>
/// <param name="Address">Path.</param>
/// <param name="Text">Name of the page, in English.</param>
/// <param name="Permission">What it asks for.</param>
internal sealed record Navigation(string Address, string Text, string Permission)
{
    private static readonly Navigation[] All =
    [
        new("/dashboard/now", "Now", Access.Permission.See),
        new("/dashboard/traffic", "Traffic", Access.Permission.See),
        new("/dashboard/find", "Find", Access.Permission.See),
        new("/dashboard/worklists", "Worklists", Access.Permission.See),
        new("/dashboard/calls", "Call list", Access.Permission.Operate),
        new("/dashboard/replays", "Replays", Access.Permission.See),
        new("/dashboard/flow", "Flow", Access.Permission.See),
        new("/dashboard/agencies", "Agencies", Access.Permission.See),
        new("/dashboard/pilot", "Pilot", Access.Permission.See),
        new("/dashboard/operations", "Operations", Access.Permission.See),
        new("/dashboard/inbox", "Inbox", Access.Permission.CaseWork),
        new("/dashboard/privacy", "Privacy", Access.Permission.Privacy),
        new("/dashboard/users", "Users", Access.Permission.Administer),
        new("/dashboard/technician", "Your agency", Access.Permission.Technical),
    ];

    /// <summary>Pages that a viewer may open.</summary>
    internal static IEnumerable<Navigation> Of(Viewer viewer) => All.Where(n => viewer.May(n.Permission));

    /// <summary>Whether a path is the page or one under it.</summary>
    internal bool IsAt(string path) => path == Address || path.StartsWith(Address + "/", StringComparison.Ordinal) || (Address == "/dashboard/pilot" && (path.StartsWith("/dashboard/ladder", StringComparison.Ordinal) || path.StartsWith("/dashboard/outcomes", StringComparison.Ordinal) || path.StartsWith("/dashboard/reports", StringComparison.Ordinal)));
}
