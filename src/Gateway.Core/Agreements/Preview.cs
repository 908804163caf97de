using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Work;

namespace Gateway.Core.Agreements;

/// <summary>What one office would get in one step.</summary>
/// <param name="Recipient">Agency.</param>
/// <param name="Step">1, or 2: after it has registered a file.</param>
/// <param name="Fields">Canonical paths, sorted.</param>
public sealed record PreviewStep(string Recipient, int Step, IReadOnlyList<string> Fields);

/// <summary>
/// What would leave to whom if the client agreed, as it is shown before (GDPR art. 7(2), 13). It names offices and fields and holds
/// no value of the client's, so two clients of whom the same would leave have the same preview.
/// </summary>
/// <param name="Agency">Agency that refers.</param>
/// <param name="Purpose">Purpose code.</param>
/// <param name="Steps">What would leave, by recipient and step.</param>
public sealed record Preview(string Agency, string Purpose, IReadOnlyList<PreviewStep> Steps)
{
    /// <summary>Names of what the canonical text holds, sorted, so that whoever computes it again gets the same.</summary>
    private sealed record CanonicalStep(IReadOnlyList<string> Fields, string Recipient, int Step);

    /// <summary>The steps as they are stored: JSON, sorted by recipient and step, fields sorted and once.</summary>
    public string StepsText => JsonSerializer.Serialize(
        Steps.Where(s => s.Fields.Count > 0).OrderBy(s => s.Recipient, StringComparer.Ordinal).ThenBy(s => s.Step)
            .Select(s => new CanonicalStep([.. s.Fields.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], s.Recipient, s.Step)),
        ContractJson.Options);

    /// <summary>The canonical text: <c>{"agency":…,"purpose":…,"steps":[{"fields":[…],"recipient":…,"step":…}]}</c> without white space, in UTF-8.</summary>
    public byte[] Canonical => JsonSerializer.SerializeToUtf8Bytes(new { agency = Agency, purpose = Purpose, steps = JsonSerializer.Deserialize<JsonElement>(StepsText) }, ContractJson.Options);

    /// <summary>SHA-256 of <see cref="Canonical"/>.</summary>
    public byte[] HashBytes => SHA256.HashData(Canonical);

    /// <summary>The same in 64 lower-case hexadecimal digits: what an agreement's record carries.</summary>
    public string Hash => Convert.ToHexStringLower(HashBytes);

    /// <summary>Fields that the client was shown for an office and step.</summary>
    /// <param name="known">What was read, with the previews that agreements name.</param>
    /// <param name="agreement">The agreement a release rests on.</param>
    /// <param name="recipient">The office.</param>
    /// <param name="step">The step.</param>
    /// <returns>Null when no preview was shown; nothing when the one that was cannot be found, or does not have the office and step.</returns>
    internal static IReadOnlySet<string>? Shown(Snapshots known, ClientAgreement? agreement, string recipient, int step)
    {
        if (agreement?.PreviewHash is not { } hash || known.Previews is null)
            return null;
        return known.Previews.TryGetValue(Convert.ToHexStringLower(hash), out var kept)
            ? kept.Of().Steps.Where(s => s.Recipient == recipient && s.Step <= step).SelectMany(s => s.Fields).ToHashSet(StringComparer.Ordinal)
            : new HashSet<string>();
    }
}

/// <summary>A preview that was made by the gateway and kept, so that an agreement may name it by its digest.</summary>
public sealed record KeptPreview
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>SHA-256 of its canonical text.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>Agency that refers.</summary>
    public required string Agency { get; set; }

    /// <summary>Purpose code.</summary>
    public required string Purpose { get; set; }

    /// <summary>Steps as JSON.</summary>
    public required string Steps { get; set; }

    /// <summary>When it was first made, domain time, UTC.</summary>
    public DateTimeOffset FirstKeptAt { get; set; }

    /// <summary>As it was made.</summary>
    public Preview Of() => new(Agency, Purpose, JsonSerializer.Deserialize<PreviewStep[]>(Steps, ContractJson.Options)!);

    /// <summary>A preview to keep.</summary>
    /// <param name="id">Key.</param>
    /// <param name="preview">The preview.</param>
    /// <param name="at">Domain time, UTC.</param>
    public static KeptPreview Keep(Guid id, Preview preview, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(preview);
        return new KeptPreview { Id = id, Hash = preview.HashBytes, Agency = preview.Agency, Purpose = preview.Purpose, Steps = preview.StepsText, FirstKeptAt = at };
    }
}

/// <summary>Digests of previews as records write them.</summary>
public static class PreviewHashes
{
    private const int Digits = 64;

    /// <summary>The digest in lower case, without space around it; null: it is none.</summary>
    public static string? Normal(string? hash) =>
        hash?.Trim() is { Length: Digits } digits && digits.All(char.IsAsciiHexDigit) ? digits.ToLowerInvariant() : null;

    /// <summary>The digest as bytes; null: it is none.</summary>
    internal static byte[]? Bytes(string? hash) => Normal(hash) is { } digits ? Convert.FromHexString(digits) : null;
}
