namespace Gateway.Core.Rights;

/// <summary>Erases clients (GDPR art. 17), one agency's knowledge at a time.</summary>
public interface IErasures
{
    /// <summary>What an erasure would do now; nothing is done.</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="subject">Whose data.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<ErasureAnswer> LookAsync(RightsRequest request, RightsSubject subject, CancellationToken cancellation);

    /// <summary>Erases, in one commit, or says why not.</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="subject">Whose data.</param>
    /// <param name="seen">State that was looked at before (<see cref="ErasureAnswer.State"/>): something else is not erased unseen. Null: whatever there is.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<ErasureAnswer> EraseAsync(RightsRequest request, RightsSubject subject, string? seen, CancellationToken cancellation);

    /// <summary>A certificate; null: there is none of that number, or it is another agency's.</summary>
    /// <param name="number">Number.</param>
    /// <param name="agency">Only of this agency; null: of any.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<IssuedCertificate?> CertificateAsync(int number, string? agency, CancellationToken cancellation);

    /// <summary>Certificates, the newest first.</summary>
    /// <param name="agency">Only of this agency; null: of all.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<IReadOnlyList<IssuedCertificate>> ListAsync(string? agency, int most, CancellationToken cancellation);
}

/// <summary>Whose data a right is about.</summary>
public abstract record RightsSubject
{
    /// <summary>Whoever a number names at the agency.</summary>
    /// <param name="Scheme">Identifier scheme.</param>
    /// <param name="Value">Number as written; never stored or logged.</param>
    public sealed record ByNumber(string Scheme, string Value) : RightsSubject
    {
        /// <summary>Without the number.</summary>
        public override string ToString() => $"{nameof(ByNumber)} {{ Scheme = {Scheme} }}";
    }

    /// <summary>A client that was found before.</summary>
    /// <param name="Client">Id inside the gateway.</param>
    public sealed record Known(Guid Client) : RightsSubject;
}

/// <summary>What an erasure came to, or would come to.</summary>
/// <param name="Certificate">What was, or would be, destroyed; null: nothing.</param>
/// <param name="Refusal">One of <see cref="RightsFaults"/>; null: it is not refused.</param>
/// <param name="Kept">What a statute or a legal hold keeps.</param>
/// <param name="State">State of the client that this rests on; null when there is none.</param>
public sealed record ErasureAnswer(ErasureCertificate? Certificate, string? Refusal, IReadOnlyList<KeptByLaw> Kept, string? State);

/// <summary>A certificate as it stands in the register.</summary>
/// <param name="Certificate">The certificate.</param>
/// <param name="AgainAt">When the erasure was carried out again, because the database was restored from before it; null: never.</param>
public sealed record IssuedCertificate(ErasureCertificate Certificate, DateTimeOffset? AgainAt);
