using Gateway.Catalogue.Yaml;
using Gateway.Core.Clients;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Profiles;

/// <summary>When a line states nothing.</summary>
internal sealed partial class FieldLineFile
{
    private Guard? Unless(YamlMap map)
    {
        if (map.OptionalMap("unless") is not { } unless)
            return null;
        var (closes, opens) = (unless.Texts("is"), unless.Texts("not"));
        var guard = new Guard(Path(unless, "source", unless.Text("source")), closes, opens, opens.Count > 0);
        if (closes.Count == 0)
            unless.Report("is", "no-values", "'is' must list the values that keep the field out, for example [J, \"1\"].");
        unless.RejectUnknown();
        return guard;
    }

    private SourcePath? Known(YamlMap map, string key) =>
        map.OptionalText(key) is { } path ? Path(map, key, path) : null;

    private Guard? SpecialWhen(YamlMap map)
    {
        if (map.OptionalText("special-when") is not { } path)
            return null;
        if (!map.Has("items") && !map.Has("from"))
            map.Report("special-when", "guard-without-entry", "'special-when' belongs to a line with 'items' or 'from'; keep a single value out with 'unless'.");
        Strictest = Strictest < Compartment.Special ? Compartment.Special : Strictest;
        return new Guard(Path(map, "special-when", path), _yes is null ? [] : [_yes], _no is null ? [] : [_no], ownOpens: false);
    }
}
