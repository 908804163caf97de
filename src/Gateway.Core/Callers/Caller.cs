namespace Gateway.Core.Callers;

/// <summary>Who calls: an agency, and what this caller may do for it.</summary>
/// <param name="Agency">Agency.</param>
/// <param name="Scopes">Scopes; nothing else is opened.</param>
public sealed record Caller(string Agency, IReadOnlyList<string> Scopes)
{
    /// <summary>Id of the API key it calls with; null: it calls with something else.</summary>
    public string? KeyId { get; init; }

    /// <summary>From this moment on it stands for nobody, machine time; null: no end is set.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>What a new key may do, and until when.</summary>
/// <param name="Scopes">Scopes.</param>
/// <param name="ExpiresAt">Machine time; null: no end, for the demonstration's offices only.</param>
public sealed record KeyTerms(IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt)
{
    /// <summary>Every scope and no end: the demonstration's offices.</summary>
    public static KeyTerms Unlimited { get; } = new(Callers.Scopes.All, null);
}

/// <summary>What came of changing a key for a new one.</summary>
public abstract record KeyRotation
{
    /// <summary>Both are in use for a while.</summary>
    /// <param name="Id">Id of the new key.</param>
    /// <param name="Key">The new key; shown once.</param>
    /// <param name="OldUntil">When the old one ends.</param>
    public sealed record Made(string Id, string Key, DateTimeOffset OldUntil) : KeyRotation;

    /// <summary>There is no such key in use.</summary>
    public sealed record NotInUse : KeyRotation;

    /// <summary>It is being changed already: two keys are in use.</summary>
    public sealed record TwoInUse : KeyRotation;
}

/// <summary>Rules of keys.</summary>
public static class KeyRules
{
    /// <summary>Keys of one agency with the same scopes that are in use together: the present one and the one that takes its place.</summary>
    public const int MostInUse = 2;

    /// <summary>Days that a key lasts when nobody says otherwise.</summary>
    public const int UsualDays = 365;

    /// <summary>Days that a key lasts at most.</summary>
    public const int MostDays = 730;

    /// <summary>Days for which the old key goes on when it is changed and nobody says otherwise.</summary>
    public const int UsualOverlapDays = 7;

    /// <summary>Days before its end from which on a key or a certificate raises an alarm.</summary>
    public const int AlarmDays = 30;

    /// <summary>When the old key ends: after the overlap, and never later than it would have.</summary>
    public static DateTimeOffset OldUntil(DateTimeOffset now, TimeSpan overlap, DateTimeOffset? end) => end is { } at && at < now + overlap ? at : now + overlap;
}
