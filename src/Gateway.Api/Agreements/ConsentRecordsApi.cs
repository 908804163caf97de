using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Api.Authentication;
using Gateway.Api.Description;
using Gateway.Api.Limits;
using Gateway.Api.Problems;
using Gateway.Api.Submissions;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Callers;
using Gateway.Core.Intake;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Api.Agreements;

/// <summary>
/// Takes consent records after ISO/IEC TS 27560 as JSON-LD. Each becomes the contract event that says the same and goes the way of
/// every record, by the same rules; the answer says at once what it comes to and what is missing.
/// </summary>
internal static class ConsentRecordsApi
{
    private const int LongestDocument = 256 * 1024;
    private const int MostPlaces = 50;

    public static void MapConsentRecords(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/agreements", TakeAsync)
            .WithName("submitConsentRecords").WithTags("Agreements")
            .WithSummary("Submit agreements and withdrawals as JSON-LD")
            .WithDescription("Consent records or receipts after ISO/IEC TS 27560:2023 in the terms of the Data Privacy Vocabulary, as contracts/consent describes. The context stands in the document; none is fetched. Needs the profile cloudevents in the agency's directory entry.")
            .TakesConsentRecords(AgreementExamples.ConsentRecord())
            .Answers(StatusCodes.Status202Accepted, "The records are committed; nothing of them is lost from now on.", AgreementExamples.Taken)
            .ForAgencies(Scopes.Submit, ProblemKind.BodyEmpty, ProblemKind.JsonInvalid, ProblemKind.ConsentRecordInvalid, ProblemKind.ProfileNotAllowed, ProblemKind.BodyTooLarge, ProblemKind.ContentType,
                ProblemKind.ContentEncoding, ProblemKind.IdempotencyKeyInvalid, ProblemKind.IdempotencyKeyReused, ProblemKind.TooManyRecords);

    private static async Task<IResult> TakeAsync(
        HttpContext http, [FromServices] SubmissionAdmission admission, [FromServices] IPresent<Agreed> agreed, [FromServices] TimeProvider time, CancellationToken cancellation)
    {
        if (admission.Refusal(http, KnownProfiles.CloudEvents, out _) is { } refusal)
            return refusal;
        if (!MediaTypes.IsJson(http.Request.ContentType))
            return new ProblemResult(ProblemKind.ContentType) { Accepted = [ConsentJsonLd.MediaType, "application/json"] };
        if (await BoundedBody.ReadAsync(http.Request, LongestDocument, cancellation) is not { } body)
            return ProblemResult.TooLarge(LongestDocument);
        if (body.IsEmpty)
            return new ProblemResult(ProblemKind.BodyEmpty);
        using var json = StrictJson.Parse(body);
        if (json is null)
            return new ProblemResult(ProblemKind.JsonInvalid);
        var digest = Convert.ToHexStringLower(SHA256.HashData(body.Span))[..32];
        if (ConsentRecordReader.Read(JsonNode.Parse(json.RootElement.GetRawText()), i => $"{digest}-{i + 1}") is not { Count: > 0 } records)
            return new ProblemResult(ProblemKind.ConsentRecordInvalid, "Send a dpv:ConsentRecord or dpv:ConsentReceipt with its context in the document: an address of a context is not fetched.");
        if (Faults(records, http.Agency(), agreed.Now, time) is { Count: > 0 } faults)
            return new ProblemResult(ProblemKind.ConsentRecordInvalid) { Places = [.. faults.Take(MostPlaces)] };
        var events = new JsonArray([.. records.Select(r => Event(http.Agency(), r))]);
        var taken = await admission.AcceptAsync(
            http, KnownProfiles.CloudEvents, new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(events, ContractJson.Options), writable: false), CloudEvent.BatchMediaType,
            SubmissionAdmission.KeyOf(http) ?? "consent-" + digest, corrects: null, cancellation);
        return taken is Accepted<SubmissionAnswer> { Value: { } answer }
            ? TypedResults.Accepted(answer.Href, new ConsentRecordsTaken(answer.SubmissionId, answer.Href, answer.Repeated, [.. records.Select(r => ConsentJudgements.Of(r, http.Agency(), agreed.Now, time).Line())]))
            : taken;
    }

    private static List<string> Faults(IReadOnlyList<ConsentRecordRead> records, string agency, Agreed agreed, TimeProvider time)
    {
        var today = agreed.Directory.DayAt(agency, time.GetUtcNow());
        List<string> faults = [];
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].Problem is { } problem)
                faults.Add($"records[{i}]: {problem}");
            else if (records[i].Statement is IClientStatement { Sender: { } sender } && (agreed.Directory.Find(agency) is not { } self || !agreed.Directory.IsSelf(self, sender, today)))
                faults.Add($"records[{i}].dpv:hasDataController: The record is another agency's.");
        }

        return faults;
    }

    private static JsonObject Event(string agency, ConsentRecordRead record) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = record.Statement!.Ticket,
        ["source"] = CloudEvent.SourceOf(agency),
        ["type"] = record.Event,
        ["datacontenttype"] = "application/json",
        ["data"] = JsonSerializer.SerializeToNode(record.Statement, record.Statement.GetType(), ContractJson.Options),
    };

    private static ConsentRecordLine Line(this ConsentJudgements.Judged judged) =>
        new(judged.Event, judged.Status, judged.Code, judged.Lacks, judged.Missing, judged.NotRead);
}
