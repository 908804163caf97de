namespace Gateway.Api.Problems;

/// <summary>Why a call was refused (RFC 9457 problem details). Names places and codes, never a value of a client.</summary>
public sealed record Problem
{
    /// <summary>URN of the kind of problem, <c>urn:work-welfare-gateway:problem:{code}</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What is wrong, the same for every problem of this code.</summary>
    public required string Title { get; init; }

    /// <summary>HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What to do about it.</summary>
    public required string Detail { get; init; }

    /// <summary>Stable code to act on in software.</summary>
    public required string Code { get; init; }

    /// <summary>Trace of this call; give it to the gateway desk.</summary>
    public required string TraceId { get; init; }

    /// <summary>What would have been accepted, for example media types.</summary>
    public IReadOnlyList<string>? Accepted { get; init; }

    /// <summary>Where it is wrong: parameters, headers or members of the body.</summary>
    public IReadOnlyList<string>? Places { get; init; }

    /// <summary>Bytes or records allowed, when the body has more.</summary>
    public long? Limit { get; init; }
}
