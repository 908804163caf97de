namespace Gateway.Core.Rights;

/// <summary>Why a right is not carried out: codes with a sentence each that says what to do.</summary>
public static class RightsFaults
{
    /// <summary>Nobody is named who checked the identity.</summary>
    public const string NotVerified = "identity-not-verified";

    /// <summary>The reference is a sentence.</summary>
    public const string ReferenceNotACode = "reference-not-a-code";

    /// <summary>Somebody asks for somebody else, without a mandate.</summary>
    public const string MandateMissing = "mandate-missing";

    /// <summary>The way of checking does not fit who asks.</summary>
    public const string CheckDoesNotFit = "check-does-not-fit";

    /// <summary>The number's check digits do not hold.</summary>
    public const string Mistyped = "number-mistyped";

    /// <summary>The agency knows no such client, or not any more.</summary>
    public const string Unknown = "client-unknown";

    /// <summary>A statute keeps everything that is known.</summary>
    public const string KeptByLaw = "kept-by-law";

    /// <summary>A legal hold lies on everything that is known of the client.</summary>
    public const string LegalHold = "legal-hold";

    /// <summary>Statutes keep a part of what is known, and legal holds the rest.</summary>
    public const string KeptByBoth = "kept-by-law-and-hold";

    /// <summary>What was looked at has changed since.</summary>
    public const string Changed = "changed-meanwhile";

    /// <summary>The client's key cannot be opened.</summary>
    public const string Unreadable = "client-unreadable";

    /// <summary>The correction changes nothing, or names a field that cannot be corrected.</summary>
    public const string NothingToCorrect = "nothing-to-correct";

    /// <summary>The file of erasures cannot be read or written.</summary>
    public const string NotNoted = "erasure-not-noted";

    /// <summary>English sentences by code.</summary>
    public static IReadOnlyDictionary<string, string> Sentences { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [NotVerified] = "Nobody is named who checked the identity. Check it first, and give the user name or staff number of whoever did, in one word.",
        [ReferenceNotACode] = "The reference is one word of letters, digits and . _ : / + -, at most 40. It is about the file, never about a person.",
        [MandateMissing] = "Somebody asks for somebody else. See the mandate, and give its reference; without one nothing is done.",
        [CheckDoesNotFit] = "An authority asks by an order that was seen; everybody else is checked by a document, an electronic identity or in person.",
        [Mistyped] = "Invalid number: check what was typed.",
        [Unknown] = "This agency has no such client. Another agency may have: each answers for itself. What was erased is not found any more either.",
        [KeptByLaw] = "A statute obliges the agency to keep everything that is known of this client. Nothing was erased; tell the client which statute, until when, and that a complaint to the supervisory authority is possible.",
        [LegalHold] = "A legal hold lies on what is known of this client: a law or a procedure that is under way needs it. Nothing was erased. Tell the client so, and that a complaint to the supervisory authority is possible; ask again when the hold has been lifted.",
        [KeptByBoth] = "Statutes oblige the agency to keep a part of what is known of this client, and legal holds keep the rest. Nothing was erased. Tell the client which statute and until when, that the rest is kept until the hold is lifted, and that a complaint to the supervisory authority is possible.",
        [Changed] = "Something about this client has changed since the page was shown. Nothing was done; look at it again and decide.",
        [Unreadable] = "What is known of this client cannot be opened at the moment. Nothing was done; the gateway desk repairs the key first.",
        [NotNoted] = "The file of erasures cannot be read or written, so the erasure would not survive a restore. Nothing was done; the gateway desk puts the file right first.",
        [NothingToCorrect] = "The correction changes nothing: the field cannot be corrected here, or nothing that is known holds another value.",
    };
}
