using Gateway.Core.Directory;

namespace Gateway.Core.Mandates;

/// <summary>What a legal basis opens to control services.</summary>
public sealed record MandateTerms
{
    /// <summary>Control services that may ask on it; agencies of the directory.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>Kinds of data that it opens, of <see cref="DataKinds.Walled"/>.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>Days that one request may be about, at most.</summary>
    public required int LongestDays { get; init; }
}

/// <summary>What a control service asks, without the person.</summary>
public sealed record MandateAsked
{
    /// <summary>Reference of the legal basis.</summary>
    public required string Basis { get; init; }

    /// <summary>Agency whose data it is about.</summary>
    public required string Controller { get; init; }

    /// <summary>First day about which it asks.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Last day of the mandate itself.</summary>
    public required DateOnly EndsOn { get; init; }

    /// <summary>Kinds of data, of <see cref="DataKinds.All"/>.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }
}

/// <summary>A kind of data that is not given.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Code">Why: a code of <see cref="MandateCodes"/>.</param>
public sealed record RefusedKind(string Kind, string Code);

/// <summary>What the gateway decided about a request.</summary>
/// <param name="Code">Why nothing of it is given; null: the mandate holds.</param>
/// <param name="Given">Kinds that may be given.</param>
/// <param name="Refused">Kinds that are not, each with its reason.</param>
public sealed record MandateDecision(string? Code, IReadOnlyList<string> Given, IReadOnlyList<RefusedKind> Refused);

/// <summary>Who asks, of whom, on which day.</summary>
/// <param name="Asked">What is asked.</param>
/// <param name="Recipient">Who asks; null: the directory does not know it any more.</param>
/// <param name="Today">The day it is, domain time.</param>
public sealed record MandateCase(MandateAsked Asked, Agency? Recipient, DateOnly Today);
