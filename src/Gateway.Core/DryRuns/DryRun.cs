using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Routing;

namespace Gateway.Core.DryRuns;

/// <summary>
/// What would become of records if an agency handed them in now. The rules of the stages decide, in their order: intake,
/// translation, referral, release; and for step two an office's first answer. Nothing is stored, and nothing is known but the
/// records: what an earlier record changed (a withdrawal, an objection, a taken place) does not count.
/// </summary>
public static class DryRun
{
    /// <summary>Decides records in their order; each sees what those before it did.</summary>
    /// <param name="agreed">What the agencies agreed.</param>
    /// <param name="sender">Agency that would hand them in.</param>
    /// <param name="now">Domain time.</param>
    /// <param name="noes">What clients say no to in the records; it are in force before anything else is decided.</param>
    /// <param name="records">Records as their profile reads them.</param>
    /// <param name="writer">Writes events in the recipients' formats.</param>
    /// <returns>A result for each record, made when it is asked for.</returns>
    public static IEnumerable<DryRunResult> Of(
        Agreed agreed, Agency sender, DateTimeOffset now, IReadOnlyList<IClientStatement> noes, IEnumerable<ReadRecord> records, IEventWriter writer)
    {
        ArgumentNullException.ThrowIfNull(agreed);
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(writer);
        var way = new DryWay(agreed, sender, now, noes, writer);
        return records.Select(way.Of);
    }
}

/// <summary>What would become of a record.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Outcome">
/// <c>handed-over</c>, <c>withheld</c> or <c>unroutable</c> (a referral); <c>set-aside</c>; <c>waits</c> (it names a referral or
/// handover that these records do not hold); <c>applied</c> (it takes effect, and hands nothing over); <c>fails</c>.
/// </param>
/// <param name="Code">Reason code; null when nothing stands in the way.</param>
/// <param name="Says">A sentence without a client's data.</param>
public sealed record DryRunResult(int Number, string Outcome, string? Code, string Says)
{
    /// <summary>Fields and facts that were missing.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>What is worth knowing and changed no decision.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>What recipients would get.</summary>
    public IReadOnlyList<DryRunStep> Handovers { get; init; } = [];

    /// <summary>Nothing stands in the way, of the record or of a step.</summary>
    public bool IsFine => Code is null && Handovers.All(h => h.Code is null);
}

/// <summary>A step of a handover as its recipient would get it.</summary>
/// <param name="Recipient">Agency.</param>
/// <param name="Services">Services asked of it.</param>
/// <param name="Step">1, or 2: after it has registered a file.</param>
/// <param name="Format">Its format.</param>
/// <param name="Code">Why nothing leaves; null: it leaves.</param>
/// <param name="Says">The same as a sentence; empty when it leaves.</param>
public sealed record DryRunStep(string Recipient, IReadOnlyList<string> Services, int Step, string Format, string? Code, string Says)
{
    /// <summary>Media type of the document.</summary>
    public string MediaType { get; init; } = "";

    /// <summary>The document, byte for byte as it would leave but for the handover's number and the time.</summary>
    public ReadOnlyMemory<byte> Document { get; init; }

    /// <summary>Canonical fields that it discloses.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Canonical fields that may leave and for which the recipient's format has no place.</summary>
    public IReadOnlyList<string> NotCarried { get; init; } = [];
}
