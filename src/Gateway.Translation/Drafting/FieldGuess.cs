using System.Text.RegularExpressions;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Translation.Converting;

namespace Gateway.Translation.Drafting;

/// <summary>A field of a sample: its path, its values, and whether one record has several of them.</summary>
internal sealed record SampleField(string Path, IReadOnlyCollection<string> Values, bool Repeats);

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
    private const string Dates = "looks like a date";
    private const string Flags = "looks like yes and no";
    private const string Digits = "digits";
    private const string Coded = "looks like a code";

    /// <summary>A record has several of it.</summary>
    public bool Repeats { get; init; }

    /// <summary>What stands between the values of a list inside one value; null: nothing.</summary>
    public string? Separators { get; init; }

    /// <summary>What the field stands in: the part of the path before its name.</summary>
    public string Around => Path[..^Path.Split('.', '/', '@')[^1].Length];

    /// <summary>A number or reference by which a sender may know the client.</summary>
    public bool IsReference => !SaysSecret && Reference().IsMatch(Path.Split('.', '/', '@')[^1]) && Mark is null or "free-text";

    /// <summary>It says that a number or address is secret: a person's contact details may stand in no statement when it does.</summary>
    public bool SaysSecret => Target is null && Secret().IsMatch(Path.Split('.', '/', '@')[^1]);

    /// <summary>A way to reach or find the client, which a secret is about.</summary>
    public bool IsWhereabouts => Target?.StartsWith("client.contact.", StringComparison.Ordinal) is true || Target?.StartsWith("client.residence.", StringComparison.Ordinal) is true;

    public static FieldGuess Of(SampleField field)
    {
        var (path, values, repeats) = field;
        var name = path.Split('.', '/', '@')[^1];
        var other = Other().IsMatch(path);
        if (!other && SchemeOf(values, name) is { } scheme)
            return new FieldGuess(path, null, "identifier", scheme, null, values.All(v => NationalNumbers.Normalise(scheme, v) is not null) ? $"passes the check digits of {scheme}" : $"named as {scheme}; some here fail its check digits");
        var looks = FormOf(values);
        // Whose address or number it is decides before what it is: an employer's telephone is not the client's.
        var mark = Walled().IsMatch(path) ? "walled" : Special().IsMatch(path) ? "special" : other || Private().IsMatch(path) || Origin().IsMatch(path) ? "private" : null;
        if (mark is not null)
            return new FieldGuess(path, null, null, null, mark, looks);
        foreach (var (words, target, convert) in Names)
        {
            // A header is trusted over a value that does not fit; not over most of them.
            if (words.IsMatch(name) && !Office().IsMatch(path) && IsOfClient(path, words) && values.Count(IsText) * 2 <= values.Count)
                return new FieldGuess(path, target, convert, null, null, looks) { Repeats = repeats, Separators = SeparatorsOf(target, values) };
        }

        // What nobody has named may be anything; only what is clearly no text is kept beside the record.
        return new FieldGuess(path, null, null, null, looks is Dates or Flags or Digits or Coded ? null : "free-text", looks);
    }

    /// <summary>Every part around the name, and every further word in it, is the client's own or says nothing about whose it is.</summary>
    private static bool IsOfClient(string path, Regex words)
    {
        var parts = path.Split(['.', '/', '@'], StringSplitOptions.RemoveEmptyEntries);
        return parts[..^1].All(p => Own().IsMatch(p)) && Word().Split(parts[^1]).All(w => IsNeutral(w, words));
    }

    /// <summary>Whether a word of a header is the field's, the client's or a filler: <c>postcode_wg</c> has a word that may name anybody.</summary>
    private static bool IsNeutral(string word, Regex words)
    {
        var rest = words.Replace(word, "");
        return rest.Length == 0 || Filler().IsMatch(rest) || Own().IsMatch(word) || (rest.Length < word.Length && rest.Length <= 3);
    }

    private static string? SeparatorsOf(string target, IReadOnlyCollection<string> values) =>
        target == "client.givenNames" && values.Any(v => v.AsSpan().IndexOfAny(';', ',', '|') >= 0) ? ";,|" : null;

    private static string? SchemeOf(IReadOnlyCollection<string> values, string name)
    {
        foreach (var (scheme, words) in Schemes)
        {
            var good = values.Count(v => NationalNumbers.Normalise(scheme, v) is not null);
            // The header says what it is; a value that fails is set aside later and told.
            if (words.IsMatch(name) ? values.Count == 0 || good > 0 || values.Any(v => v.Count(char.IsAsciiDigit) >= 7) : values.Count > 0 && good == values.Count && (good > 2 || scheme == IdentifierSchemes.Insz))
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
            return Dates;
        if (values.All(v => new YesNoConversion(null, null, [], []).Read(v, context).Code is null))
            return Flags;
        if (values.All(v => v.All(char.IsAsciiDigit)))
            return Digits;
        return values.All(v => Codes.Nameable(v) is not null) ? Coded : "text";
    }

    private static readonly (string Scheme, Regex Words)[] Schemes =
    [
        (IdentifierSchemes.Insz, Insz()),
        (IdentifierSchemes.Fnr, Fnr()),
        (IdentifierSchemes.Bsn, Bsn()),
    ];

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

    [GeneratedRegex("achterna|famil|last.?name|surname|^naam$|^nom$|etternavn|nachname", Options, 1000)]
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

    [GeneratedRegex("huisn(umme)?r?|house.?number", Options, 1000)]
    private static partial Regex Number();

    [GeneratedRegex("plaats|city|town|poststed|ort$", Options, 1000)]
    private static partial Regex Place();

    [GeneratedRegex("insz|niss|rijksregister|registre.?national|num[ée]ro.?national", Options, 1000)]
    private static partial Regex Insz();

    [GeneratedRegex("bsn|burgerservice|sofinummer", Options, 1000)]
    private static partial Regex Bsn();

    [GeneratedRegex("^fnr|f[øo]dselsn|personnummer", Options, 1000)]
    private static partial Regex Fnr();

    [GeneratedRegex("geheim|secret|afgescherm|bescherm|confiden|prot[ée]g|protect|hemmelig|gradert|sperr", Options, 1000)]
    private static partial Regex Secret();

    [GeneratedRegex("nr$|nummer|number|num[ée]ro|^id|id$|ref|ticket|dossier|key", Options, 1000)]
    private static partial Regex Reference();

    /// <summary>Where a client was born, or under which name: neither an address nor the name of today.</summary>
    [GeneratedRegex("(geboorte.?(plaats|land|stad|streek|gemeente|naam))|(birth.?(place|country|city|town|name))|((lieu|pays|commune|ville|nom).*naissance)|geburts?(ort|land|name)|f[øo]de(sted|land)|jeune.?fille|meisjesnaam|maiden", Options, 1000)]
    private static partial Regex Origin();

    /// <summary>Words in a header that name nobody.</summary>
    [GeneratedRegex("^([0-9]+|e|en|nr|no|num|nummer|number|num[ée]ro|code|datum|date|dag|van|de|het|een|der|du|des|le|la|of|and|et|und|the|priv[ée]?|mobile?|mobiel|vast|thuis|home|eigen|main|primary|hoofd|eerste|first|full|volledige?|complete?t?|last|given|sur|house|significant|deel|part|adr(es)?)$", Options, 1000)]
    private static partial Regex Filler();

    [GeneratedRegex("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();

    /// <summary>Parts of a record that are the client's own, or say nothing about whose they are.</summary>
    [GeneratedRegex("^(record|item|row|rij|regel|data|gegevens|body|inhoud|message|bericht)s?$|person|cl[ie]+n|clië|klant|betrokken|werkzoek|jobseek|burger|citizen|candid|kandid|demandeur|b[ée]n[ée]fici|bruker|adres|address|anschrift|contact|woon|wohn|bosted|bolig|resid|verblijf|domicil|naam|name|^noms?$|telefo|phone|mail|identi|geboorte|birth|naissance|geburt|f[øo]dsel", Options, 1000)]
    private static partial Regex Own();

    /// <summary>Somebody else: employers, relatives, professionals, landlords. What is theirs is never the client's.</summary>
    [GeneratedRegex("werkgever|employ|arbeidsgiver|arbeitgeber|patron|bedrijf|compan|firma|onderneming|entrepris|societ|opdrachtgever|uitzend|partner|echtgen|spouse|conjoint|samenwonend|gezin|huishoud|household|m[ée]nage|kinder|kind[._ ]|child|enfant|ouder|parent|vader|moeder|father|mother|voogd|guardian|tuteur|bewind|curator|verhuur|landlord|arts|doctor|m[ée]decin|huisarts|psychiat|school|ecole|école|noodcontact|emergency|urgence|referent|garant|huisgeno|relative|familielid|advoca|lawyer", Options, 1000)]
    private static partial Regex Other();

    /// <summary>Names and numbers of offices and the people who work there.</summary>
    [GeneratedRegex("contactper|sender|recipient|afzender|header|medewerker|adviseur|counsel|organisatie|werkgever|employer|begeleid|coach|consulent|conseill|accompagn|veileder|berater|behandel|dossierbeheer", Options, 1000)]
    private static partial Regex Office();

    [GeneratedRegex("frau|sanct|vordering|maatregel|boete|straf|terugvorder|recover|uitsluit|vrijstelling|ontzegging", Options, 1000)]
    private static partial Regex Walled();

    [GeneratedRegex("gezond|ziek|health|handicap|medi[sc]|verslav|addict|psych|justiti|banenafspraak|arbeidsvermogen|loonwaarde|helse|sant[ée]", Options, 1000)]
    private static partial Regex Special();

    [GeneratedRegex("bedrag|bedr|amount|iban|rekening|kontonum|bel[øo]p|partner|legitimatie|paspoort|montant", Options, 1000)]
    private static partial Regex Private();
}
