using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Core.Operating;
using Gateway.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Acceptance.Tests.Journeys;

/// <summary>
/// Ilyas is seventeen, and Jos has an administrator over his property: who may agree to what, until when, and what the client sees
/// before and keeps afterwards. Everything is asked from outside.
/// </summary>
public sealed class WhoMayAgreeTests
{
    private static readonly DateTimeOffset OfAge = new(2026, 5, 20, 7, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_parent_agrees_for_ilyas_to_what_was_shown_until_he_is_of_age_and_is_asked_himself()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var leuven = await gateway.OfficeAsync("ocmw-leuven");
        using var viewer = await UserAsync(gateway, "vera", UserRoles.Viewer);
        var insz = People.Insz();
        var referral = Vdab.Referral(insz: insz);
        referral["person"]!["birthDate"] = "2008-05-20";

        // Before anybody agrees: what would leave, by the rules that decide releases. Nothing leaves.
        referral.Remove("agreement");
        var preview = (await PreviewAsync(vdab, referral))["items"]![0]!;
        var shown = preview["steps"]!.AsArray().Single(s => s!["recipient"]!.GetValue<string>() == "ocmw-leuven" && s["step"]!.GetValue<int>() == 1)!;
        var fields = shown["fields"]!.AsArray().Select(f => f!.GetValue<string>()).ToList();
        fields.ShouldContain("client.contact.phone");
        (await leuven.NewAsync()).ShouldBeEmpty();

        // A parent agrees to it.
        referral["agreement"] = Agreement("AKK-ILYAS", "2026-03-10", "PARENT", preview["digest"]!.GetValue<string>());
        await vdab.SettledAsync(Vdab.Profile, referral);
        Ocmw.Handovers(await leuven.NewAsync()).Single().Insz.ShouldBe(insz);
        await leuven.ConfirmAsync();

        // The receipt says who agreed to what, and until when.
        var receipt = (await ReceiptsAsync(vdab, insz)).ShouldHaveSingleItem()!;
        (receipt["claim"]!["givenBy"]!.GetValue<string>(), receipt["expires"]!.GetValue<string>(), receipt["endsBy"]!.GetValue<string>(), receipt["status"]!.GetValue<string>())
            .ShouldBe(("PARENT", "2026-05-19", "OF_AGE", "Given"));
        receipt["fromPreview"]!.GetValue<bool>().ShouldBeTrue();
        receipt["notice"]!["language"]!.GetValue<string>().ShouldBe("nld");
        receipt["missing"]!.AsArray().ShouldBeEmpty();
        receipt["recipients"]![0]!["fields"]!.AsArray().Select(f => f!.GetValue<string>()).ShouldBe(fields);
        (await ReceiptAsync(vdab, insz, "text/html")).ShouldContain("een ouder", Case.Insensitive);

        // Four weeks before, the office that recorded it is told.
        gateway.Time.SetUtcNow(new DateTimeOffset(2026, 4, 21, 1, 0, 0, TimeSpan.Zero));
        await gateway.UntilAsync(async () => (await CausesAsync(viewer)).Contains(("vdab", "agreement-ending.of-age")));

        // He is of age: nothing leaves on it any more.
        gateway.Time.SetUtcNow(OfAge);
        await gateway.UntilAsync(async () => (await CausesAsync(viewer)).Contains(("vdab", "agreement-ended.of-age")));
        (await CausesAsync(viewer)).ShouldNotContain(("vdab", "agreement-ending.of-age"));
        await vdab.SettledAsync(Vdab.Profile, Changed(referral, "2026-05-20T08:00:00Z", "+32460000002"));
        Ocmw.Handovers(await leuven.NewAsync()).ShouldBeEmpty();
        (await ReceiptsAsync(vdab, insz)).ShouldHaveSingleItem()!["status"]!.GetValue<string>().ShouldBe("Expired");

        // Ilyas agrees himself: his record comes as JSON-LD, made from the one that was exported.
        var record = JsonNode.Parse(await ReceiptAsync(vdab, insz, "application/ld+json"))!.AsObject();
        var own = record["dpv:hasRecordOfActivity"]!.AsObject();
        own["dct:identifier"] = "AKK-ILYAS-2";
        own["dpv:hasConsentStatus"] = new JsonArray(new JsonObject
        {
            ["@type"] = "dpv:ConsentGiven", ["dpv:isIndicatedAtTime"] = "2026-05-20", ["dpv:hasIndicationMethod"] = "WRITTEN", ["dpv:isIndicatedBy"] = new JsonObject { ["@type"] = "dpv:DataSubject" },
        });
        var taken = await TakeAsync(vdab, record);
        (taken["records"]![0]!["status"]!.GetValue<string>(), taken["records"]![0]!["missing"]!.AsArray().Select(m => m!.GetValue<string>()).Single()).ShouldBe(("given", "agreement.expires"));
        await gateway.QuietAsync();
        await vdab.SettledAsync(Vdab.Profile, Changed(referral, "2026-05-20T09:00:00Z", "+32460000003"));

        Ocmw.Handovers(await leuven.NewAsync()).Single().Insz.ShouldBe(insz, "a repeated old agreement does not take the place of his own");
        (await ReceiptsAsync(vdab, insz)).Select(r => r!["status"]!.GetValue<string>()).ShouldBe(["Given", "Expired"]);
        (await CausesAsync(viewer)).ShouldNotContain(("vdab", "agreement-ended.of-age"), "he was asked");
    }

    [Theory]
    [InlineData("PROPERTY", "DEBT_ADVICE", "2026-12-31", null)]
    [InlineData("PROPERTY", "SOCIAL_GUIDANCE", "2026-12-31", "agreement-capacity")]
    [InlineData("PERSON_AND_PROPERTY", "SOCIAL_GUIDANCE", "2026-12-31", null)]
    [InlineData("PROPERTY", "DEBT_ADVICE", "2026-03-09", "agreement-expired")] // the mandate ended yesterday
    [InlineData(null, "DEBT_ADVICE", "2026-12-31", "agreement-capacity")]
    public async Task The_administrator_of_joss_property_signs_for_debt_advice_and_for_nothing_else(string? scope, string service, string until, string? code)
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var leuven = await gateway.OfficeAsync("ocmw-leuven");
        using var viewer = await UserAsync(gateway, "vera", UserRoles.Viewer);
        var insz = People.Insz();
        var referral = Vdab.Referral(insz: insz);
        referral["requestedService"] = new JsonArray(service);
        var agreement = Agreement("AKK-JOS", "2026-03-02", "ADMINISTRATOR", digest: null);
        agreement["mandate"] = scope is null ? new JsonObject { ["until"] = until } : new JsonObject { ["scope"] = scope, ["until"] = until };
        referral["agreement"] = agreement;

        await vdab.SettledAsync(Vdab.Profile, referral);

        Ocmw.Handovers(await leuven.NewAsync()).Count.ShouldBe(code is null ? 1 : 0);
        (await CausesAsync(viewer)).ShouldBe(code is null ? [] : [("gateway", code)]);
        var receipt = (await ReceiptsAsync(vdab, insz)).ShouldHaveSingleItem()!;
        receipt["claim"]!["givenBy"]!.GetValue<string>().ShouldBe("ADMINISTRATOR");
        if (code is not null)
            return;

        // The end of the mandate asks again.
        gateway.Time.SetUtcNow(new DateTimeOffset(2027, 1, 1, 7, 0, 0, TimeSpan.Zero));
        await gateway.UntilAsync(async () => (await CausesAsync(viewer)).Contains(("vdab", "agreement-ended.mandate")));
    }

    [Fact]
    public async Task A_consent_record_that_proves_nothing_is_taken_and_what_is_missing_is_told()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var record = new JsonObject
        {
            ["@context"] = new JsonObject { ["d"] = "https://w3id.org/dpv#", ["gw"] = "urn:work-welfare-gateway:consent:1:" },
            ["@type"] = "d:ConsentRecord",
            ["gw:referral"] = People.Ticket(),
            ["d:hasConsentStatus"] = new JsonObject { ["@type"] = "d:ConsentGiven" },
            ["d:hasRisk"] = "none",
        };

        var line = (await TakeAsync(vdab, record))["records"]![0]!;

        (line["status"]!.GetValue<string>(), line["code"]!.GetValue<string>()).ShouldBe(("unproven", "agreement-unproven"));
        line["lacks"]!.AsArray().Select(l => l!.GetValue<string>()).ShouldBe(["agreement.noticeVersion", "agreement.givenOn", "agreement.how"], ignoreOrder: true);
        line["notRead"]!.AsArray().Single()!.GetValue<string>().ShouldBe("$.d:hasRisk");

        record["@context"] = "https://example.org/context.jsonld";
        using var refused = await PostAsync(vdab, "/v1/agreements", record, "application/ld+json");
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "a context is not fetched");
    }

    private static JsonObject Agreement(string record, string givenOn, string by, string? digest)
    {
        var agreement = new JsonObject
        {
            ["recordId"] = record, ["noticeVersion"] = "2026-1", ["language"] = "nld", ["givenOn"] = givenOn, ["how"] = "WRITTEN", ["expires"] = "2027-06-30", ["givenBy"] = by,
        };
        if (digest is not null)
            agreement["previewHash"] = digest;
        return agreement;
    }

    private static JsonObject Changed(JsonObject referral, string sentAt, string phone)
    {
        var amended = Vdab.Amendment(referral, sentAt);
        amended["person"]!["contact"]!["phone"] = phone;
        return amended;
    }

    private static async Task<JsonNode> PreviewAsync(Office office, JsonObject referral)
    {
        using var answer = await PostAsync(office, "/v1/previews/" + Vdab.Profile, referral, "application/json");
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private static async Task<JsonNode> TakeAsync(Office office, JsonObject record)
    {
        using var answer = await PostAsync(office, "/v1/agreements", record, "application/ld+json");
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, text);
        return JsonNode.Parse(text)!;
    }

    private static Task<HttpResponseMessage> PostAsync(Office office, string path, JsonNode body, string type)
    {
        var content = new StringContent(body.ToJsonString(), Encoding.UTF8);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return office.Http.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    private static async Task<JsonArray> ReceiptsAsync(Office office, string insz) => JsonNode.Parse(await ReceiptAsync(office, insz, "application/json"))!["items"]!.AsArray();

    private static async Task<string> ReceiptAsync(Office office, string insz, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/receipts") { Content = JsonContent.Create(new { scheme = "insz", value = insz, language = "nl" }) };
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        using var answer = await office.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return text;
    }

    private static async Task<HttpClient> UserAsync(RunningGateway gateway, string name, UserRoles roles)
    {
        await gateway.Services.GetRequiredService<IUsers>().CreateAsync(new NewUser(name, roles, null), "test", CancellationToken.None);
        var made = await gateway.Services.GetRequiredService<IUserKeys>().CreateAsync(name, "test", CancellationToken.None);
        var http = new HttpClient { BaseAddress = gateway.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made!.Value.Key);
        return http;
    }

    private static async Task<IReadOnlyList<(string Agency, string Code)>> CausesAsync(HttpClient viewer) =>
        [.. JsonNode.Parse(await viewer.GetStringAsync(new Uri("/v1/causes", UriKind.Relative)))!["items"]!.AsArray()
            .Where(c => c!["kind"]!.GetValue<string>() is "agreement-ending" or "withheld").Select(c => (c!["agency"]!.GetValue<string>(), c["code"]!.GetValue<string>()))];
}
