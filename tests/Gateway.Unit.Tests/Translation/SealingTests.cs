using System.Text.Json.Nodes;
using Gateway.Contracts.Events;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

/// <summary>What cannot be read where something behind a wall may stand is behind that wall too.</summary>
public class SealingTests
{
    private static TranslatedRecord Vdab(string member, string value)
    {
        var referral = JsonNode.Parse(VdabReferralTests.Referral)!.AsObject();
        var place = member.Split('.');
        var parent = place.Length == 1 ? referral : referral[place[0]]!.AsObject();
        parent[place[^1]] = JsonNode.Parse(value);
        return Translating.Translate("vdab-referral", referral.ToJsonString(), Translating.Options with { Explain = true }).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("barriers", "[\"DEPRESSIE\"]", "wrong-shape")]
    [InlineData("barriers", "[[\"DEPRESSIE\"]]", "wrong-shape")]
    [InlineData("barriers", "[{\"code\":\"DEPRESSIE\"}]", "unknown-code")]
    [InlineData("barriers", "[{\"code\":{\"x\":\"DEPRESSIE\"}}]", "wrong-shape")]
    [InlineData("barriers", "\"DEPRESSIE\"", "wrong-shape")]
    [InlineData("registration.category", "\"DEPRESSIE\"", "unknown-code")]
    public void A_value_that_cannot_be_read_where_a_wall_runs_is_sealed(string member, string value, string code)
    {
        var record = Vdab(member, value);

        record.Codes().ShouldContain(code);
        Translating.Text(record.Slice).ShouldContain("DEPRESSIE");
        Translating.Text(record.Stripped!.Value).ShouldNotContain("DEPRESSIE");
        record.Fields.ShouldNotContain(f => f.Raw != null && f.Raw.Contains("DEPRESSIE"));
        record.Problems.ShouldAllBe(p => !p.Text.ToString().Contains("DEPRESSIE"));
    }

    [Fact]
    public void What_stands_beside_a_barrier_without_a_readable_code_is_sealed_with_it()
    {
        var record = Vdab("barriers", """[{"code":"DEBT","since":"2025"},{"code":"DEPRESSIE","since":"2019-03"}]""");

        Translating.Text(record.Stripped!.Value).ShouldContain("2025");
        Translating.Text(record.Stripped!.Value).ShouldNotContain("2019-03");
    }

    [Theory]
    [InlineData("<Belemmering>DEPRESSIE</Belemmering>", "wrong-shape")]
    [InlineData("<Belemmering><Cd>DEPRESSIE</Cd></Belemmering>", "unknown-code")]
    public void A_barrier_that_cannot_be_read_in_a_referral_of_a_welfare_office_is_sealed(string barrier, string code)
    {
        var record = Translating.Translate("ocmw-referral", $"<Doorverwijzing><Header><Ticket>T</Ticket></Header><Client><INSZ>85073003328</INSZ></Client><Vraag><CdVraag>JOINT_PLAN</CdVraag></Vraag>{barrier}</Doorverwijzing>").ShouldHaveSingleItem();

        record.Codes().ShouldBe([code]);
        Translating.Text(record.Stripped!.Value).ShouldNotContain("DEPRESSIE");
    }

    [Theory]
    [InlineData("\"barriers\":[\"DEPRESSIE\"]")]
    [InlineData("\"barriers\":{\"x\":{\"code\":\"DEPRESSIE\"}}")]
    [InlineData("\"barriers\":[{\"code\":\"DEPRESSIE\"}]")]
    [InlineData("\"registration\":\"DEPRESSIE\"")]
    public void An_event_in_the_shape_of_the_contract_is_sealed_alike(string member)
    {
        var record = Translating.Translate("cloudevents", "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"x\",\"type\":\"referral.submitted\",\"data\":{\"ticket\":\"T\",\"purpose\":\"ACTIVATION\",\"question\":\"JOINT_PLAN\",\"client\":{\"identifiers\":[{\"scheme\":\"insz\",\"value\":\"85073003328\"}]}," + member + "}}").ShouldHaveSingleItem();

        record.Status.ShouldBe(RecordStatus.SetAside);
        Translating.Text(record.Slice).ShouldContain("DEPRESSIE");
        Translating.Text(record.Stripped!.Value).ShouldNotContain("DEPRESSIE");
    }

    [Theory]
    [InlineData("5", "05")]
    [InlineData("0", "00")]
    public void A_category_that_lost_its_zero_is_that_category(string value, string category) =>
        Vdab("registration.category", value).Statements.Single().Content.ShouldBeOfType<ReferralSubmitted>().Registration!.Category.ShouldBe(category);
}
