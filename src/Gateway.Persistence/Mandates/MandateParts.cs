using System.Security.Cryptography;
using System.Text;
using Gateway.Core.Mandates;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;

namespace Gateway.Persistence.Mandates;

/// <summary>What the columns of a request mean.</summary>
internal static class MandateParts
{
    /// <summary>Stands among the refused kinds when not all that there was could be read.</summary>
    private const string Incomplete = "incomplete";

    internal static IReadOnlyList<string> Kinds(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);

    internal static MandateDecision DecisionOf(MandateRow row) =>
        new(row.Code, Kinds(row.Given), [.. Kinds(row.Refused).Where(k => k != Incomplete).Select(k => k.Split(':', 2)).Select(k => new RefusedKind(k[0], k[1]))]);

    /// <summary>Whether there was more that could not be read.</summary>
    internal static bool IsIncomplete(MandateRow row) => Kinds(row.Refused).Contains(Incomplete);

    internal static void Put(MandateRow row, MandateDecision decision, bool incomplete = false)
    {
        row.Code = decision.Code;
        row.Given = string.Join(',', decision.Given);
        row.Refused = string.Join(',', [.. decision.Refused.Select(k => $"{k.Kind}:{k.Code}"), .. incomplete ? [Incomplete] : Array.Empty<string>()]);
    }

    /// <summary>The control service's reference; null: destroyed, or it cannot be opened.</summary>
    internal static string? ReferenceOf(MandateRow row, KeyRing ring)
    {
        if (row.Wrapped is null || row.Reference is null || ring.TryOpen(row.Id, row.Wrapped) is not { } key)
            return null;
        try
        {
            return Encoding.UTF8.GetString(Sealing.Open(key, row.Reference, Sealing.Context(row.Id, MandateStore.ReferenceUse)));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
