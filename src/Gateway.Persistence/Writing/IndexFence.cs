using System.Globalization;
using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Referrals;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Writing;

/// <summary>
/// Keeps rows out whose digests are under an index key that is not the newest any more. Where rows are unique by a digest, two
/// processes that wrote under different keys would not notice each other; whoever decided under an older key decides again.
/// The key turns while nobody is writing such rows, and the statement that inserts them asks for its number.
/// </summary>
public static class IndexFence
{
    /// <summary>Name of the setting: the number of the newest key; empty, as long as there was only one.</summary>
    public const string Setting = "index-fence";

    private static readonly Dictionary<string, string> Digests = new(StringComparer.Ordinal)
    {
        ["Submission"] = "KeyHash",
        ["Referral"] = "TicketHash",
        ["ClientIdentifier"] = "Hash",
        ["ClientAgreement"] = "TicketHash",
        ["Record"] = "InReplyToHash",
        ["Mandate"] = "ReferenceHash",
    };

    /// <summary>The number that rows bear; null: they bear none, and nothing is asked.</summary>
    public static string? Of(RowTable table, IReadOnlyList<object> rows)
    {
        if (!Digests.TryGetValue(table.Name, out var name))
            return null;
        var column = table.Columns.First(c => c.Name == name);
        List<byte> numbers = [.. rows.Select(column.ValueOf).OfType<byte[]>().Where(d => d.Length > 0).Select(d => d[0]).Distinct()];
        // Rows that were decided partly before the key turned, and partly after, bear a number that none is.
        return numbers.Count switch { 0 => null, 1 => numbers[0].ToString(CultureInfo.InvariantCulture), _ => "0" };
    }

    /// <summary>Whether a new row bears one.</summary>
    public static bool Bears(object row) =>
        row is ClientIdentifier or MandateRow or SubmissionSnapshot or ReferralSnapshot or ClientAgreement { TicketHash: not null } or RecordSnapshot { InReplyToHash: not null };

    /// <summary>The condition behind what is inserted.</summary>
    /// <param name="number">Name of the parameter with the number.</param>
    public static string Condition(string number) =>
        $""" WHERE COALESCE((SELECT s."Value" FROM "Setting" AS s WHERE s."Name" = '{Setting}'), '') IN ('', {number})""";

    /// <summary>What refused rows end with.</summary>
    public static Func<Exception> Refused { get; } = () => new IndexTurnedException();
}

/// <summary>The index key has turned since this was decided; it is decided again under the new one.</summary>
public sealed class IndexTurnedException() : DbUpdateConcurrencyException("The index key has turned since.");
