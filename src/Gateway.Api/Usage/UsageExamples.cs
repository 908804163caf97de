namespace Gateway.Api.Usage;

/// <summary>Examples of the portals' call in the description. The number is invented and passes its check digits.</summary>
internal static class UsageExamples
{
    public static readonly UsageAsked Asked = new("insz", "85073003328", "2026-01-01", "2026-03-31", Take: null, After: null);

    public static readonly UsageAnswer Answer = new(
        "vdab", "en", "2026-01-01", "2026-03-31",
        [
            new UsageLine(
                new DateTimeOffset(2026, 3, 3, 9, 12, 0, TimeSpan.Zero), "read", "Read a record about you as an office sent it", new UsageParty("gateway", "the gateway desk", "operator"), From: null,
                "Stated in the person's own words", Purpose: null, "The gateway desk works for the office (GDPR art. 28), on the office's own legal basis.", BasisReference: null, [], FurtherData: null,
                Arrived: null, Times: null, Until: null),
            new UsageLine(
                new DateTimeOffset(2026, 3, 2, 8, 16, 0, TimeSpan.Zero), "handedOver", "Handover, step one: how to reach you and what is asked", new UsageParty("ocmw-leuven", "OCMW Leuven", Role: null),
                new UsageParty("vdab", "VDAB", Role: null), "Activation", "ACTIVATION", "Deliberation on the exchange between employment service and welfare office (example) (KSZ-2026-014)", "KSZ-2026-014",
                ["Family name", "Given names", "Telephone", "Question"], FurtherData: null, "Received: the office confirmed it", Times: null, Until: null),
        ],
        Next: null);
}
