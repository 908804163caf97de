using Gateway.Core.Rights;

namespace Gateway.Api.Rights;

/// <summary>Examples in the description.</summary>
internal static class RightsExamples
{
    public static readonly RightAsked Asked = new("vdab", "insz", "85073003328", "self", "document", "nele.p", "AVG-2026-17", Field: null, Value: null, Seen: null);

    public static readonly ErasureCertificate Certificate = new()
    {
        Number = 12, Agency = "vdab", ErasedAt = new DateTimeOffset(2026, 3, 2, 8, 15, 0, TimeSpan.Zero), Whole = true,
        Destroyed = new ErasedCounts(1, 2, 4, 0, 3, 1), Stopped = 1, Told = ["ocmw-leuven"], Kept = [],
    };

    public static readonly ErasureSeen Seen = new(Certificate, "3f1c9a0b77de4412");

    public static readonly CorrectionTaken Correction = new(Guid.Parse("019cad2e-2c10-7d31-a6f0-3b1c5e9d8f21"), 1, ["ocmw-leuven"], []);
}
