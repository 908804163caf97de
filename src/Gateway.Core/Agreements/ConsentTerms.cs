using System.Text.Json.Nodes;

namespace Gateway.Core.Agreements;

/// <summary>Terms of the Data Privacy Vocabulary (https://w3id.org/dpv), of Dublin Core and of the gateway, as IRIs.</summary>
internal static class ConsentTerms
{
    internal const string Dpv = "https://w3id.org/dpv#";
    internal const string Dct = "http://purl.org/dc/terms/";
    internal const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    internal const string Gateway = "urn:work-welfare-gateway:consent:1:";
    internal const string Record = Dpv + "ConsentRecord";
    internal const string Receipt = Dpv + "ConsentReceipt";

    /// <summary>Types of whoever agreed, by capacity.</summary>
    internal static IReadOnlyDictionary<string, string> Givers { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Capacities.Self] = "dpv:DataSubject",
        [Capacities.Parent] = "dpv:ParentOfDataSubject",
        [Capacities.Guardian] = "dpv:GuardianOfDataSubject",
        [Capacities.Administrator] = "gw:Administrator",
    };

    /// <summary>The context that stands in every document, as <c>contracts/consent/context.jsonld</c> has it.</summary>
    internal static JsonObject Context { get; } = Read();

    private static JsonObject Read()
    {
        using var file = typeof(ConsentTerms).Assembly.GetManifestResourceStream("consent/context.jsonld")!;
        return JsonNode.Parse(file)!["@context"]!.AsObject();
    }
}
