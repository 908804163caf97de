using Gateway.Core.Clients;

namespace Gateway.Persistence.Model;

/// <summary>A sealed piece of a submission that is larger than one piece, at most 1 MiB of plain bytes.</summary>
public sealed class SegmentRow
{
    /// <summary>Submission.</summary>
    public Guid SubmissionId { get; set; }

    /// <summary>Position, from 0.</summary>
    public int Index { get; set; }

    /// <summary>AES-256-GCM; additional data: submission, index, last.</summary>
    public required byte[] Cipher { get; set; }

    /// <summary>The last segment.</summary>
    public bool Last { get; set; }
}

/// <summary>A key of the installation itself. Those of submissions, records and clients lie in their own rows.</summary>
public sealed class DataKeyRow
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary><c>index</c> or <c>protection</c>.</summary>
    public required string Purpose { get; set; }

    /// <summary>The key under the master key; null: destroyed.</summary>
    public byte[]? Wrapped { get; set; }
}

/// <summary>An API key of an agency or of a user, without its secret.</summary>
public sealed class ApiKeyRow
{
    /// <summary>First part of the key.</summary>
    public required string Id { get; set; }

    /// <summary>Agency; of a user's key <c>user:</c> and the user's key, of a portal's <c>portal:</c> and the agency, which are no agency's id.</summary>
    public required string Agency { get; set; }

    /// <summary>HMAC of the secret and of whom it stands for, under a key that is not in the database; empty: revoked.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>What it may do, in order and divided by spaces; empty for users and portals, whose roles and calls say so.</summary>
    public string Scopes { get; set; } = "";

    /// <summary>Machine time, UTC, in whole seconds; null: no end is set.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>HMAC of the id, <see cref="Scopes"/> and <see cref="ExpiresAt"/>, under a key that is not in the database.</summary>
    public required byte[] TermsSeal { get; set; }

    /// <summary>Machine time, UTC.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Machine time, UTC; null: in use.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>A named value of this installation.</summary>
public sealed class SettingRow
{
    /// <summary>Name.</summary>
    public required string Name { get; set; }

    /// <summary>Value.</summary>
    public required string Value { get; set; }
}
