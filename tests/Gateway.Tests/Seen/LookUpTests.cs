using System.Net;
using System.Text.RegularExpressions;
using Gateway.Core.Accountability;
using Gateway.Core.Operating;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Tests.Seen;

/// <summary>A client is looked up for a purpose, by whoever works for the agency, and never by whoever only looks at flows.</summary>
public sealed partial class LookUpTests
{
    private const string Words = "The office asks where it is.";

    [Theory]
    [InlineData("", Words)]
    [InlineData("curiosity", Words)]
    [InlineData("fault", "")]
    [InlineData("fault", "too short")]
    [InlineData("fault", "          x         ")]
    public async Task Without_a_purpose_and_words_nothing_is_looked_up_and_nothing_noted(string purpose, string words)
    {
        await using var gateway = await RunningGateway.StartAsync();
        var insz = await KnownAsync(gateway);
        using var otto = await Visitor.SignedInAsync(gateway, "otto", UserRoles.Operator);

        var refused = await LookAsync(otto, "vdab", insz, purpose, words);

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("Choose why you look the client up");
        refused.Html.ShouldNotContain("/dashboard/referrals/");
        (await gateway.ReadAsync(s => s.Openings.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_look_up_is_noted_with_code_and_sealed_words_before_it_is_answered()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var insz = await KnownAsync(gateway);
        using var otto = await Visitor.SignedInAsync(gateway, "otto", UserRoles.Operator);

        (await LookAsync(otto, "vdab", insz, LookUpPurposes.OfficeAsks, Words)).Html.ShouldContain("/dashboard/referrals/");

        var noted = await gateway.ReadAsync(s => s.Openings.SingleAsync());
        (noted.User, noted.Kind, noted.Purpose, noted.Agency).ShouldBe(("otto", OpeningKind.ByIdentifier, LookUpPurposes.OfficeAsks, "vdab"));
        noted.ClientId.ShouldBe(await gateway.ReadAsync(s => s.Clients.Select(c => (Guid?)c.Id).SingleAsync()));
        noted.Words.ShouldNotBeNull();
        (await otto.GetAsync("/dashboard/operations")).Text.ShouldContain("The office whose client it is asks · VDAB");
        otto.Addresses.ShouldAllBe(a => !a.Contains(insz, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whose_client_it_is_not_and_who_is_nobodys_get_the_same_answer_and_both_are_noted()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var insz = await KnownAsync(gateway);
        using var leuven = await Visitor.SignedInAsync(gateway, "lieve", UserRoles.Operator, "ocmw-leuven");

        var foreign = await LookAsync(leuven, "vdab", insz, LookUpPurposes.Fault, Words);
        var miss = await LookAsync(leuven, "vdab", People.Insz(), LookUpPurposes.Fault, Words);
        var own = await LookAsync(leuven, "ocmw-leuven", People.Insz(), LookUpPurposes.Fault, Words);

        (foreign.Status, Plain(foreign)).ShouldBe((miss.Status, Plain(miss)));
        foreign.Html.ShouldNotContain("value=\"vdab\"", Case.Sensitive, "an agency that she does not work for is not offered");
        own.Text.ShouldContain("Nothing was found");
        (await gateway.ReadAsync(s => s.Openings.OrderBy(o => o.Id).Select(o => new { o.User, o.Agency, o.ClientId, o.Words }).ToListAsync()))
            .ShouldAllBe(o => o.User == "lieve" && o.ClientId == null && o.Words == null);
        (await gateway.ReadAsync(s => s.Openings.CountAsync())).ShouldBe(3);
    }

    [Fact]
    public async Task Another_agencys_record_does_not_open_for_whoever_belongs_to_an_agency()
    {
        await using var gateway = await RunningGateway.StartAsync();
        await KnownAsync(gateway);
        var record = await gateway.ReadAsync(s => s.Records.Select(r => r.SubmissionId).SingleAsync());
        using var leuven = await Visitor.SignedInAsync(gateway, "lieve", UserRoles.Operator, "ocmw-leuven");
        await leuven.GetAsync("/dashboard/find");

        (await leuven.PostAsync($"/dashboard/records/{record:D}.1", ("purpose", Words))).Status.ShouldBe(HttpStatusCode.NotFound);

        (await gateway.ReadAsync(s => s.Openings.CountAsync())).ShouldBe(0);
    }

    private static async Task<Answer> LookAsync(Visitor visitor, string agency, string insz, string purpose, string words)
    {
        await visitor.GetAsync("/dashboard/find");
        return await visitor.PostAsync("/dashboard/find/client", ("agency", agency), ("scheme", "insz"), ("value", insz), ("purpose", purpose), ("words", words));
    }

    private static async Task<string> KnownAsync(RunningGateway gateway)
    {
        var insz = People.Insz();
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz));
        return insz;
    }

    private static string Plain(Answer answer) => Changing().Replace(answer.Html, "#");

    [GeneratedRegex("CfDJ8[A-Za-z0-9_-]+", RegexOptions.None, 1000)]
    private static partial Regex Changing();
}
