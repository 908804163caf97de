using Gateway.Translation.Reading;

namespace Gateway.Translation.Profiles;

/// <summary>A part that every document of a format has, or each of its records, though nothing of it is stated (decision 0066).</summary>
/// <param name="Path">Where it stands: in the object around the list of records, or in the record.</param>
/// <param name="Is">What may stand there; empty: anything that is a value.</param>
internal sealed record RequiredPart(SourcePath Path, IReadOnlyList<string> Is)
{
    /// <summary>Whether the part is there and says something. Words for nothing say nothing.</summary>
    public bool IsIn(SourceNode root) => Array.Exists(Path.All(root), Says);

    /// <summary>What it is called when it is missing: its path, and what must stand there.</summary>
    public string Name => Is.Count == 0 ? Path.Text : $"{Path.Text} {string.Join(" / ", Is)}";

    private bool Says(SourceNode node)
    {
        foreach (var child in node.Children)
        {
            if (Says(child))
                return true;
        }

        if (node.Text is not { } text || PlainText.Trim(text) is not { Length: > 0 } said || WordsForNothing.Are(said, ""))
            return false;
        return Is.Count == 0 || Is.Contains(said, StringComparer.Ordinal);
    }
}
