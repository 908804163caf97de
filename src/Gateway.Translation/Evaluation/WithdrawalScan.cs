using System.Text;
using Gateway.Contracts;
using Gateway.Translation.Profiles;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Evaluation;

/// <summary>
/// Tells from a record's bytes whether it may be a withdrawal. A record that holds neither the word nor an escape
/// sequence that could spell it is none, which is known without parsing it.
/// </summary>
internal sealed class WithdrawalScan
{
    private readonly List<byte[]> _words;
    private readonly ProfileRules _rules;

    public WithdrawalScan(ProfileRules rules)
    {
        _rules = rules;
        var words = rules.Contract is not null
            ? [EventTypes.ConsentWithdrawn]
            : rules.Statements.Where(s => s.Event == EventTypes.ConsentWithdrawn).SelectMany(s => s.Is);
        _words = [.. words.Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>False only when it cannot be one.</summary>
    public bool MayWithdraw(ReadOnlySpan<byte> slice)
    {
        if (slice.IndexOf("\\u"u8) >= 0 || _words.Count == 0)
            return true;
        foreach (var word in _words)
        {
            if (Holds(slice, word))
                return true;
        }

        return false;
    }

    /// <summary>Whether a word occurs, in any case of its letters.</summary>
    private static bool Holds(ReadOnlySpan<byte> slice, byte[] word)
    {
        var (lower, upper) = ((byte)char.ToLowerInvariant((char)word[0]), (byte)char.ToUpperInvariant((char)word[0]));
        for (int at; (at = slice.IndexOfAny(lower, upper)) >= 0; slice = slice[(at + 1)..])
        {
            if (slice.Length - at >= word.Length && Ascii.EqualsIgnoreCase(slice.Slice(at, word.Length), word))
                return true;
        }

        return false;
    }

    /// <summary>Whether what tells the kind of record says withdrawal.</summary>
    public bool Withdraws(SourceNode root)
    {
        if (_rules.Contract is { } contract)
            return contract.Type.Single(root, out _)?.Text == EventTypes.ConsentWithdrawn;
        foreach (var rule in _rules.Statements)
        {
            if (rule.Event == EventTypes.ConsentWithdrawn && (rule.When is null || (rule.When.Single(root, out _)?.Text?.Trim() is { } kind && rule.Is.Contains(kind, StringComparer.OrdinalIgnoreCase))))
                return true;
        }

        return false;
    }
}
