using Gateway.Core.Intake;
using Gateway.Core.Operating;

namespace Gateway.Core.Returns;

/// <summary>A record that goes back to its sender. Nothing in it is of a client.</summary>
/// <param name="Name">What its sender calls it.</param>
/// <param name="Code">Reason code.</param>
/// <param name="Text">The sentence that was written down with it.</param>
/// <param name="Path">Where in the record.</param>
/// <param name="Line">Line in the file.</param>
public sealed record ReturnedRecord(RecordName Name, string Code, Sentence? Text, string? Path, int? Line);
