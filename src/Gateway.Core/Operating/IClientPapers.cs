using Gateway.Core.Agreements;

namespace Gateway.Core.Operating;

/// <summary>Documents that a client may take home: pages that need nothing else and print on A4.</summary>
public interface IClientPapers
{
    /// <summary>Receipts of agreements.</summary>
    /// <param name="receipts">Receipts.</param>
    /// <param name="language">ISO 639-1: en, nl or fr.</param>
    string Receipts(IReadOnlyList<AgreementReceipt> receipts, string language);

    /// <summary>What would leave to whom if the client agreed.</summary>
    /// <param name="agency">Agency that would refer.</param>
    /// <param name="answers">Previews.</param>
    /// <param name="language">ISO 639-1: en, nl or fr.</param>
    string Previews(string agency, IReadOnlyList<PreviewAnswer> answers, string language);
}
