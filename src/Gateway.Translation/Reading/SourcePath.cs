namespace Gateway.Translation.Reading;

/// <summary>
/// A path compiled once at load. Names match in any case, lists are transparent: <c>barriers.code</c> is the code of every barrier. Marks and kept
/// paths may say <c>**</c> for any depth and end a name in <c>*</c>: <c>**/Partner*</c>.
/// </summary>
internal sealed class SourcePath
{
    private const string AnyDepth = "**";
    private readonly string[] _steps;
    private readonly int[] _numbers;

    private SourcePath(string text, string[] steps, int[] numbers)
    {
        Text = text;
        _steps = steps;
        _numbers = numbers;
        Anywhere = steps.Length == 2 && steps[0] == AnyDepth ? steps[1] : null;
    }

    /// <summary>The path that stands for the scope itself.</summary>
    public static SourcePath Here { get; } = new(".", [], []);

    /// <summary>The path as the profile has it.</summary>
    public string Text { get; }

    public IReadOnlyList<string> Steps => _steps;

    /// <summary>Whether <c>**</c> is followed by nothing that it could lead to.</summary>
    public bool IsOpenEnded => _steps.Length > 0 && _steps[^1] == AnyDepth;

    /// <summary>Whether the path stands for the scope itself (<c>.</c>).</summary>
    public bool IsHere => _steps.Length == 0;

    /// <summary>The one name of a path that says nothing else: <c>**/Partner*</c>; null for any other path.</summary>
    public string? Anywhere { get; }

    /// <summary>Compiles a path.</summary>
    /// <param name="text">As the profile has it.</param>
    /// <param name="format">Form of the documents.</param>
    /// <param name="names">Where its names get their numbers.</param>
    public static SourcePath Of(string text, SourceFormat format, SourceNames names)
    {
        if (text == ".")
            return Here;
        var steps = format switch
        {
            SourceFormat.Json => text.Split('.', StringSplitOptions.RemoveEmptyEntries),
            SourceFormat.Xml => text.Replace("@", "/@", StringComparison.Ordinal).Replace("//@", "/@", StringComparison.Ordinal).Split('/', StringSplitOptions.RemoveEmptyEntries),
            _ => [text],
        };
        return new SourcePath(text, steps, [.. steps.Select(s => s == AnyDepth || IsPrefix(s) ? SourceName.Unknown : names.Add(s))]);
    }

    /// <summary>Whether a step ends in <c>*</c>, which stands for the rest of a name.</summary>
    public static bool IsPrefix(string step) => step.Length > 1 && step[^1] == '*' && step != AnyDepth;

    /// <summary>Whether a name begins as such a step says.</summary>
    public static bool Begins(string name, string step) => name.AsSpan().StartsWith(step.AsSpan(0, step.Length - 1), StringComparison.OrdinalIgnoreCase);

    /// <summary>The only node the path leads to; <paramref name="several"/> when there are more.</summary>
    public SourceNode? Single(SourceNode scope, out bool several)
    {
        SourceNode? found = null;
        List<SourceNode>? all = null;
        Walk(scope, 0, ref found, ref all);
        several = all is not null;
        return found;
    }

    /// <summary>Every node the path leads to.</summary>
    public SourceNode[] All(SourceNode scope)
    {
        SourceNode? found = null;
        List<SourceNode>? all = null;
        Walk(scope, 0, ref found, ref all);
        return all?.ToArray() ?? (found is null ? [] : [found]);
    }

    /// <param name="node">Where it has come to.</param>
    /// <param name="step">How far.</param>
    /// <param name="found">The first node it leads to.</param>
    /// <param name="all">All nodes, once there are several.</param>
    private void Walk(SourceNode node, int step, ref SourceNode? found, ref List<SourceNode>? all)
    {
        var anywhere = step < _steps.Length && _steps[step] == AnyDepth;
        if (node.Kind == NodeKind.Array)
        {
            node.Used |= !anywhere;
            foreach (var item in node.Children)
                Walk(item, step, ref found, ref all);
            return;
        }

        if (step == _steps.Length)
        {
            node.Used = true;
            if (found is null)
                found = node;
            else
                (all ??= [found]).Add(node);
            return;
        }

        var wanted = anywhere ? step + 1 : step;
        var number = _numbers[wanted];
        foreach (var child in anywhere || number < 0 ? node.Children : node.ChildrenFrom(number))
        {
            if (number >= 0 ? child.Label.Number == number : Begins(child.Name, _steps[wanted]) && IsPrefix(_steps[wanted]))
                Walk(child, wanted + 1, ref found, ref all);
            else if (anywhere)
                Walk(child, step, ref found, ref all);
        }
    }
}
