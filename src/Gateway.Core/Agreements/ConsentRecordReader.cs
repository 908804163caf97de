using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts.Events;
using Gateway.Core.Operating;

namespace Gateway.Core.Agreements;

/// <summary>A consent record as it was read.</summary>
/// <param name="Event">Type of the contract event that says the same.</param>
/// <param name="Statement">The event's data: <see cref="ConsentGiven"/> or <see cref="ConsentWithdrawn"/>; null: there is none, and <see cref="Problem"/> says why.</param>
public sealed record ConsentRecordRead(string Event, IStatement? Statement)
{
    /// <summary>Purpose that it names.</summary>
    public string? Purpose { get; init; }

    /// <summary>Day on which the client was born, as it says.</summary>
    public string? BirthDate { get; init; }

    /// <summary>Why it is not read, as a sentence without anything of the client; null: it is.</summary>
    public string? Problem { get; init; }

    /// <summary>Terms that were not read, by their place.</summary>
    public IReadOnlyList<string> NotRead { get; init; } = [];
}

/// <summary>Reads consent records after ISO/IEC TS 27560:2023, written as JSON-LD with the terms of the Data Privacy Vocabulary.</summary>
public static class ConsentRecordReader
{
    /// <summary>As the rules ask it of records; German is what clients of the East Cantons are asked in.</summary>
    private static readonly Dictionary<string, string> Languages =
        SpokenLanguage.All.Select(l => (l.Code, l.InRecords)).Append(("de", "deu")).ToDictionary(l => l.Item1, l => l.Item2, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the records of a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="ticket">Ticket of the event that a record becomes, by its number in the document.</param>
    /// <returns>Null when it is no JSON-LD document, or one whose context is only an address: nothing is fetched.</returns>
    public static IReadOnlyList<ConsentRecordRead>? Read(JsonNode? document, Func<int, string> ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        if (document is not JsonObject root || LinkedNode.TermsOf(root["@context"] ?? new JsonObject()) is not { } terms)
            return null;
        var nodes = root["@graph"] is JsonArray graph ? [.. graph.OfType<JsonObject>()] : new[] { root };
        var records = nodes.Select((n, i) => new LinkedNode(n, terms, nodes.Length > 1 ? $"@graph[{i}]" : "$")).SelectMany(RecordsOf).ToList();
        return [.. records.Select((r, i) => Read(r, ticket(i)))];
    }

    private static IReadOnlyList<LinkedNode> RecordsOf(LinkedNode node) =>
        node.Types.Contains(ConsentTerms.Record) ? [node]
        : node.Types.Contains(ConsentTerms.Receipt) ? [.. node.Nodes(ConsentTerms.Dpv + "hasRecordOfActivity").Where(n => n.Types.Contains(ConsentTerms.Record))]
        : [];

    private static ConsentRecordRead Read(LinkedNode record, string ticket)
    {
        var statuses = record.Nodes(ConsentTerms.Dpv + "hasConsentStatus");
        var withdrawn = Last(statuses, "ConsentWithdrawn");
        var said = Last(statuses, "ConsentGiven", "RenewedConsentGiven", "ConsentRefused");
        var process = record.Nodes(ConsentTerms.Dpv + "hasProcess").FirstOrDefault();
        var purpose = process?.Nodes(ConsentTerms.Dpv + "hasPurpose").FirstOrDefault()?.Text(ConsentTerms.Dct + "identifier") ?? process?.Text(ConsentTerms.Dpv + "hasPurpose");
        var (inReplyTo, recordId) = (record.Text(ConsentTerms.Gateway + "referral"), record.Text(ConsentTerms.Dct + "identifier"));
        var controller = record.Nodes(ConsentTerms.Dpv + "hasDataController").FirstOrDefault()?.Text(ConsentTerms.Dct + "identifier") ?? record.Text(ConsentTerms.Dpv + "hasDataController");
        var sender = controller is null ? null : new Party { Organisation = controller };
        var client = ClientOf(record.Nodes(ConsentTerms.Dpv + "hasDataSubject").FirstOrDefault());
        var claim = Claim(record, said, recordId);
        // A status and nothing else is a bare yes.
        if (claim == new AgreementClaim() && said is not null)
            claim = claim with { Stated = true };
        record.Pass(
            ConsentTerms.Dct + "created", ConsentTerms.Dct + "conformsTo", ConsentTerms.Dpv + "hasApplicableLaw", ConsentTerms.Dpv + "hasRight", ConsentTerms.Dpv + "hasJurisdiction");
        var read = new ConsentRecordRead(withdrawn is null ? Contracts.EventTypes.ConsentGiven : Contracts.EventTypes.ConsentWithdrawn, null)
        {
            Purpose = purpose, BirthDate = client?.BirthDate, NotRead = [.. new[] { record, said, withdrawn }.OfType<LinkedNode>().SelectMany(n => n.Unread())],
        };
        if (inReplyTo is null && client is not { Identifiers.Count: > 0 })
            return read with { Problem = AgreementAnswers.NamesNobody.Text };
        if (withdrawn is not null)
            return read with { Statement = new ConsentWithdrawn { Ticket = ticket, InReplyTo = inReplyTo, Sender = sender, Client = client, AgreementRecordId = recordId } };
        return said is null
            ? read with { Problem = AgreementAnswers.NoStatus.Text }
            : read with { Statement = new ConsentGiven { Ticket = ticket, InReplyTo = inReplyTo, Sender = sender, Client = client, Purpose = purpose, Agreement = claim } };
    }

    private static AgreementClaim Claim(LinkedNode record, LinkedNode? said, string? recordId)
    {
        var notice = record.Nodes(ConsentTerms.Dpv + "hasNotice").FirstOrDefault();
        var giver = said?.Nodes(ConsentTerms.Dpv + "isIndicatedBy").FirstOrDefault();
        var language = notice?.Text(ConsentTerms.Dct + "language");
        return new AgreementClaim
        {
            RecordId = recordId,
            Stated = said?.Types.Contains(ConsentTerms.Dpv + "ConsentRefused") == true ? false : said?.Flag(ConsentTerms.Gateway + "stated") == true ? true : null,
            NoticeVersion = notice?.Text(ConsentTerms.Dct + "hasVersion"),
            Language = language is not null ? Languages.GetValueOrDefault(language, language) : null,
            GivenOn = Day(said?.Text(ConsentTerms.Dpv + "isIndicatedAtTime")),
            How = said?.Text(ConsentTerms.Dpv + "hasIndicationMethod"),
            Expires = Day(said?.Nodes(ConsentTerms.Dpv + "hasDuration").FirstOrDefault()?.Text(ConsentTerms.Rdf + "value") ?? said?.Text(ConsentTerms.Dpv + "hasDuration")),
            GivenBy = giver is { Types: [var type, ..] } ? CapacityOf(type) : said?.Text(ConsentTerms.Dpv + "isIndicatedBy"),
            MandateScope = giver?.Text(ConsentTerms.Gateway + "mandateScope"),
            MandateUntil = giver?.Text(ConsentTerms.Gateway + "mandateUntil"),
            PreviewHash = record.Text(ConsentTerms.Gateway + "previewHash"),
            ExplicitNeeds = said?.Flag(ConsentTerms.Gateway + "explicitNeeds"),
        };
    }

    private static Client? ClientOf(LinkedNode? subject)
    {
        if (subject is null)
            return null;
        List<Identifier> identifiers =
        [
            .. subject.Nodes(ConsentTerms.Gateway + "identifier")
                .Select(i => (Scheme: i.Text(ConsentTerms.Gateway + "scheme"), Value: i.Text(ConsentTerms.Gateway + "value")))
                .Where(i => i.Scheme is not null && i.Value is not null).Select(i => new Identifier(i.Scheme!, i.Value!)),
        ];
        var born = subject.Text(ConsentTerms.Gateway + "birthDate");
        return identifiers.Count == 0 && born is null ? null : new Client { Identifiers = identifiers, BirthDate = born };
    }

    /// <summary>The last that has one of the types; one without a time comes first.</summary>
    private static LinkedNode? Last(IEnumerable<LinkedNode> statuses, params string[] types) =>
        statuses.Where(s => types.Any(t => s.Types.Contains(ConsentTerms.Dpv + t))).OrderBy(s => s.Text(ConsentTerms.Dpv + "isIndicatedAtTime") ?? "", StringComparer.Ordinal).LastOrDefault();

    private static string CapacityOf(string type) =>
        ConsentTerms.Givers.FirstOrDefault(g => type == g.Value.Replace("dpv:", ConsentTerms.Dpv, StringComparison.Ordinal).Replace("gw:", ConsentTerms.Gateway, StringComparison.Ordinal)).Key
        ?? type.Replace(ConsentTerms.Gateway, "", StringComparison.Ordinal);

    /// <summary>The day of a day or a point in time.</summary>
    private static string? Day(string? time) => time?.IndexOf('T', StringComparison.Ordinal) is > 0 and var at ? time[..at] : time;
}
