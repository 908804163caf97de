using Gateway.Catalogue.Yaml;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;

namespace Gateway.Catalogue.Loading;

/// <summary>Reads <c>policy/principles.yaml</c>.</summary>
internal static class PrincipleFile
{
    internal static Principles Read(YamlMap? root)
    {
        if (root is null)
            return Principles.None;
        var most = new Dictionary<RecipientClass, IReadOnlyList<string>>();
        foreach (var entry in root.Maps("atMost"))
        {
            var recipient = entry.Choice<RecipientClass>("class");
            if (!most.TryAdd(recipient, entry.KnownTexts("fields", IsField, ProblemCodes.UnknownField, ManifestFile.NoSuchField, KnownFields.Referral.Concat(KnownFields.Status))))
                entry.Report("class", ProblemCodes.Duplicate, "This class occurs twice; give each once.");
            entry.RejectUnknown();
        }

        var principles = new Principles
        {
            NeverForward = root.KnownTexts("neverForward", IsField, ProblemCodes.UnknownField, ManifestFile.NoSuchField, KnownFields.Referral.Concat(KnownFields.Status)),
            StepTwoOnly = root.KnownTexts("stepTwoOnly", IsField, ProblemCodes.UnknownField, ManifestFile.NoSuchField, KnownFields.Referral.Concat(KnownFields.Status)),
            AtMost = most,
        };
        PolicyContradictions.Principles(root, principles);
        root.RejectUnknown();
        return principles;
    }

    private static bool IsField(string path) => KnownFields.Referral.Contains(path) || KnownFields.Status.Contains(path);
}

/// <summary>Reads <c>policy/feedback.yaml</c>: what a referring office is told of each outcome.</summary>
internal static class FeedbackFile
{
    private static readonly string[] Tellable =
    [
        CoarseStatuses.Received, CoarseStatuses.Accepted, CoarseStatuses.Waitlisted, CoarseStatuses.NotAccepted,
        CoarseStatuses.InService, CoarseStatuses.Paused, CoarseStatuses.NotStarted, CoarseStatuses.Ended, CoarseStatuses.Completed,
    ];

    internal static Dictionary<string, Feedback> Read(YamlMap? root)
    {
        var feedback = new Dictionary<string, Feedback>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        if (root is null)
            return feedback;
        foreach (var entry in root.Maps("feedback"))
        {
            var outcome = entry.UniqueText("outcome", taken);
            if (outcome.Length > 0 && !ReplyOutcomes.All.Contains(outcome))
                entry.Report("outcome", ProblemCodes.UnknownOutcome, $"'{outcome}' is not a reply outcome; known are {string.Join(", ", ReplyOutcomes.All)}.{Spelling.Meant(outcome, ReplyOutcomes.All)}");
            feedback.TryAdd(outcome, new Feedback(outcome, Status(entry, "status"), Status(entry, "beforeStart")));
            entry.RejectUnknown();
        }

        foreach (var outcome in ReplyOutcomes.All.Where(o => !taken.Contains(o)))
            root.Report("feedback", ProblemCodes.MissingOutcome, $"Nothing is said about '{outcome}'; add it, without 'status' when nothing is told.");
        root.RejectUnknown();
        return feedback;
    }

    private static string? Status(YamlMap entry, string key)
    {
        var status = entry.OptionalText(key);
        if (status is not null && !Tellable.Contains(status))
            entry.Report(key, ProblemCodes.UnknownStatus, $"'{status}' is not a status a referring office is told; known are {string.Join(", ", Tellable)}.{Spelling.Meant(status, Tellable)}");
        return status;
    }
}
