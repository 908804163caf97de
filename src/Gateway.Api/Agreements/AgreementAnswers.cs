using Gateway.Core.Agreements;

namespace Gateway.Api.Agreements;

/// <summary>Whose agreements are asked for.</summary>
/// <param name="Agency">Agency whose client it is; only for users of the gateway desk.</param>
/// <param name="Scheme">Kind of number: 'insz', 'bsn', 'fnr' or 'agency'.</param>
/// <param name="Value">The number.</param>
/// <param name="Purpose">Why it is asked: 'access-request', 'complaint', 'supervision' or 'breach'. Left out by an agency: 'access-request'.</param>
/// <param name="Language">'en', 'nl' or 'fr'. Left out: 'en'.</param>
public sealed record ClientAsked(string? Agency, string? Scheme, string? Value, string? Purpose, string? Language)
{
    /// <summary>Without the number: it may end up in a message or a log.</summary>
    public override string ToString() => nameof(ClientAsked);
}

/// <summary>Receipts of a client's agreements.</summary>
/// <param name="Items">Receipts, the newest agreement first.</param>
public sealed record ReceiptList(IReadOnlyList<AgreementReceipt> Items);
