using System.Globalization;
using Gateway.Catalogue;
using Gateway.Catalogue.Yaml;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Translation.Converting;

namespace Gateway.Translation.Profiles;

/// <summary>Which conversion a line asks for, and whether its field can take what that makes.</summary>
internal sealed partial class FieldLineFile
{
    private Conversion Conversion(YamlMap map, string target, ContractKind kind)
    {
        var name = map.OptionalChoice<ConversionName>("convert") ?? ConversionName.Text;
        _isMapUnread = false;
        var form = Form(map, "dates") ?? _dates;
        Conversion conversion = name switch
        {
            ConversionName.Date => new DateConversion(form, partial: false, serial: false, kind == ContractKind.Instant),
            ConversionName.PartialDate => new DateConversion(form, partial: true, serial: false, instant: false),
            ConversionName.SpreadsheetDate => new DateConversion(form, partial: false, serial: true, kind == ContractKind.Instant),
            ConversionName.DateTime => new DateTimeConversion(),
            ConversionName.YesNo => new YesNoConversion(_yes, _no, map.Texts("yes"), map.Texts("no")),
            ConversionName.Code => Code(map, target, kind),
            ConversionName.Identifier => new IdentifierConversion(Scheme(map)),
            ConversionName.Number => new NumberConversion(map.OptionalNumber("least"), map.OptionalNumber("most")),
            ConversionName.Decimal => new DecimalConversion(),
            ConversionName.Licences => new LicenceConversion(),
            ConversionName.Digits => new DigitsConversion(Width(map)),
            _ => TextConversion.Instance,
        };
        var makes = name switch
        {
            ConversionName.YesNo => ContractKind.Flag,
            ConversionName.Number or ConversionName.Decimal => ContractKind.Number,
            ConversionName.DateTime => ContractKind.Instant,
            ConversionName.Code when kind == ContractKind.Number => ContractKind.Number,
            ConversionName.Date or ConversionName.SpreadsheetDate when kind == ContractKind.Instant => ContractKind.Instant,
            _ => ContractKind.Text,
        };
        if (makes != kind && !map.Has("constant"))
            map.Report("target", "other-kind", $"'{target}' is a {kind.ToString().ToLowerInvariant()} and 'convert: {conversion.Name}' makes a {makes.ToString().ToLowerInvariant()}; choose another conversion.");
        return conversion;
    }

    private Conversion Code(YamlMap map, string target, ContractKind kind)
    {
        var name = map.Text("map");
        if (_codeMaps.Find(name) is not { } codes)
        {
            // One that is there and cannot be read has its own problem.
            _isMapUnread = _codeMaps.Names.Contains(name);
            if (!_isMapUnread)
                map.Report("map", "unknown-map", $"There is no code map '{name}'; add codes/{name}.yaml to the profile's folder or to contracts/formats/codes.{Spelling.Meant(name, _codeMaps.Names)}");
            return TextConversion.Instance;
        }

        foreach (var entry in codes.Entries)
        {
            if (entry.Compartment > Strictest)
                Strictest = entry.Compartment;
            CheckMeaning(codes, entry, target);
            if (kind == ContractKind.Number && !int.TryParse(entry.Means, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                map.Report("map", "not-a-number", $"Code map '{name}' has meanings that are no numbers, which this field needs.");
        }

        return new CodeConversion(codes, kind == ContractKind.Number);
    }

    /// <summary>A code means a value its field has, and one that belongs in a compartment says so.</summary>
    private void CheckMeaning(CodeMap codes, CodeEntry entry, string target)
    {
        var belongs = ProtectedCodes.CompartmentOf(target, entry.Means);
        if (belongs > entry.Compartment)
            codes.File.Report(entry.Line, "unprotected-code", $"'{entry.Means}' may stand in no statement; add 'compartment: {belongs.ToString().ToLowerInvariant()}' to this code.");
        else if (entry.Compartment == Compartment.Ordinary && _codes.Objection(Event, target, entry.Means) is { } objection)
            codes.File.Report(entry.Line, "unknown-code", objection);
    }

    private static int Width(YamlMap map)
    {
        if (map.OptionalNumber("width") is { } width and > 0)
            return width;
        map.Report("width", "missing-key", "'width' is missing; say how many digits the code has, for example 'width: 4'.");
        return 1;
    }

    private static string Scheme(YamlMap map)
    {
        var scheme = map.Text("scheme");
        if (scheme is not ("" or IdentifierSchemes.Insz or IdentifierSchemes.Bsn or IdentifierSchemes.Fnr or IdentifierSchemes.AgencyReference))
            map.Report("scheme", "unknown-scheme", "'scheme' must be insz, bsn, fnr or agency.");
        return scheme;
    }
}
