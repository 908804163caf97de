using System.Text.RegularExpressions;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Translation.Converting;

namespace Gateway.Translation.Drafting;

/// <summary>What a field of a sample may be, by its name and by the form of its values. A guess, for a person to judge.</summary>
/// <param name="Path">The field.</param>
/// <param name="Target">Canonical field, or null.</param>
/// <param name="Convert">Conversion, or null.</param>
/// <param name="Scheme">Scheme of an identifier.</param>
/// <param name="Mark">Mark, or null.</param>
/// <param name="Looks">What its values look like.</param>
internal sealed partial record FieldGuess(string Path, string? Target, string? Convert, string? Scheme, string? Mark, string Looks)
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int LongestCode = 60;

    public static FieldGuess Of(string path, IReadOnlyCollection<string> values)
    {
        var name = path.Split('.', '/', '@')[^1];
        if (SchemeOf(values, name) is { } scheme)
            return new FieldGuess(path, null, "identifier", scheme, null, $"passes the check digits of {scheme}");
        var mark = Walled().IsMatch(path) ? "walled" : Special().IsMatch(path) ? "special" : Private().IsMatch(path) ? "private" : values.Any(IsText) ? "free-text" : null;
        var looks = FormOf(values);
        if (mark is not null)
            return new FieldGuess(path, null, null, null, mark, looks);
        foreach (var (words, target, convert) in Names)
        {
            if (words.IsMatch(name) && !Office().IsMatch(path))
                return new FieldGuess(path, target, convert, null, null, looks);
        }

        return new FieldGuess(path, null, null, null, null, looks);
    }

    private static string? SchemeOf(IReadOnlyCollection<string> values, string name)
    {
        if (values.Count == 0)
            return null;
        foreach (var scheme in new[] { IdentifierSchemes.Insz, IdentifierSchemes.Fnr, IdentifierSchemes.Bsn })
        {
            var named = name.Contains(scheme, StringComparison.OrdinalIgnoreCase) || (scheme == IdentifierSchemes.Bsn && name.Contains("burgerservice", StringComparison.OrdinalIgnoreCase));
            var good = values.Count(v => NationalNumbers.Normalise(scheme, v) is not null);
            if (named ? good * 2 > values.Count : good == values.Count && (good > 2 || scheme == IdentifierSchemes.Insz))
                return scheme;
        }

        return null;
    }

    private static bool IsText(string value) => value.Length > LongestCode || value.Count(c => c == ' ') > 5;

    private static string FormOf(IReadOnlyCollection<string> values)
    {
        if (values.Count == 0)
            return "always empty here";
        var context = new ConversionContext(DateOnly.MinValue, Date1904: false);
        if (values.All(v => new DateConversion(DateForm.Iso, partial: true, serial: false, instant: false).Read(v, context).Code is null))
            return "looks like a date";
        if (values.All(v => new YesNoConversion(null, null, [], []).Read(v, context).Code is null))
            return "looks like yes and no";
        if (values.All(v => v.All(char.IsAsciiDigit)))
            return "digits";
        return values.Distinct(StringComparer.Ordinal).Count() * 2 <= values.Count ? "looks like a code" : "text";
    }

    private static readonly (Regex Words, string Target, string? Convert)[] Names =
    [
        (GivenName(), "client.givenNames", null),
        (FullName(), "client.fullName", null),
        (FamilyName(), "client.familyName", null),
        (Birth(), "client.birthDate", "partial-date"),
        (Phone(), "client.contact.phone", null),
        (Mail(), "client.contact.email", null),
        (Postal(), "client.residence.postalCode", null),
        (Municipality(), "client.residence.municipality", null),
        (Street(), "client.residence.street", null),
        (Number(), "client.residence.houseNumber", null),
        (Place(), "client.residence.place", null),
    ];

    [GeneratedRegex("voorna|given|first.?name|pr[ée]nom|fornavn|vorname", Options, 1000)]
    private static partial Regex GivenName();

    [GeneratedRegex("volledige.?naam|full.?name|nom.?complet", Options, 1000)]
    private static partial Regex FullName();

    [GeneratedRegex("achterna|family|last.?name|surname|^naam$|^nom$|etternavn|nachname", Options, 1000)]
    private static partial Regex FamilyName();

    [GeneratedRegex("geboorte|birth|naissance|f[øo]dsel|geburt", Options, 1000)]
    private static partial Regex Birth();

    [GeneratedRegex("telefo|phone|gsm|mobiel|mobile", Options, 1000)]
    private static partial Regex Phone();

    [GeneratedRegex("mail", Options, 1000)]
    private static partial Regex Mail();

    [GeneratedRegex("postc|postal|zip|postnummer|plz", Options, 1000)]
    private static partial Regex Postal();

    [GeneratedRegex("gemeente|municipal|commune|^nis|kommune", Options, 1000)]
    private static partial Regex Municipality();

    [GeneratedRegex("straat|street|^rue|gate$|strasse", Options, 1000)]
    private static partial Regex Street();

    [GeneratedRegex("huisn|house.?number", Options, 1000)]
    private static partial Regex Number();

    [GeneratedRegex("plaats|city|town|poststed|ort$", Options, 1000)]
    private static partial Regex Place();

    /// <summary>Names and numbers of offices and the people who work there.</summary>
    [GeneratedRegex("contactper|sender|recipient|afzender|header|medewerker|adviseur|counsel|organisatie|werkgever|employer", Options, 1000)]
    private static partial Regex Office();

    [GeneratedRegex("frau|sanct|vordering|maatregel|boete|straf|terugvorder|recover|uitsluit|vrijstelling|ontzegging", Options, 1000)]
    private static partial Regex Walled();

    [GeneratedRegex("gezond|ziek|health|handicap|medi[sc]|verslav|addict|psych|justiti|banenafspraak|arbeidsvermogen|loonwaarde|helse|sant[ée]", Options, 1000)]
    private static partial Regex Special();

    [GeneratedRegex("bedrag|bedr|amount|iban|rekening|kontonum|bel[øo]p|partner|legitimatie|paspoort|montant", Options, 1000)]
    private static partial Regex Private();
}
