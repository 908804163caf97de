namespace Gateway.Core.Rights;

/// <summary>Writes down what was asked by right of a client and refused, like what is given: in the operations log and the audit trail.</summary>
public interface IRightsNotes
{
    /// <summary>Notes a refusal before it is answered.</summary>
    /// <param name="request">Who asked.</param>
    /// <param name="action">One of <see cref="RightsActions"/>.</param>
    /// <param name="client">The client; null: none was found.</param>
    /// <param name="code">One of <see cref="RightsFaults"/>.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task RefusedAsync(RightsRequest request, string action, Guid? client, string code, CancellationToken cancellation);
}

/// <summary>What was asked by right of a client, as the operations log calls it.</summary>
public static class RightsActions
{
    /// <summary>A copy was begun.</summary>
    public const string Copied = "rights.copied";

    /// <summary>A copy was refused.</summary>
    public const string CopyRefused = "rights.copy-refused";

    /// <summary>A correction was taken in.</summary>
    public const string Corrected = "rights.corrected";

    /// <summary>A correction was refused.</summary>
    public const string CorrectionRefused = "rights.correction-refused";

    /// <summary>Somebody was shown what an erasure would do.</summary>
    public const string ErasureLooked = "rights.erasure-looked";

    /// <summary>What an erasure would do was asked, and nothing would be erased.</summary>
    public const string ErasureLookRefused = "rights.erasure-look-refused";

    /// <summary>An erasure was carried out.</summary>
    public const string Erased = "rights.erased";

    /// <summary>An erasure was refused.</summary>
    public const string ErasureRefused = "rights.erasure-refused";
}
