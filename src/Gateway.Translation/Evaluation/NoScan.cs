using System.Text;
using Gateway.Contracts;
using Gateway.Core.Noes;
using Gateway.Translation.Converting;
using Gateway.Translation.Profiles;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Evaluation;

/// <summary>
/// Tells from a record's bytes whether it may say a client's no: a withdrawal, an objection or restriction, or an answer that
/// says one. A record that holds neither such a word nor an escape sequence that could spell it says none, which is known
/// without parsing it.
/// </summary>
internal sealed class NoScan
{
    /// <summary>Kinds of statements that may say one.</summary>
    public static readonly IReadOnlyList<string> Types = [EventTypes.ConsentWithdrawn, EventTypes.ReferralReply, EventTypes.ClientChanged];

    private static readonly string[] ProtectionFields = ["client.protection.restricted", "client.protection.objected"];

    private readonly List<byte[]>? _words;
    private readonly ProfileRules _rules;
    private readonly List<StatementRule> _candidates;

    public NoScan(ProfileRules rules)
    {
        _rules = rules;
        _candidates = [.. rules.Statements.Where(MayBe)];
        IReadOnlyList<string>[] words = rules.Contract is not null
            ? [[EventTypes.ConsentWithdrawn, "\"objected\"", "\"restricted\"", .. ClientNo.Outcomes]]
            : [.. _candidates.Select(WordsOf)];
        // One that nothing tells is looked at, whatever it holds.
        _words = Array.Exists(words, w => w.Count == 0) ? null : [.. words.SelectMany(w => w).Distinct(StringComparer.OrdinalIgnoreCase).Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>False only when it cannot say one.</summary>
    public bool MaySayNo(ReadOnlySpan<byte> slice)
    {
        if (_words is null || slice.IndexOf("\\u"u8) >= 0)
            return true;
        foreach (var word in _words)
        {
            if (Holds(slice, word))
                return true;
        }

        return false;
    }

    /// <summary>Whether what tells the kind of record says that it does.</summary>
    public bool SaysNo(SourceNode root)
    {
        if (_rules.Contract is { } contract)
            return contract.Type.Single(root, out _)?.Text is { } type && Types.Contains(type);
        foreach (var rule in _candidates)
        {
            // Also of a record that names its kind twice: it may say no in either.
            if (rule.IsMadeOf(root, evenIfSeveral: true) && AnswersNo(rule, root))
                return true;
        }

        return false;
    }

    private static bool MayBe(StatementRule rule) => rule.Event switch
    {
        EventTypes.ConsentWithdrawn => true,
        EventTypes.ReferralReply => OutcomeOf(rule) is not { Conversion: CodeConversion conversion } || Codes(conversion).Count > 0,
        EventTypes.ClientChanged => Array.Exists(rule.Fields, f => ProtectionFields.Contains(f.FullTarget)),
        _ => false,
    };

    /// <summary>Words of which a record has one when the rule makes a no of it; none: nothing tells.</summary>
    private static IReadOnlyList<string> WordsOf(StatementRule rule)
    {
        IReadOnlyList<string> words = rule.Event == EventTypes.ReferralReply ? OutcomeOf(rule)?.Conversion is CodeConversion codes ? Codes(codes) : [] : rule.Is.Count > 0 ? rule.Is : rule.Elements;
        return words.All(w => Ascii.IsValid(w)) ? words : [];
    }

    /// <summary>False only for an answer whose outcome says something else.</summary>
    private static bool AnswersNo(StatementRule rule, SourceNode root) =>
        rule.Event != EventTypes.ReferralReply
        || OutcomeOf(rule) is not { Conversion: CodeConversion conversion, Source: { } source, Also.Length: 0 }
        || source.Single(root, out var several)?.Text?.Trim() is not { } said
        || several
        || Codes(conversion).Contains(said, StringComparer.OrdinalIgnoreCase);

    private static FieldLine? OutcomeOf(StatementRule rule) => Array.Find(rule.Fields, f => f.FullTarget == "outcome");

    private static List<string> Codes(CodeConversion conversion) =>
        [.. conversion.Map.Entries.Where(e => ClientNo.Outcomes.Contains(e.Means)).Select(e => e.Code).Distinct(StringComparer.OrdinalIgnoreCase)];

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
}
