using Gateway.Api.Problems;
using Gateway.Core.Rights;

namespace Gateway.Api.Rights;

/// <summary>Why a right is not carried out, as problems. A sentence of each says what to do.</summary>
internal static class RightsProblems
{
    private static readonly Dictionary<string, (int Status, string Title)> Kinds = new(StringComparer.Ordinal)
    {
        [RightsFaults.NotVerified] = (422, "Nobody checked the identity."),
        [RightsFaults.ReferenceNotACode] = (422, "The reference is not one word."),
        [RightsFaults.MandateMissing] = (422, "There is no mandate."),
        [RightsFaults.CheckDoesNotFit] = (422, "The check does not fit who asks."),
        [RightsFaults.Mistyped] = (422, "The number was mistyped."),
        [RightsFaults.Unknown] = (404, "There is no such client."),
        [RightsFaults.KeptByLaw] = (409, "A statute keeps the data."),
        [RightsFaults.LegalHold] = (409, "A legal hold keeps the data."),
        [RightsFaults.KeptByBoth] = (409, "A statute and a legal hold keep the data."),
        [RightsFaults.Changed] = (409, "Something has changed meanwhile."),
        [RightsFaults.Unreadable] = (409, "The client's data cannot be opened."),
        [RightsFaults.NotNoted] = (503, "The erasure cannot be noted."),
        [RightsFaults.NothingToCorrect] = (422, "Nothing is corrected."),
    };

    /// <summary>There is no such certificate.</summary>
    public static readonly ProblemKind CertificateUnknown = new(404, "certificate-unknown", "There is no such certificate.", "See /v1/rights/erasures for the certificates there are.");

    /// <summary>All that a call may answer.</summary>
    public static ProblemKind[] All { get; } = [.. Kinds.Keys.Select(Of)];

    /// <summary>The problem of a code.</summary>
    public static ProblemKind Of(string code) => new(Kinds[code].Status, code, Kinds[code].Title, RightsFaults.Sentences[code]);
}
