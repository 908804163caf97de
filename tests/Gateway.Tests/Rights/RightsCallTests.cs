using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Core.Operating;
using Gateway.Core.Rights;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Rights;

/// <summary>Rights by calls and on the pages: who may, what is asked, what comes back.</summary>
public sealed class RightsCallTests
{
    [Fact]
    public async Task A_copy_a_correction_and_an_erasure_by_calls()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var leuven = await gateway.OfficeAsync("ocmw-leuven");
        var insz = People.Insz();
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz));
        await leuven.NewAsync();
        using var dora = await UserAsync(gateway, UserRoles.Dpo);

        var taken = await AnswerAsync(await dora.PostAsJsonAsync("/v1/rights/corrections", Asked(insz, "client.contact.phone", "+3216000099")), HttpStatusCode.Accepted);
        await gateway.QuietAsync();
        (taken["referrals"]!.GetValue<int>(), taken["told"]![0]!.GetValue<string>()).ShouldBe((1, "ocmw-leuven"));
        var amended = (await leuven.NewAsync()).ShouldHaveSingleItem();
        amended["data"]!.ToJsonString().ShouldContain("3216000099");

        var copy = await AnswerAsync(await dora.PostAsJsonAsync("/v1/rights/copies", Asked(insz)), HttpStatusCode.OK);
        copy["complete"]!.GetValue<bool>().ShouldBeTrue();
        copy["records"]!.AsArray().SelectMany(r => r!["statements"]!.AsArray()).Select(s => s!["type"]!.GetValue<string>()).Distinct(StringComparer.Ordinal)
            .ShouldBe([EventTypes.ReferralSubmitted, EventTypes.ReferralAmended, EventTypes.ClientChanged], ignoreOrder: true);
        copy["disclosures"]!.AsArray().Count.ShouldBe(2);
        copy["decisions"]!.AsArray().ShouldNotBeEmpty();

        var seen = await AnswerAsync(await dora.PostAsJsonAsync("/v1/rights/erasures/look", Asked(insz)), HttpStatusCode.OK);
        (await ErasureTests.ClientAsync(gateway, insz)).ShouldNotBe(Guid.Empty, "a look erases nothing");
        var asked = Asked(insz);
        asked["seen"] = "0000000000000000";
        (await AnswerAsync(await dora.PostAsJsonAsync("/v1/rights/erasures", asked), HttpStatusCode.Conflict))["code"]!.GetValue<string>().ShouldBe(RightsFaults.Changed);
        asked["seen"] = seen["state"]!.GetValue<string>();
        var erased = await AnswerAsync(await dora.PostAsJsonAsync("/v1/rights/erasures", asked), HttpStatusCode.OK);
        erased["certificate"]!["number"]!.GetValue<int>().ShouldBe(1);
        (await AnswerAsync(await dora.GetAsync(new Uri("/v1/rights/erasures/1", UriKind.Relative)), HttpStatusCode.OK))["certificate"]!["told"]![0]!.GetValue<string>().ShouldBe("ocmw-leuven");
        (await AnswerAsync(await dora.GetAsync(new Uri("/v1/rights/erasures?agency=vdab", UriKind.Relative)), HttpStatusCode.OK))["items"]!.AsArray().Count.ShouldBe(1);
        (await AnswerAsync(await dora.GetAsync(new Uri("/v1/rights/erasures/2", UriKind.Relative)), HttpStatusCode.NotFound))["code"]!.GetValue<string>().ShouldBe("certificate-unknown");
        (await AnswerAsync(await dora.PostAsJsonAsync("/v1/rights/copies", Asked(insz)), HttpStatusCode.NotFound))["code"]!.GetValue<string>().ShouldBe(RightsFaults.Unknown);
    }

    public static TheoryData<string, string?, int, string> BadRequests() => new()
    {
        { "agency", null, 400, "json-invalid" }, { "by", "mother", 400, "json-invalid" }, { "check", "phone", 400, "json-invalid" }, { "identifier", "", 400, "json-invalid" },
        { "verifiedBy", null, 422, RightsFaults.NotVerified }, { "by", "representative", 422, RightsFaults.MandateMissing }, { "by", "authority", 422, RightsFaults.CheckDoesNotFit },
        { "identifier", "85073003329", 422, RightsFaults.Mistyped }, { "agency", "nobody", 404, RightsFaults.Unknown }, { "reference", "for his mother", 422, RightsFaults.ReferenceNotACode },
    };

    [Theory]
    [MemberData(nameof(BadRequests))]
    public async Task Whatever_is_wrong_is_a_problem_that_says_what_to_do(string member, string? value, int status, string code)
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var dora = await UserAsync(gateway, UserRoles.Dpo);
        var asked = Asked(People.Insz());
        asked.Remove("reference");
        if (value is null)
            asked.Remove(member);
        else
            asked[member] = value;

        var problem = await AnswerAsync(await dora.PostAsJsonAsync("/v1/rights/erasures", asked), (HttpStatusCode)status);

        problem["code"]!.GetValue<string>().ShouldBe(code);
        problem["detail"]!.GetValue<string>().Length.ShouldBeGreaterThan(30);
    }

    [Theory]
    [InlineData(UserRoles.Viewer | UserRoles.Operator | UserRoles.Replay | UserRoles.Administrator)]
    public async Task Only_a_data_protection_officer_may(UserRoles roles)
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var rita = await UserAsync(gateway, roles);

        foreach (var path in new[] { "copies", "corrections", "erasures", "erasures/look" })
            (await rita.PostAsJsonAsync("/v1/rights/" + path, Asked(People.Insz()))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await rita.GetAsync(new Uri("/v1/rights/erasures", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("vdab")]
    [InlineData(null)]
    public async Task On_the_pages_nothing_is_erased_before_it_was_checked_and_confirmed(string? agency)
    {
        await using var gateway = await RunningGateway.StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var insz = People.Insz();
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz));
        using var dora = await Visitor.SignedInAsync(gateway, "dora", UserRoles.Dpo, agency);
        await dora.GetAsync("/dashboard/privacy");
        await dora.PostAsync("/dashboard/privacy", ("agency", "vdab"), ("scheme", "insz"), ("identifier", insz), ("purpose", PrivacyPurposes.AccessRequest));
        var handle = dora.Hidden("handle");
        (string, string)[] filled = [("handle", handle), ("by", "self"), ("check", "document"), ("verifiedBy", "nele"), ("reference", "AVG-1")];

        (await dora.PostAsync("/dashboard/privacy/rights", ("handle", handle))).Text.ShouldContain("See what would be erased");
        (await dora.PostAsync("/dashboard/privacy/rights/look", ("handle", handle))).Text.ShouldContain("Fill in every field.");
        var printed = await dora.PostAsync("/dashboard/privacy/rights/copy", [.. filled, ("form", "html")]);
        printed.Text.ShouldContain("Yes. This copy is complete.");
        printed.Text.ShouldContain(insz);
        await dora.GetAsync("/dashboard/privacy");
        var check = await dora.PostAsync("/dashboard/privacy/rights/look", filled);
        check.Text.ShouldContain("data-check");
        var seen = dora.Hidden("seen");
        (await dora.PostAsync("/dashboard/privacy/rights/erase", [.. filled, ("seen", seen)])).Text.ShouldContain("Fill in every field.", Case.Sensitive, "not confirmed");
        (await ErasureTests.ClientAsync(gateway, insz)).ShouldNotBe(Guid.Empty);
        var certificate = await dora.PostAndFollowAsync("/dashboard/privacy/rights/erase", [.. filled, ("seen", seen), ("confirm", "yes")]);

        certificate.Text.ShouldContain("Certificate of erasure 1");
        certificate.Text.ShouldNotContain(insz);
        (await ErasureTests.ClientAsync(gateway, insz)).ShouldBe(Guid.Empty);
        (await dora.GetAsync("/dashboard/privacy/erasures")).Text.ShouldContain("/dashboard/privacy/erasures/1");
        dora.Addresses.ShouldAllBe(a => !a.Contains(insz, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_officer_of_another_agency_sees_neither_the_client_nor_the_certificate()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var insz = People.Insz();
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz));
        await ErasureTests.EraseAsync(gateway, insz);
        using var lies = await Visitor.SignedInAsync(gateway, "lies", UserRoles.Dpo, "ocmw-leuven");

        (await lies.GetAsync("/dashboard/privacy/erasures/1")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await lies.GetAsync("/dashboard/privacy/erasures")).Text.ShouldContain("Nothing was erased yet.");
    }

    internal static JsonObject Asked(string insz, string? field = null, string? value = null) => new()
    {
        ["agency"] = "vdab", ["scheme"] = "insz", ["identifier"] = insz, ["by"] = "self", ["check"] = "document", ["verifiedBy"] = "nele", ["reference"] = "AVG-1", ["field"] = field, ["value"] = value,
    };

    internal static Task<HttpResponseMessage> PostAsync(HttpClient http, string path, JsonObject asked) => http.PostAsJsonAsync("/v1/rights/" + path, asked);

    internal static async Task<HttpClient> UserAsync(RunningGateway gateway, UserRoles roles, string name = "dora")
    {
        await gateway.Services.GetRequiredService<IUsers>().CreateAsync(new NewUser(name, roles, null), "test", CancellationToken.None);
        var (_, key) = (await gateway.Services.GetRequiredService<IUserKeys>().CreateAsync(name, "test", CancellationToken.None))!.Value;
        return new HttpClient { BaseAddress = gateway.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
    }

    internal static async Task<JsonNode> AnswerAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, text);
        return JsonNode.Parse(text)!;
    }
}
