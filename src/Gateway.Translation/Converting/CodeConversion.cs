using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Translation.Profiles;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Converting;

/// <summary>A code through its map. A code the map lacks is a problem; a code behind a wall yields no value.</summary>
/// <param name="map">The map.</param>
/// <param name="number">The canonical value is a number.</param>
internal sealed class CodeConversion(CodeMap map, bool number) : Conversion
{
    public override string Name => "code";

    public CodeMap Map => map;

    public override Converted Read(string raw, in ConversionContext context)
    {
        if (map.Find(raw, context.Today) is not { } entry)
            return Unknown(raw);
        if (entry.Compartment != Compartment.Ordinary)
            return Converted.Sealed(entry.Compartment);
        return Converted.To(number ? int.Parse(entry.Means, CultureInfo.InvariantCulture) : entry.Means);
    }

    /// <summary>The sentence names no code, as it goes everywhere; who repairs the map is told which, unless something of a compartment may stand there.</summary>
    private Converted Unknown(string raw) => Converted.NotInMap(
        ValueProblems.CodeUnknown.With(map.Id, map.Version),
        map.Strictest == Compartment.Ordinary ? Codes.Nameable(raw) : null);

    public override Reverted? Write(JsonNode value)
    {
        if (Scalar(value) is not { } meaning || map.CodeFor(meaning) is not { } code)
            return null;
        return new Reverted(code, number && int.TryParse(code, CultureInfo.InvariantCulture, out _) ? NodeKind.Number : NodeKind.Text);
    }
}
