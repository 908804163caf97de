using Gateway.Core.Operating;

namespace Gateway.Api.Operating;

/// <summary>Examples of the operators' calls in the description.</summary>
internal static class OperatingExamples
{
    private static readonly DateTimeOffset Seen = new(2026, 3, 2, 8, 15, 0, TimeSpan.Zero);
    private static readonly CauseLine Cause = new("set-aside", "vdab", "unknown-code", 50, Seen, Seen.AddHours(3), "rita", Note: null);
    private static readonly IReadOnlyList<OutcomeCount> Outcomes =
        [new("translates", Code: null, Path: null, 48), new("other", "unknown-code", "question", 2)];

    public static readonly ReplayAsked Asked = new(Id: null, ReplayAsked.SetAside, "unknown-code", Stage: null, "vdab", "vdab-referral", "requestedService");

    public static readonly CauseList Causes = new([Cause]);

    public static readonly CauseDetail CauseOfOne = new(
        Cause, [new PlaceLine("vdab-referral", "requestedService", 50, [new FormatLine("formats/vdab-referral/profile.yaml", 87, "- { target: needs.services, source: requestedService, convert: code, map: services }", "services")])]);

    public static readonly ReplayStatus Replay = new(
        Guid.Parse("019cad2e-2c10-7d31-a6f0-3b1c5e9d8f21"), Seen.AddDays(1), "rita", ReplayAsked.SetAside, "translation", "unknown-code", "vdab", "vdab-referral", "requestedService",
        "running", 2, 50, 1, 0, 10, 0, 39);

    public static readonly ReplayList Replays = new([Replay]);

    public static readonly ReplayDetail ReplayOfOne = new(Replay, [new ReplayItemLine(1, Guid.Parse("019cad2e-3d20-7a42-b7e1-4c2d6f0e9a32"), "succeeded", Reason: null)], Next: null);

    public static readonly ReplayPreviewCounts Preview = new(Outcomes);

    public static readonly DraftCounts Draft = new(50, [.. Outcomes, new("newly-fails", "unknown-code", "question", 1)]);
}
