namespace Gateway.Persistence.Model;

/// <summary>A secret with which calls of an agency's webhook are signed; a row as long as it is in use.</summary>
public sealed class WebhookSecretRow
{
    /// <summary>Agency.</summary>
    public required string Agency { get; set; }

    /// <summary>1 or 2: two are in use at a time at most.</summary>
    public int Number { get; set; }

    /// <summary>The secret under the installation's protection key, bound to agency and number.</summary>
    public required byte[] Sealed { get; set; }

    /// <summary>Machine time, UTC.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}
