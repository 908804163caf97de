namespace Gateway.Core.Callers;

/// <summary>
/// What a caller may do for its agency: one name per direction, the same for keys, access tokens and certificates. A scope never widens
/// what an agency may see; it narrows what one of its systems may ask.
/// </summary>
public static class Scopes
{
    /// <summary>Hand in records, events and agreements.</summary>
    public const string Submit = "submissions.write";

    /// <summary>Read what became of submissions.</summary>
    public const string ReadSubmissions = "submissions.read";

    /// <summary>Read and acknowledge the feed.</summary>
    public const string ReadFeed = "feed.read";

    /// <summary>Read own referrals.</summary>
    public const string ReadReferrals = "referrals.read";

    /// <summary>Decide, as a counsellor, what a referral waits for.</summary>
    public const string DecideReferrals = "referrals.decide";

    /// <summary>Read the office's tasks.</summary>
    public const string ReadTasks = "tasks.read";

    /// <summary>Take tasks on, note attempts and close them.</summary>
    public const string WorkTasks = "tasks.write";

    /// <summary>Ask whether there is a place.</summary>
    public const string ReadCapacity = "capacity.read";

    /// <summary>Read receipts of agreements and previews of what would leave.</summary>
    public const string ReadAgreements = "agreements.read";

    /// <summary>Ask with a mandate, as a control service, and read the answers.</summary>
    public const string Mandates = "mandates";

    /// <summary>Read heads of the audit trail, and proofs of own disclosures.</summary>
    public const string ReadTrail = "trail.read";

    /// <summary>Countersign heads of the audit trail.</summary>
    public const string SignTrail = "trail.sign";

    /// <summary>Every scope with what it opens, for descriptions and documents.</summary>
    public static IReadOnlyDictionary<string, string> Meanings { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        [Submit] = "Hand in records, events and agreements.",
        [ReadSubmissions] = "Read what became of submissions.",
        [ReadFeed] = "Read and acknowledge the feed; reading is a release.",
        [ReadReferrals] = "Read own referrals.",
        [DecideReferrals] = "Decide what a referral waits for, as a counsellor.",
        [ReadTasks] = "Read the office's tasks.",
        [WorkTasks] = "Take tasks on, note attempts and close them.",
        [ReadCapacity] = "Ask whether there is a place.",
        [ReadAgreements] = "Read receipts of agreements and previews of what would leave.",
        [Mandates] = "Ask with a mandate, as a control service, and read the answers.",
        [ReadTrail] = "Read heads of the audit trail, and proofs of own disclosures.",
        [SignTrail] = "Countersign heads of the audit trail.",
    };

    /// <summary>Every scope, in order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Meanings.Keys];

    /// <summary>As they are kept and sent: in order, divided by spaces (RFC 6749, section 3.3).</summary>
    public static string Text(IEnumerable<string> scopes) => string.Join(' ', scopes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    /// <summary>The scopes of a text, divided by spaces or commas.</summary>
    /// <param name="text">Text.</param>
    /// <param name="unknown">The first name that is no scope; null: each is one.</param>
    public static IReadOnlyList<string> Read(string? text, out string? unknown)
    {
        var names = (text ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        unknown = names.FirstOrDefault(n => !Meanings.ContainsKey(n));
        return [.. names.Where(Meanings.ContainsKey).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
