namespace Gateway.Api.Agreements;

/// <summary>Consent records are taken in; they become contract events of the agency.</summary>
/// <param name="SubmissionId">Id of the submission.</param>
/// <param name="Href">Where to read what became of them.</param>
/// <param name="Repeated">The same document came before.</param>
/// <param name="Records">What each comes to, judged as a claim in any other record is.</param>
public sealed record ConsentRecordsTaken(Guid SubmissionId, string Href, bool Repeated, IReadOnlyList<ConsentRecordLine> Records);

/// <summary>What a consent record comes to.</summary>
/// <param name="Event">Contract event it becomes.</param>
/// <param name="Status">'given', 'refused', 'expired', 'unproven' or 'withdrawn'.</param>
/// <param name="Code">Why it is no agreement.</param>
/// <param name="Lacks">What it lacks to be one, or what speaks against it, as canonical paths.</param>
/// <param name="Missing">What else the record does not say.</param>
/// <param name="NotRead">Terms that the gateway does not read, by their place.</param>
public sealed record ConsentRecordLine(string Event, string Status, string? Code, IReadOnlyList<string> Lacks, IReadOnlyList<string> Missing, IReadOnlyList<string> NotRead);
