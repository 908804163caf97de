namespace Gateway.Translation.Profiles;

/// <summary>Names of columns as people type them: case, spaces and punctuation do not count.</summary>
internal static class ColumnNames
{
    /// <summary>Letters and digits of a name, in lower case; the name itself when it has none.</summary>
    public static string Key(string name)
    {
        var key = string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
        return key.Length == 0 ? name : key;
    }
}
