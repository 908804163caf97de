namespace Gateway.Core.Trail;

/// <summary>What came of asking for a proof.</summary>
public abstract record ProofAnswer
{
    private ProofAnswer()
    {
    }

    /// <summary>The proof.</summary>
    /// <param name="Proof">Proof.</param>
    public sealed record Found(TrailProof Proof) : ProofAnswer;

    /// <summary>There is no such disclosure, or it is another agency's.</summary>
    public sealed record Unknown : ProofAnswer;

    /// <summary>Its entry is not sealed yet, or lies behind the head that was asked for.</summary>
    public sealed record NotSealed : ProofAnswer;

    /// <summary>The disclosure in the database is not the one whose release is in the trail: it was changed.</summary>
    public sealed record Changed : ProofAnswer;
}

/// <summary>What came of a countersignature.</summary>
public enum CountersignAnswer
{
    /// <summary>It is kept; also when it was before.</summary>
    Kept,

    /// <summary>There is no head of that size.</summary>
    NoHead,

    /// <summary>The agency signed another root: it knows another story.</summary>
    OtherRoot,

    /// <summary>The directory has no key of the agency.</summary>
    NoKey,

    /// <summary>The signature is not of the agency's key, or not of this head.</summary>
    DoesNotFit,
}

/// <summary>The trail for those who check it: heads, proofs, countersignatures.</summary>
public interface ITrail
{
    /// <summary>The newest heads, the newest first.</summary>
    Task<TrailHeads> HeadsAsync(int most, CancellationToken cancellation);

    /// <summary>Proof that one head goes on from another; null: there is no head of one of the sizes.</summary>
    Task<TrailConsistency?> ConsistencyAsync(int from, int size, CancellationToken cancellation);

    /// <summary>Proof that a disclosure is in the trail.</summary>
    /// <param name="disclosure">Its delivery.</param>
    /// <param name="agency">Who asks: sender or recipient; null: somebody who sees all.</param>
    /// <param name="size">Size of the head; null: the newest.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<ProofAnswer> ProofAsync(Guid disclosure, string? agency, int? size, CancellationToken cancellation);

    /// <summary>Keeps an agency's signature under a head.</summary>
    Task<CountersignAnswer> CountersignAsync(string agency, int size, string root, byte[] signature, CancellationToken cancellation);
}
