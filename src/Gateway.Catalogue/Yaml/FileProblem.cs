namespace Gateway.Catalogue.Yaml;

/// <summary>Something wrong in a file under <c>contracts/</c>, with its place and the remedy.</summary>
/// <param name="File">Path relative to the contracts folder.</param>
/// <param name="Line">1-based line; 0 when the file as a whole is meant.</param>
/// <param name="Code">Stable code, for example <c>unknown-key</c>.</param>
/// <param name="Text">What is wrong and what to do, one sentence.</param>
public sealed record FileProblem(string File, int Line, string Code, string Text)
{
    /// <inheritdoc />
    public override string ToString() => Line > 0 ? $"{File}:{Line}: {Text} [{Code}]" : $"{File}: {Text} [{Code}]";
}
