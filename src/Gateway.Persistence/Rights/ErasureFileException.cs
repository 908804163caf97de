namespace Gateway.Persistence.Rights;

/// <summary>The file of erasures is missing, damaged or of another installation. Nothing is started: what was erased could come back.</summary>
/// <param name="message">A sentence that says what to do.</param>
public sealed class ErasureFileException(string message) : Exception(message);
