using Gateway.Core.Mandates;

namespace Gateway.Api.Mandates;

/// <summary>What a control service asks.</summary>
/// <param name="Reference">Its own reference of the mandate, at most 100 characters. The same again is the same request.</param>
/// <param name="Basis">Reference of the legal basis in the policy.</param>
/// <param name="Controller">Agency whose control data it asks for.</param>
/// <param name="From">First day it asks about.</param>
/// <param name="To">Last day it asks about.</param>
/// <param name="EndsOn">Last day of the mandate.</param>
/// <param name="Kinds">Kinds of data.</param>
/// <param name="Scheme">Identifier scheme: insz, bsn or fnr.</param>
/// <param name="Identifier">The person's identifier; it is stored nowhere as it is, only within a keyed fingerprint of the question.</param>
public sealed record MandateAsking(
    string? Reference, string? Basis, string? Controller, string? From, string? To, string? EndsOn, IReadOnlyList<string>? Kinds, string? Scheme, string? Identifier)
{
    /// <summary>Without reference and identifier: it may end up in a message or a log.</summary>
    public override string ToString() => nameof(MandateAsking);
}

/// <summary>A request that was noted.</summary>
/// <param name="MandateId">Id of the request, and of the event that answers it.</param>
/// <param name="State">'accepted': the basis opens some of what was asked; 'refused': it opens nothing.</param>
/// <param name="Reason">Why nothing is given; absent: the mandate holds.</param>
/// <param name="Kinds">Kinds that the basis opens.</param>
/// <param name="Refused">Kinds that are refused.</param>
public sealed record MandateNoted(string MandateId, string State, MandateReason? Reason, IReadOnlyList<string> Kinds, IReadOnlyList<MandateKindRefused> Refused)
{
    internal static MandateNoted Of(MandateReply.Noted noted) => new(
        noted.Id.ToString("D"), noted.Decision.Given.Count > 0 ? "accepted" : "refused", noted.Decision.Code is { } code ? new MandateReason(code, MandateCodes.Says(code)) : null, noted.Decision.Given,
        [.. noted.Decision.Refused.Select(r => new MandateKindRefused(r.Kind, r.Code, MandateCodes.Says(r.Code)))]);
}

/// <summary>Why nothing is given.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Text">What is wrong and what to do.</param>
public sealed record MandateReason(string Code, string Text);

/// <summary>A kind of data that is not given.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Text">What is wrong and what to do.</param>
public sealed record MandateKindRefused(string Kind, string Code, string Text);
