namespace Gateway.Core.Operating;

/// <summary>
/// What an office has of a client, once: of each step the newest version, the later step before the earlier one. What a
/// correction leaves out is not in it any more.
/// </summary>
public static class InboxSummary
{
    private static readonly (InboxGroup Group, string[] Beginnings)[] Groups =
    [
        (InboxGroup.Reaching, ["client.residence", "client.contact", "client.preferredLanguage", "client.contactLanguage", "client.needsInterpreter"]),
        (InboxGroup.Client, ["client"]),
        (InboxGroup.Asked, ["question", "services", "purpose", "appointment", "goal"]),
        (InboxGroup.Referrer, ["sender"]),
        (InboxGroup.Ground, ["basis", "agreement"]),
    ];

    /// <summary>Groups with their fields; groups without any are left out.</summary>
    /// <param name="parts">Released parts, the newest first.</param>
    public static IReadOnlyList<(InboxGroup Group, IReadOnlyList<InboxField> Fields)> Of(IReadOnlyList<InboxPart> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        Dictionary<string, InboxField> newest = new(StringComparer.Ordinal);
        foreach (var step in parts.Where(p => p.Step > 0).GroupBy(p => p.Step).OrderByDescending(g => g.Key))
        {
            foreach (var field in step.MaxBy(p => p.Revision)!.Fields)
            {
                // A value that can be shown is worth more than the name of the field alone.
                if (!newest.TryGetValue(field.Path, out var known) || (known.Values.Count == 0 && field.Values.Count > 0))
                    newest[field.Path] = field;
            }
        }

        return [.. newest.Values.GroupBy(f => GroupOf(f.Path)).OrderBy(g => g.Key).Select(g => (g.Key, (IReadOnlyList<InboxField>)[.. g]))];
    }

    /// <summary>The group of a field.</summary>
    public static InboxGroup GroupOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        foreach (var (group, beginnings) in Groups)
        {
            if (Array.Exists(beginnings, b => path == b || path.StartsWith(b + ".", StringComparison.Ordinal)))
                return group;
        }

        return InboxGroup.Work;
    }
}

/// <summary>Groups of fields, in the order in which they are shown.</summary>
public enum InboxGroup
{
    /// <summary>What is asked.</summary>
    Asked = 0,

    /// <summary>Who the client is.</summary>
    Client = 1,

    /// <summary>How to reach the client.</summary>
    Reaching = 2,

    /// <summary>Work, income and what stands in the way.</summary>
    Work = 3,

    /// <summary>Who refers.</summary>
    Referrer = 4,

    /// <summary>On what ground.</summary>
    Ground = 5,
}
