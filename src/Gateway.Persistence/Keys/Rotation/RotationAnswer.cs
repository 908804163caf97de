namespace Gateway.Persistence.Keys.Rotation;

/// <summary>What asking for a rotation came to.</summary>
/// <param name="Refused">Why it does not begin, as a sentence that says what to do; null: it has begun.</param>
/// <param name="From">Key that was current.</param>
/// <param name="To">Key that is current now.</param>
public sealed record RotationAnswer(string? Refused, string? From, string? To)
{
    internal static RotationAnswer No(string sentence) => new(sentence, null, null);
}
