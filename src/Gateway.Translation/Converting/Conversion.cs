using System.Text.Json.Nodes;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Converting;

/// <summary>What a conversion needs to know besides the value.</summary>
/// <param name="Today">Day on which dated code maps are read.</param>
/// <param name="Date1904">Spreadsheet serials count from 1904.</param>
internal readonly record struct ConversionContext(DateOnly Today, bool Date1904)
{
    /// <summary>Days in ISO form that stand for no date in the format; null: none does.</summary>
    public IReadOnlySet<string>? NoDates { get; init; }

    /// <summary>Whether the format says that a day stands for no date.</summary>
    public bool IsNoDate(string day) => NoDates is not null && NoDates.Contains(day);
}

/// <summary>A canonical value, or why there is none.</summary>
internal readonly record struct Converted
{
    private Converted(object? value, string? code, Sentence? text, Compartment compartment, bool always)
    {
        Value = value;
        Code = code;
        Text = text;
        Compartment = compartment;
        AlwaysSetsAside = always;
    }

    /// <summary>A string, int, decimal, bool, or a list of strings; null: the source says it is unknown.</summary>
    public object? Value { get; }

    /// <summary>Problem code, or null.</summary>
    public string? Code { get; }

    /// <summary>Problem sentence; never holds the value.</summary>
    public Sentence? Text { get; }

    /// <summary>The code a map lacks, when it may be named.</summary>
    public string? Missing { get; private init; }

    /// <summary>Where the value belongs; anything but ordinary keeps it out of the statement.</summary>
    public Compartment Compartment { get; }

    /// <summary>The problem sets the record aside whatever the line says.</summary>
    public bool AlwaysSetsAside { get; }

    /// <summary>The source wrote what programs write for no date; nothing but a notice follows from it.</summary>
    public bool IsNoDate { get; private init; }

    public static Converted Unknown { get; } = new(null, null, null, Compartment.Ordinary, false);

    public static Converted To(object value) => new(value, null, null, Compartment.Ordinary, false);

    public static Converted Sealed(Compartment compartment) => new(null, null, null, compartment, false);

    /// <summary>The first day of all where the format does not say what it means by it (decision 0068).</summary>
    public static Converted NoDate(string code) => new(
        null,
        code,
        ValueProblems.FirstDayOfAll,
        Compartment.Ordinary,
        false)
    { IsNoDate = true };

    public static Converted NotInMap(Sentence text, string? missing) => new(null, "unknown-code", text, Compartment.Ordinary, false) { Missing = missing };

    public static Converted Problem(string code, Sentence text, bool always = false) => new(null, code, text, Compartment.Ordinary, always);
}

/// <summary>A value in a source document about to be written.</summary>
internal readonly record struct Reverted(string Text, NodeKind Kind);

/// <summary>How one value is read, and written back.</summary>
internal abstract class Conversion
{
    /// <summary>Name in profiles.</summary>
    public abstract string Name { get; }

    /// <summary>Reads a value; never null or blank, trimmed.</summary>
    public abstract Converted Read(string raw, in ConversionContext context);

    /// <summary>Writes a canonical value; null when the format has no way to say it.</summary>
    public virtual Reverted? Write(JsonNode value) => Scalar(value) is { } text ? new Reverted(text, NodeKind.Text) : null;

    /// <summary>A JSON scalar as text.</summary>
    protected static string? Scalar(JsonNode node)
    {
        if (node is not JsonValue value)
            return null;
        return value.TryGetValue<string>(out var text) ? text : value.ToJsonString();
    }
}

/// <summary>Text, trimmed.</summary>
internal sealed class TextConversion : Conversion
{
    public static TextConversion Instance { get; } = new();

    public override string Name => "text";

    public override Converted Read(string raw, in ConversionContext context) => Converted.To(raw);
}
