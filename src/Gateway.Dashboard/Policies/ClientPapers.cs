using Gateway.Core.Agreements;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Dashboard.Policies;

/// <summary>Documents for clients, under what the agencies agree on now.</summary>
/// <param name="agreed">Names of offices, purposes and fields.</param>
public sealed class ClientPapers(IPresent<Agreed> agreed) : IClientPapers
{
    /// <inheritdoc />
    public string Receipts(IReadOnlyList<AgreementReceipt> receipts, string language) => PaperWriters.Html(Receipt(receipts, agreed.Now, language));

    /// <inheritdoc />
    public string Previews(string agency, IReadOnlyList<PreviewAnswer> answers, string language) => PaperWriters.Html(Preview(agency, answers, agreed.Now, language));

    /// <summary>Receipts as a document.</summary>
    public static Paper Receipt(IReadOnlyList<AgreementReceipt> receipts, Agreed agreed, string language) => ReceiptPaper.Of(receipts, agreed, language);

    /// <summary>Previews as a document.</summary>
    public static Paper Preview(string agency, IReadOnlyList<PreviewAnswer> answers, Agreed agreed, string language) => PreviewPaper.Of(agency, answers, agreed, language);
}
