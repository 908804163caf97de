namespace Gateway.Core.Ladder;

/// <summary>
/// What the agencies agreed about measuring on the participation ladder: who measures where and on which variant, and which
/// codes of subgroups and instruments reports know. Loaded from <c>directory/ladder.yaml</c>.
/// </summary>
/// <param name="Organisations">Organisations that measure, by agency.</param>
/// <param name="Subgroups">Subgroups.</param>
/// <param name="Instruments">Instruments.</param>
public sealed record LadderTerms(IReadOnlyList<MeasuringOrganisation> Organisations, IReadOnlyList<LadderCode> Subgroups, IReadOnlyList<LadderCode> Instruments)
{
    /// <summary>Nothing is agreed: whoever measures is counted, and nobody is asked to measure again.</summary>
    public static LadderTerms None { get; } = new([], [], []);

    private Dictionary<string, MeasuringOrganisation>? _byAgency;

    /// <summary>The organisation that an agency is; null: it is in no list of those that measure.</summary>
    public MeasuringOrganisation? Find(string agency) =>
        (_byAgency ??= Organisations.ToDictionary(o => o.Agency, StringComparer.Ordinal)).GetValueOrDefault(agency);
}

/// <summary>An organisation that measures: often one for several municipalities, and sometimes several in one.</summary>
/// <param name="Agency">Agency id.</param>
/// <param name="Municipalities">Where it measures, dated; none: in the agency's territory.</param>
/// <param name="Variants">Variants that it measures on, dated; none: any that is declared.</param>
public sealed record MeasuringOrganisation(string Agency, IReadOnlyList<Directory.Territory> Municipalities, IReadOnlyList<DatedVariant> Variants)
{
    /// <summary>The variant that is agreed for a day; null: none is agreed, and any that is declared may be used.</summary>
    public DatedVariant? VariantOn(DateOnly day) => Variants.FirstOrDefault(v => v.Covers(day));

    /// <summary>Whether it changes its variant within a year: movements of that year compare two scales.</summary>
    public bool ChangesIn(int year) => Variants.Count(v => (v.From?.Year ?? 0) <= year && year <= (v.To?.Year ?? 9999)) > 1;
}

/// <summary>A variant for a time.</summary>
/// <param name="Variant">One of <see cref="LadderVariants.All"/>.</param>
/// <param name="Version">Version of the variant, for example <c>2026.1</c>; null: the first.</param>
/// <param name="From">First day; null: always.</param>
/// <param name="To">Last day; null: until further notice.</param>
public sealed record DatedVariant(string Variant, string? Version, DateOnly? From, DateOnly? To)
{
    /// <summary>Whether it is used on a day.</summary>
    public bool Covers(DateOnly day) => (From is null || From <= day) && (To is null || day <= To);
}

/// <summary>A code that reports know, with its names.</summary>
/// <param name="Code">Code.</param>
/// <param name="Names">Names by language (ISO 639-1).</param>
public sealed record LadderCode(string Code, IReadOnlyDictionary<string, string> Names);
