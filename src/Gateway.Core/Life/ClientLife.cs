namespace Gateway.Core.Life;

/// <summary>
/// What became known of a client since the referrals were written: benefits, replaced numbers, where the client lives. It is
/// sealed under the client's key at the agency and goes with it. What is undone stays, with who undid it.
/// </summary>
public sealed record ClientLife
{
    /// <summary>Nothing.</summary>
    public static ClientLife Empty { get; } = new();

    /// <summary>Changes of benefit, as they were received.</summary>
    public IReadOnlyList<BenefitChange> Benefits { get; init; } = [];

    /// <summary>Replaced numbers, as they were received.</summary>
    public IReadOnlyList<ReplacedNumber> Numbers { get; init; } = [];

    /// <summary>Municipality of the last change that named one, as it is called on that day; null: none did.</summary>
    public string? Municipality { get; init; }

    /// <summary>Source time of what <see cref="Municipality"/> says.</summary>
    public DateTimeOffset? MunicipalityAt { get; init; }

    /// <summary>Source time of the last notice that a benefit ends.</summary>
    public DateTimeOffset? EndSaidAt { get; init; }

    /// <summary>The change of benefit that counts on a day: of several the one with the latest first day, and of one day the one stated last.</summary>
    /// <param name="day">The day.</param>
    public BenefitChange? BenefitOn(DateOnly day) => Benefits.Where(b => b.EffectiveOn <= day).OrderBy(b => b.EffectiveOn).ThenBy(b => b.At).LastOrDefault();

    /// <summary>The number that stands for a number now: replacements that were not undone are followed to the end.</summary>
    /// <param name="scheme">Identifier scheme.</param>
    /// <param name="number">The number.</param>
    public string Latest(string scheme, string number)
    {
        var latest = number;
        for (var hops = 0; hops <= Numbers.Count; hops++)
        {
            if (Numbers.LastOrDefault(n => n.Counts && n.Scheme == scheme && n.Old == latest) is not { } next)
                return latest;
            latest = next.New;
        }

        return latest;
    }

    /// <summary>Without what it says of the client: it may end up in a message or a log.</summary>
    public override string ToString() => nameof(ClientLife);
}

/// <summary>A change of benefit.</summary>
/// <param name="Scheme">Scheme entered.</param>
/// <param name="EffectiveOn">First day in it.</param>
/// <param name="By">Agency that stated it.</param>
/// <param name="Record">Its record.</param>
/// <param name="At">Source time, UTC; when the source gave none, when it was received.</param>
public sealed record BenefitChange(string Scheme, DateOnly EffectiveOn, string By, Guid Record, DateTimeOffset At)
{
    /// <summary>Without what it says of the client.</summary>
    public override string ToString() => nameof(BenefitChange);
}

/// <summary>A number that a register replaced.</summary>
/// <param name="Scheme">Identifier scheme.</param>
/// <param name="Old">Number that is used no longer.</param>
/// <param name="New">Number that replaced it.</param>
/// <param name="By">The register.</param>
/// <param name="Notice">The record of its notice.</param>
/// <param name="At">When the gateway received it, UTC.</param>
public sealed record ReplacedNumber(string Scheme, string Old, string New, string By, Guid Notice, DateTimeOffset At)
{
    /// <summary>The new number named nobody at the agency before: undone, it names nobody again.</summary>
    public bool Added { get; init; }

    /// <summary>When it was undone, UTC; null: it counts.</summary>
    public DateTimeOffset? UndoneAt { get; init; }

    /// <summary>Who undid it.</summary>
    public string? UndoneBy { get; init; }

    /// <summary>It was not undone.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool Counts => UndoneAt is null;

    /// <summary>Without the numbers.</summary>
    public override string ToString() => nameof(ReplacedNumber);
}
