using System.Text.Json;
using Gateway.Api.Authentication;
using Gateway.Api.Description;
using Gateway.Api.Limits;
using Gateway.Api.Problems;
using Gateway.Contracts;
using Gateway.Core.Accountability;
using Gateway.Core.Agreements;
using Gateway.Core.Callers;
using Gateway.Core.Operating;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Api.Agreements;

/// <summary>Receipts of a client's agreements: for the agency whose client it is, and for data protection officers of the gateway desk.</summary>
internal static class ReceiptsApi
{
    private const int LongestAsked = 4 * 1024;
    private const string Wanted = "Send a JSON object that names the client: 'scheme' and 'value'; users of the desk also 'agency' and 'purpose'. 'language' may be left out.";
    private const string Forms = " With 'Accept: text/html' the answer is a page to print, with 'Accept: application/ld+json' JSON-LD in the terms of the Data Privacy Vocabulary. Each call is recorded with its purpose; the number is not kept.";

    public static void MapReceipts(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/receipts", OfOwnAsync)
            .WithName("readReceipts").WithTags("Agreements")
            .WithSummary("Receipts of the agreements of an own client")
            .WithDescription("Record and receipt after ISO/IEC TS 27560:2023, for the client to keep." + Forms)
            .TakesClient(AgreementExamples.OwnClient)
            .Answers(StatusCodes.Status200OK, "The receipts.", AgreementExamples.Receipts)
            .ForAgencies(Scopes.ReadAgreements, [.. JsonRequest.Problems, ProblemKind.ParameterInvalid, ProblemKind.ClientUnknown]);

        routes.MapPost("/v1/clients/receipts", OfAnyAsync)
            .WithName("readReceiptsOf").WithTags("Operating")
            .WithSummary("Receipts of the agreements of an agency's client")
            .WithDescription("The same for users of the gateway desk; asks for the role dpo, the agency and a purpose." + Forms)
            .TakesClient(AgreementExamples.AnyClient)
            .Answers(StatusCodes.Status200OK, "The receipts.", AgreementExamples.Receipts)
            .ForUsers(CallingUser.Privacy, [.. JsonRequest.Problems, ProblemKind.ParameterInvalid, ProblemKind.ClientUnknown]);
    }

    private static Task<IResult> OfOwnAsync(HttpContext http, CancellationToken cancellation) =>
        AnswerAsync(http, http.Agency(), Reader.SystemOf(http.Agency()), PrivacyPurposes.AccessRequest, cancellation);

    private static Task<IResult> OfAnyAsync(HttpContext http, CancellationToken cancellation) => AnswerAsync(http, own: null, http.DeskReader(), usual: null, cancellation);

    private static async Task<IResult> AnswerAsync(HttpContext http, string? own, Reader reader, string? usual, CancellationToken cancellation)
    {
        var (asked, problem) = await JsonRequest.ReadAsync<ClientAsked>(http.Request, LongestAsked, Wanted, cancellation);
        if (asked is null)
            return problem!;
        var purpose = PrivacyPurposes.All.FirstOrDefault(p => p == asked.Purpose) ?? (asked.Purpose is null ? usual : null);
        if ((own ?? asked.Agency) is not { Length: > 0 } agency || string.IsNullOrWhiteSpace(asked.Scheme) || string.IsNullOrWhiteSpace(asked.Value) || purpose is null)
            return new ProblemResult(ProblemKind.ParameterInvalid, Wanted) { Places = ["agency", "scheme", "value", "purpose"] };
        if (own is not null && asked.Agency is { } other && other != own)
            return new ProblemResult(ProblemKind.ClientUnknown);
        var (overviews, receipts) = (http.RequestServices.Of<IClientOverviews>(), http.RequestServices.Of<IAgreementReceipts>());
        var language = SpokenLanguage.Of(asked.Language).Code;
        PrivacyLook Look(OpeningKind kind) => new(reader, kind, purpose);
        return await overviews.FindAsync(agency, asked.Scheme, asked.Value, Look(OpeningKind.ByIdentifier), cancellation) switch
        {
            ClientSearch.Mistyped => new ProblemResult(ProblemKind.ParameterInvalid, "Invalid number: check what was typed.") { Places = ["value"] },
            ClientSearch.Found found when await receipts.ReadAsync(agency, found.Client, language, Look(OpeningKind.Receipt), cancellation) is { } made => Written(http, made, language),
            _ => new ProblemResult(ProblemKind.ClientUnknown),
        };
    }

    private static IResult Written(HttpContext http, IReadOnlyList<AgreementReceipt> made, string language)
    {
        var wanted = http.Request.GetTypedHeaders().Accept.Select(a => a.MediaType.ToString()).ToList();
        if (wanted.Contains("text/html", StringComparer.OrdinalIgnoreCase))
            return Results.Content(http.RequestServices.Of<IClientPapers>().Receipts(made, language), "text/html; charset=utf-8");
        return wanted.Contains(ConsentJsonLd.MediaType, StringComparer.OrdinalIgnoreCase)
            ? Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(ConsentJsonLd.Write(made), ContractJson.Options), ConsentJsonLd.MediaType)
            : TypedResults.Ok(new ReceiptList(made));
    }

    private static T Of<T>(this IServiceProvider services) where T : notnull => Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<T>(services);
}
