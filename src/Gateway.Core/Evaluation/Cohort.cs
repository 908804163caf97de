using System.Text.Json.Serialization;

namespace Gateway.Core.Evaluation;

/// <summary>How it came about that one group was offered something and the other was not. It bounds what their difference says.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ComparisonDesign>))]
public enum ComparisonDesign
{
    /// <summary>Chance decided. The difference may be put down to the offer.</summary>
    [JsonStringEnumMemberName("randomised")]
    Randomised = 0,

    /// <summary>The other group lived elsewhere in the same months. The difference is an association.</summary>
    [JsonStringEnumMemberName("elsewhere")]
    Elsewhere = 1,

    /// <summary>The other group was there before the offer began. The difference is an association, and times may have changed.</summary>
    [JsonStringEnumMemberName("earlier")]
    Earlier = 2,
}

/// <summary>People who were counted alike over some months, without persons.</summary>
public sealed record Cohort
{
    /// <summary>First day on which somebody entered it.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day on which somebody entered it.</summary>
    public required DateOnly To { get; init; }

    /// <summary>People in it.</summary>
    public required int People { get; init; }

    /// <summary>Those of them who reached the outcome.</summary>
    public required int Reached { get; init; }

    /// <summary>Whether they were offered what is evaluated.</summary>
    public required bool WasOffered { get; init; }

    /// <summary>People by the values of the facts on which the groups were matched: fact, value, people.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Facts { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, int>>();

    /// <summary>Who counted them, and where that is written down.</summary>
    public required string Source { get; init; }

    /// <summary>Share of people who reached the outcome.</summary>
    public double Share => (double)Reached / People;
}

/// <summary>Two groups whose outcomes may be compared: one was offered what is evaluated, the other was not.</summary>
public sealed record Comparison
{
    /// <summary>Id.</summary>
    public required string Id { get; init; }

    /// <summary>Titles by language.</summary>
    public required IReadOnlyDictionary<string, string> Titles { get; init; }

    /// <summary>Collaboration that made the offer; null: all of the pilot.</summary>
    public string? Collaboration { get; init; }

    /// <summary>One of <see cref="ComparedOutcomes"/>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Months after which the outcome was looked at, the same in both groups.</summary>
    public required int AfterMonths { get; init; }

    /// <summary>How the groups came about.</summary>
    public required ComparisonDesign Design { get; init; }

    /// <summary>The group that was offered it.</summary>
    public required Cohort Offered { get; init; }

    /// <summary>The group that was not.</summary>
    public required Cohort Other { get; init; }

    /// <summary>What the evaluators say the comparison does not cover, by language.</summary>
    public required IReadOnlyDictionary<string, string> Limits { get; init; }
}
