namespace Gateway.Core.Retention;

/// <summary>How long records of a kind are kept, and why so long.</summary>
/// <param name="Kind">One of <see cref="RetentionKinds"/>.</param>
/// <param name="Keep">How long; null: as long as the installation.</param>
/// <param name="Because">The ground, for whoever answers for it.</param>
public sealed record RetentionTerm(string Kind, Period? Keep, string Because);

/// <summary>Terms of retention as agreed.</summary>
/// <param name="Terms">Terms by kind. A kind without one is not purged; a policy that is loaded from files has one for each.</param>
public sealed record RetentionPolicy(IReadOnlyDictionary<string, RetentionTerm> Terms)
{
    /// <summary>No terms: nothing is purged.</summary>
    public static RetentionPolicy None { get; } = new(new Dictionary<string, RetentionTerm>());

    /// <summary>The term of a kind; null: there is none.</summary>
    public RetentionTerm? Of(string kind) => Terms.GetValueOrDefault(kind);
}
