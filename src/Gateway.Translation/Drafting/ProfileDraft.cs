using System.Globalization;
using System.Text;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Drafting;

/// <summary>
/// A first profile for a format nobody has described yet, from one sample. It loads as it is and translates the sample's
/// clients, where something in them is their number; everything that was guessed says so. No value of the sample is in it.
/// </summary>
public static class ProfileDraft
{
    /// <summary>Drafts a profile.</summary>
    /// <param name="id">Id of the profile, the name of its folder.</param>
    /// <param name="sample">A document of the format.</param>
    /// <returns>The text of profile.yaml; null when the sample holds no record that could be told apart.</returns>
    public static string? From(string id, byte[] sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        if (SampleShape.Of(sample) is not { } shape)
            return null;
        var guesses = Guesses(shape);
        if (shape.Format == SourceFormat.Fixed && Key(guesses) is null)
            return null;
        var text = new StringBuilder();
        Head(text, id, shape);
        Statement(text, guesses);
        Marks(text, [.. guesses.Where(g => g.Mark is not null && g != Key(guesses)), .. Second(guesses)]);
        Keep(text, guesses.FindAll(g => g is { Mark: null, Target: null } && g != Key(guesses)));
        return text.ToString();
    }

    /// <summary>Further fields that could fill a target that is filled already: nobody has said which is the right one.</summary>
    private static IEnumerable<FieldGuess> Second(List<FieldGuess> guesses) =>
        guesses.Where(g => g.Target is not null).GroupBy(g => g.Target, StringComparer.Ordinal).SelectMany(g => g.Skip(1)).Select(g => g with { Mark = "private" });

    private static List<FieldGuess> Guesses(SampleShape shape)
    {
        var separator = shape.Format == SourceFormat.Xml ? '/' : '.';
        var values = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var repeated = new HashSet<string>(StringComparer.Ordinal);
        foreach (var record in shape.Nodes)
        {
            var before = values.ToDictionary(v => v.Key, v => v.Value.Count, StringComparer.Ordinal);
            Collect(record, "", separator, values);
            repeated.UnionWith(values.Where(v => v.Value.Count - before.GetValueOrDefault(v.Key) > 1).Select(v => v.Key));
        }

        return OneAddress([.. values.Select(v => FieldGuess.Of(new SampleField(v.Key, v.Value, repeated.Contains(v.Key))))]);
    }

    /// <summary>An address is taken from one place: half of one is not completed from another.</summary>
    private static List<FieldGuess> OneAddress(List<FieldGuess> guesses)
    {
        const string residence = "client.residence.";
        var first = guesses.Find(g => g.Target?.StartsWith(residence, StringComparison.Ordinal) is true)?.Around;
        return [.. guesses.Select(g => g.Target?.StartsWith(residence, StringComparison.Ordinal) is true && g.Around != first ? g with { Target = null, Convert = null, Mark = "private" } : g)];
    }

    private static void Collect(SourceNode node, string path, char separator, Dictionary<string, List<string>> values)
    {
        if (path.Length > 0 && (node.IsLeaf || !string.IsNullOrWhiteSpace(node.Text)))
        {
            if (!values.TryGetValue(path, out var known))
                values[path] = known = [];
            if (node.Text?.Trim() is { Length: > 0 } text)
                known.Add(text);
        }

        foreach (var child in node.Children)
            Collect(child, node.Kind == NodeKind.Array ? path : path + (path.Length == 0 || child.Name[0] == '@' ? "" : separator) + child.Name, separator, values);
    }

    private static void Head(StringBuilder text, string id, SampleShape shape)
    {
        text.Append("# yaml-language-server: $schema=../profile.schema.json\n")
            .Append("# Drafted from a sample. Every line is a guess by names and by the form of values: go through all of them, seal what\n")
            .Append("# belongs behind a wall, choose the event, then run 'check', 'translate --explain' and 'profile test'.\n")
            .Append(CultureInfo.InvariantCulture, $"profile: {id}\n")
            .Append("title: Say what this format is, and who sends it to whom.\n")
            .Append(CultureInfo.InvariantCulture, $"format: {shape.Format.ToString().ToLowerInvariant()}\n");
        if (shape.Records is { } records)
            text.Append(CultureInfo.InvariantCulture, $"records: {Quoted(records)}\n");
        if (shape.Namespace is { } space)
            text.Append(CultureInfo.InvariantCulture, $"namespace: {Quoted(space)}\n");
        if (shape.Format == SourceFormat.Fixed)
            text.Append("# Take the line apart: each column's name and width, in order. Told apart so far: a national number, and columns behind blanks.\ncolumns:\n")
                .AppendJoin("", shape.Columns.Select(c => $"  - {{ name: {c.Name}, width: {c.Width} }}\n"));
        text.Append(CultureInfo.InvariantCulture, $"media-type: {MediaType(shape.Format)}\n").Append("unknown-values: [\"??\", \"-\"]\n\n");
    }

    private static void Statement(StringBuilder text, List<FieldGuess> guesses)
    {
        text.Append("statements:\n  # A change of a client's details; referral.submitted for a referral. The events are in contracts/events.\n  - event: client.changed\n    fields:\n")
            .Append("      # The same record is always the same ticket. Use the sender's own number when there is one.\n      - { target: ticket, constant: \"record-{hash}\" }\n")
            .Append("      - target: client.identifiers\n        from: .\n        fields:\n");
        var key = Key(guesses);
        var scheme = key?.Scheme ?? "agency";
        text.Append(CultureInfo.InvariantCulture, $"          - {{ target: scheme, constant: {scheme} }}\n");
        if (key?.Scheme is null)
            text.Append("          # No national number was recognised: name the field by which the sender knows the client.").Append(key is null ? " Until then every record is set aside.\n" : "\n");
        text.Append(CultureInfo.InvariantCulture, $"          - {{ target: value, source: {(key is null ? "own-number" : Quoted(key.Path))}, convert: identifier, scheme: {scheme}, required: true }}\n");
        foreach (var guess in guesses.Where(g => g.Target is not null).DistinctBy(g => g.Target, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"      - {{ target: {guess.Target}, source: {Quoted(guess.Path)}{Further(guess)}{Guard(guess, guesses)} }} # {guess.Looks}\n");
    }

    /// <summary>Whatever is no clear no keeps the client's whereabouts out. A line can look at one field: of several the first, and a person adds the others.</summary>
    private static string Guard(FieldGuess guess, List<FieldGuess> guesses) =>
        guess.IsWhereabouts && guesses.Find(g => g.SaysSecret) is { } secret ? $", unless: {{ source: {Quoted(secret.Path)}, is: [ja, yes, oui] }}" : "";

    private static string Further(FieldGuess guess) =>
        (guess.Convert is null ? "" : ", convert: " + guess.Convert)
        + (guess.Repeats && guess.Target != "client.givenNames" ? ", take: first" : "")
        + (guess.Separators is null ? "" : $", separators: \"{guess.Separators}\"");

    /// <summary>The field that names the client: a national number, for want of one a reference, or the first field that is neither sealed nor somebody's name or address. Null: there is none.</summary>
    private static FieldGuess? Key(List<FieldGuess> guesses) =>
        guesses.Find(g => g.Scheme is not null) ?? guesses.Find(g => g is { IsReference: true, Target: null }) ?? guesses.Find(g => g is { Mark: null, Target: null });

    private static void Marks(StringBuilder text, List<FieldGuess> marked)
    {
        if (marked.Count == 0)
            return;
        text.Append("\n# Sealed, never forwarded: special (GDPR art. 9, 10), walled (control), free-text (also all text that was not recognised),\n# private (amounts, documents, other people). To map one of them, delete its mark and write a line above.\nmarks:\n");
        foreach (var guess in marked)
            text.Append(CultureInfo.InvariantCulture, $"  - {{ source: {Quoted(guess.Path)}, mark: {guess.Mark} }}\n");
    }

    private static void Keep(StringBuilder text, List<FieldGuess> kept)
    {
        if (kept.Count == 0)
            return;
        text.Append("\n# Not mapped yet: kept raw, never forwarded. Move up what a recipient needs.\nkeep:\n");
        foreach (var guess in kept)
            text.Append(CultureInfo.InvariantCulture, $"  - {Quoted(guess.Path)} # {guess.Looks}\n");
    }

    private static string MediaType(SourceFormat format) => format switch
    {
        SourceFormat.Json => "application/json",
        SourceFormat.Xml => "application/xml",
        SourceFormat.Table => "text/csv",
        _ => "text/plain",
    };

    private static string Quoted(string value) =>
        value.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-') && !char.IsAsciiDigit(value[0])
            ? value
            : "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
