namespace Gateway.Translation.Profiles;

/// <summary>Code maps that a profile may name.</summary>
internal interface ICodeMaps
{
    /// <summary>Their names.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>A code map by name; null: there is none that can be read.</summary>
    CodeMap? Find(string name);
}
