using Gateway.Core.Trail;

namespace Gateway.Api.Trail;

/// <summary>What an agency posts under a head.</summary>
/// <param name="Root">Root of the head that was checked, hexadecimal.</param>
/// <param name="Signature">Signature, Base64.</param>
public sealed record Countersigned(string? Root, string? Signature);

/// <summary>Examples of the description. The hashes and keys are invented.</summary>
internal static class TrailExamples
{
    private const string Origin = "6b1f0c2d9e8a7b35";
    private const string Key = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE…";
    private const string Hash = "c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00";
    private const long At = 1_772_448_300_000_000;

    private static readonly TrailHead Head = new(4812, Hash, At, "Rk9VUi…", [new TrailCountersignature("vdab", Key, "TVlB…", At)]);

    internal static readonly TrailHeads Heads = new(TrailFormats.Heads, Origin, Key, [Head]);

    internal static readonly TrailConsistency Consistency = new(TrailFormats.Consistency, Origin, Key, Head with { Size = 4100, Countersignatures = [] }, Head, [Hash, Hash]);

    internal static readonly Countersigned Countersigned = new(Hash, "TVlB…");

    internal static readonly TrailProof Proof = new(
        TrailFormats.Proof, Origin, Key,
        new ProvedDisclosure("019cad2e0a117b209c551f3e8d7a6b91", At, "ocmw-leuven", "Welfare", "referral.handover", 1, "ACTIVATION", "KSZ-2026-014", "activation-welfare-1", "4f1c2a7d90be", "client.name,client.contact.phone"),
        new ProvedEntry("019cad2e0a127b209c551f3e8d7a6b92", At, "delivery.released", "gateway", "019cad2e0a117b209c551f3e8d7a6b91", Hash, Hash),
        new EntryProof(3, 20, [Hash, Hash]), new ProvedSeal(4810, At, 4810, "ffffffffffffffffffffffffffffffff", Hash), [Hash, Hash], Head);
}
