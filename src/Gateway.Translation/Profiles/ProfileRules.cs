using System.Text;
using Gateway.Core.Clients;
using Gateway.Core.Operating;
using Gateway.Translation.Converting;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Profiles;

/// <summary>The compiled lines of a profile.</summary>
internal sealed class ProfileRules
{
    /// <summary>XML: element paths of a record, root first. JSON: the member whose list holds the records, or empty.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Records { get; init; } = [];

    /// <summary>XML namespace of a record's element when written.</summary>
    public string? Namespace { get; init; }

    /// <summary>Texts that stand for unknown.</summary>
    public WordSet UnknownValues { get; init; } = WordSet.Empty;

    /// <summary>Days in ISO form that stand for no date; null: none does.</summary>
    public IReadOnlySet<string>? NoDates { get; init; }

    /// <summary>Records that state nothing, and why.</summary>
    public AnswerRule[] Answers { get; init; } = [];

    /// <summary>JSON: what the object around the list of records always has.</summary>
    public RequiredPart[] RequiredOfDocument { get; init; } = [];

    /// <summary>What each record always has, though nothing of it is stated.</summary>
    public RequiredPart[] RequiredOfRecord { get; init; } = [];

    /// <summary>Encoding of rows and lines that say nothing else; null: UTF-8 or Windows-1252.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Columns of a line of fixed width.</summary>
    public IReadOnlyList<FixedColumn> FixedColumns { get; init; } = [];

    /// <summary>Statements a record may make.</summary>
    public StatementRule[] Statements { get; init; } = [];

    /// <summary>Whether a line has a value that may be secret, and which is then secret wherever it stands again.</summary>
    public bool HasSecrets { get; init; }

    /// <summary>Set when records are contract events themselves.</summary>
    public ContractRule? Contract { get; init; }

    /// <summary>Paths that are sealed wherever they occur.</summary>
    public MarkRule[] Marks { get; init; } = [];

    /// <summary>Paths known and deliberately not mapped.</summary>
    public SourcePath[] Keep { get; init; } = [];

    /// <summary>Marks and kept paths that name what they mean wherever it stands.</summary>
    public AnywherePaths Anywhere { get; init; } = AnywherePaths.None;

    /// <summary>Names that the paths ask for.</summary>
    public SourceNames Names { get; init; } = new();

    /// <summary>How each event type is written.</summary>
    public IReadOnlyDictionary<string, OutboundRule> Outbound { get; init; } = new Dictionary<string, OutboundRule>(StringComparer.Ordinal);

    /// <summary>Tables: columns without which a header is not this profile's.</summary>
    public IReadOnlyList<string> RequiredColumns { get; init; } = [];

    /// <summary>Tables: every column a line names, by <see cref="ColumnNames.Key"/>.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Separator of path parts in problem texts.</summary>
    public char Separator { get; init; } = '.';
}

/// <summary>A column of a line of fixed width.</summary>
/// <param name="Name">Name that source paths use.</param>
/// <param name="Width">Characters.</param>
internal sealed record FixedColumn(string Name, int Width);

/// <summary>Records that state nothing, and are not set aside for it.</summary>
/// <param name="Record">XML: element path of such a record.</param>
/// <param name="When">Path that tells such a record; without it and <paramref name="Record"/>, every record no statement is made of.</param>
/// <param name="Is">Values at that path.</param>
/// <param name="Code">Reason code.</param>
/// <param name="Says">Sentence for the sender.</param>
/// <param name="Compartment">Where the whole record belongs.</param>
internal sealed record AnswerRule(IReadOnlyList<string>? Record, SourcePath? When, IReadOnlyList<string> Is, string Code, Sentence Says, Compartment Compartment);

/// <summary>One event type a record may state.</summary>
internal sealed record StatementRule(string Event, SourcePath? When, IReadOnlyList<string> Is, FieldLine[] Fields)
{
    /// <summary>XML: names of the elements that make it; none: any.</summary>
    public IReadOnlyList<string> Elements { get; init; } = [];

    /// <summary>Whether a record makes it.</summary>
    /// <param name="root">The record.</param>
    /// <param name="evenIfSeveral">Also where the record names its kind more than once; otherwise such a record makes none.</param>
    public bool IsMadeOf(SourceNode root, bool evenIfSeveral = false)
    {
        if (Elements.Count > 0 && !Elements.Contains(root.Name, StringComparer.OrdinalIgnoreCase))
            return false;
        if (When is null)
            return true;
        var value = When.Single(root, out var several)?.Text?.Trim();
        return value is not null && (evenIfSeveral || !several) && (Is.Count == 0 || Is.Contains(value, StringComparer.OrdinalIgnoreCase));
    }
}

/// <summary>Records that are contract events: where type and data are, and checks on canonical paths.</summary>
internal sealed record ContractRule(SourcePath Type, SourcePath Data, IReadOnlyDictionary<string, FieldLine> Checks);

/// <summary>How sealed values are sealed.</summary>
internal enum MarkKind
{
    Special,
    Walled,
    FreeText,

    /// <summary>Amounts, accounts, document numbers, other people: nobody's need in a referral.</summary>
    Private,
}

/// <summary>A path that is sealed.</summary>
/// <param name="Path">The path.</param>
/// <param name="Kind">Why.</param>
/// <param name="Instead">For free text: the coded field that could carry the need.</param>
/// <param name="Data">For the control side: which kind of data the value at this very place is (<see cref="Gateway.Core.Mandates.DataKinds.Walled"/>); null: it is given on no mandate.</param>
internal sealed record MarkRule(SourcePath Path, MarkKind Kind, string? Instead, string? Data = null);

/// <summary>How one event type is written.</summary>
/// <param name="Event">Event type.</param>
/// <param name="Root">Root element (XML).</param>
/// <param name="Fields">Lines, in the order in which they are written.</param>
/// <param name="TextMark">Table: written before a text that a spreadsheet would compute.</param>
internal sealed record OutboundRule(string Event, string? Root, IReadOnlyList<FieldLine> Fields, string TextMark);

/// <summary>What to do with a value that cannot be read.</summary>
internal enum WhenUnreadable
{
    SetAside,
    LeaveOut,

    /// <summary>Left out without a notice: another line reads the same value and reports it.</summary>
    Ignore,
}

/// <summary>Which of several values counts.</summary>
internal enum Choice
{
    First,
    Last,
    Highest,
}

/// <summary>One line of a profile: a canonical field and where its value comes from.</summary>
internal sealed class FieldLine
{
    private static readonly string[] LadderParts = ["presence", "rung", "rawRung", "ambiguousRungs", "variant", "potential"];

    /// <summary>Canonical path below the event, or below the item for lines of a group.</summary>
    public required string Target { get; init; }

    /// <summary><see cref="Target"/> in parts.</summary>
    public required string[] Steps { get; init; }

    /// <summary><see cref="Target"/> as numbers of the contract's fields.</summary>
    public int[] Place { get; init; } = [];

    /// <summary>Canonical path from the event on, lists transparent.</summary>
    public required string FullTarget { get; init; }

    public SourcePath? Source { get; init; }

    /// <summary>Further sources: appended to the first when <see cref="Join"/> is set, otherwise instead of it.</summary>
    public SourcePath[] Also { get; init; } = [];

    /// <summary>Further sources count only when nothing stands here: half of one address is not completed from another.</summary>
    public SourcePath? AlsoUnless { get; init; }

    public string? Join { get; init; }

    public Conversion Conversion { get; init; } = TextConversion.Instance;

    public string? Constant { get; init; }

    /// <summary>Value when the source has none; <c>{n}</c> is the record's position, <c>{hash}</c> stands for its content.</summary>
    public string? Default { get; init; }

    /// <summary>Which of several values counts; null: several are a problem.</summary>
    public Choice? Take { get; init; }

    /// <summary>Day by which several values are ordered before one is taken, beside the value or around it.</summary>
    public SourcePath? By { get; init; }

    /// <summary>Values that stand for unknown on this line only.</summary>
    public WordSet None { get; init; } = WordSet.Empty;

    /// <summary>What stands beside the value keeps it out: a secret telephone number.</summary>
    public Guard? Unless { get; init; }

    /// <summary>A day before today at this path, in the item, or beside or around the value, makes it history that is not stated.</summary>
    public SourcePath? Until { get; init; }

    public bool Required { get; init; }

    public WhenUnreadable Unknown { get; init; }

    /// <summary>The target is a list of values.</summary>
    public bool IsList { get; init; }

    /// <summary>Characters that separate the values of a list inside one source value.</summary>
    public char[] Separators { get; init; } = [];

    /// <summary>Kind of the target in the contract.</summary>
    public ContractKind Kind { get; init; }

    /// <summary>Lines of one item, when the target is a list of objects.</summary>
    public FieldLine[]? Items { get; init; }

    /// <summary>Entries may be plain values: a line of them reads the entry itself.</summary>
    public bool TakesTexts => ItemsRepeat && Items is not null && Array.Exists(Items, i => i.Source is { IsHere: true });

    /// <summary>Shape of one such item.</summary>
    public ContractShape? Item { get; init; }

    /// <summary>The source itself holds a list of items (otherwise one object makes a list of one).</summary>
    public bool ItemsRepeat { get; init; }

    /// <summary>A yes at this path, relative to the item, makes the item special category; so does what cannot be read there.</summary>
    public Guard? SpecialWhen { get; init; }

    /// <summary>For a flag that protects the client: how it is stated when it cannot be read. Null: any other line.</summary>
    public bool? Closed { get; init; }

    /// <summary>Where a value that cannot be read may belong: the strictest compartment of the line's codes.</summary>
    public Compartment Wall => Items is not null
        ? Items.Select(i => i.Wall).Append(SpecialWhen is null ? Compartment.Ordinary : Compartment.Special).Max()
        : FullTarget.EndsWith("barriers.code", StringComparison.Ordinal) ? Compartment.Special
        : Conversion is CodeConversion code ? code.Map.Strictest : Compartment.Ordinary;

    /// <summary>Set when the target is a ladder measurement.</summary>
    public LadderLine? Ladder { get; init; }

    /// <summary>Canonical paths of the fields that lines have a place for; of a ladder measurement each part that it is made of.</summary>
    public static IEnumerable<string> Targets(IEnumerable<FieldLine> lines) => lines.SelectMany(l =>
        l.Items is not null ? Targets(l.Items).Prepend(l.FullTarget)
        : l.Steps.Length == 0 ? []
        : l.Ladder is { } ladder ? LadderParts.Take(ladder.Potential is null ? 5 : 6).Select(p => l.FullTarget + "." + p).Prepend(l.FullTarget)
        : [l.FullTarget]);
}

/// <summary>A ladder measurement: raw rung and variant read together.</summary>
/// <param name="Variant">Path of the variant.</param>
/// <param name="FixedVariant">Variant the profile declares.</param>
/// <param name="Potential">Path of the expected rung.</param>
/// <param name="SayAbsent">Say <c>absent</c> when nothing was measured; otherwise leave the field out.</param>
internal sealed record LadderLine(SourcePath? Variant, string? FixedVariant, SourcePath? Potential, bool SayAbsent);
