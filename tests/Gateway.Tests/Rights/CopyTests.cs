using System.Net;
using System.Text.Json.Nodes;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Rights;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Rights;

/// <summary>A copy of a person's data holds what belongs to the controller that is asked, in words, and nothing of another office.</summary>
public sealed class CopyTests
{
    [Fact]
    public async Task A_senders_copy_holds_no_task_of_the_recipient_and_the_recipients_copy_its_own()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var insz = await AnsweredAsync(gateway, "no-show");

        var sender = await CopyAsync(gateway, "vdab", insz);
        var recipient = await CopyAsync(gateway, "ocmw-leuven", insz);

        sender.ToJsonString().ShouldNotContain("no-show");
        Of(sender, "tasks").ShouldAllBe(t => (string?)t!["agency"] != "ocmw-leuven");
        Of(recipient, "tasks").Select(t => ((string?)t!["agency"], (string?)t["code"])).ShouldBe([("ocmw-leuven", "call-after-no-show")]);
        Of(recipient, "decisions").ShouldBeEmpty("what was decided about the sender's referral is the sender's");
        Of(recipient, "disclosures").ShouldAllBe(d => (string?)d!["from"] == "ocmw-leuven" || (string?)d["recipient"] == "ocmw-leuven");
    }

    [Theory]
    [InlineData("copies", "identifier", "unknown", "rights.copy-refused", RightsFaults.Unknown)]
    [InlineData("copies", "verifiedBy", null, "rights.copy-refused", RightsFaults.NotVerified)]
    [InlineData("corrections", "identifier", "85073003329", "rights.correction-refused", RightsFaults.Mistyped)]
    [InlineData("corrections", "field", "client.identifiers.value", "rights.correction-refused", RightsFaults.NothingToCorrect)]
    [InlineData("erasures/look", "identifier", "unknown", "rights.erasure-look-refused", RightsFaults.Unknown)]
    [InlineData("erasures/look", "agency", "vdab", "rights.erasure-looked", null)]
    public async Task What_is_refused_is_noted_like_what_is_given(string path, string member, string? value, string action, string? code)
    {
        await using var gateway = await RunningGateway.StartAsync();
        var insz = People.Insz();
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz));
        using var dora = await RightsCallTests.UserAsync(gateway, UserRoles.Dpo);
        var asked = RightsCallTests.Asked(insz, "client.contact.phone", "+3216000099");
        asked[member] = value == "unknown" ? People.Insz() : value;

        await RightsCallTests.PostAsync(dora, path, asked);

        var noted = await gateway.ReadAsync(s => s.Operations.SingleAsync(o => o.Action == action));
        (noted.User, noted.Detail).ShouldBe(("dora", code is null ? "vdab:Self:Document:nele:AVG-1" : $"{code}:vdab"));
        (await gateway.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == "operation." + action))).ShouldBe(1);
        noted.Subject.ShouldNotContain(insz);
    }

    [Fact]
    public async Task A_copy_names_the_role_and_the_office_of_whoever_drew_it()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var insz = await AnsweredAsync(gateway, "received");
        using var dora = await Visitor.SignedInAsync(gateway, "dora", UserRoles.Dpo, "vdab");
        var handle = await FoundAsync(dora, insz);

        await dora.PostAsync("/dashboard/privacy/rights/copy", [.. Filled(handle), ("form", "html")]);

        var drawn = await gateway.ReadAsync(s => s.Openings.OrderByDescending(o => o.Id).FirstAsync());
        (drawn.Kind.ToString(), drawn.User, drawn.Office, drawn.Roles).ShouldBe(("Copy", "dora", "vdab", UserRoles.Dpo));
    }

    [Theory]
    [InlineData("receipts", "Receipt")]
    [InlineData("preview", "Preview")]
    public async Task Receipts_and_previews_are_noted_before_staff_are_shown_them(string page, string kind)
    {
        await using var gateway = await RunningGateway.StartAsync();
        var insz = await AnsweredAsync(gateway, "received");
        using var dora = await Visitor.SignedInAsync(gateway, "dora", UserRoles.Dpo, "vdab");
        var handle = await FoundAsync(dora, insz);

        (await dora.PostAsync("/dashboard/privacy/" + page, ("handle", handle))).Status.ShouldBe(HttpStatusCode.OK);

        var noted = await gateway.ReadAsync(s => s.Openings.OrderByDescending(o => o.Id).FirstAsync());
        (noted.Kind.ToString(), noted.User, noted.Office, noted.Purpose).ShouldBe((kind, "dora", "vdab", PrivacyPurposes.AccessRequest));
    }

    [Fact]
    public async Task What_a_basis_keeps_confidential_stands_in_nothing_that_a_client_is_given_until_its_term_is_over()
    {
        var secret = Shipped.Contracts.Agreed.Policy.Bases["KSZ-2026-014"] with { ToldAfterDays = 30 };
        var policy = Shipped.Contracts.Agreed.Policy with { Bases = new Dictionary<string, LegalBasis>(Shipped.Contracts.Agreed.Policy.Bases, StringComparer.Ordinal) { [secret.Reference] = secret } };
        await using var gateway = await RunningGateway.StartAsync(contracts: Shipped.Contracts with { Agreed = Shipped.Contracts.Agreed with { Policy = policy } });
        var insz = await AnsweredAsync(gateway, "received");
        using var dora = await Visitor.SignedInAsync(gateway, "dora", UserRoles.Dpo, "vdab");

        // The officer watches over it and sees it; the client is not told of it yet.
        (await PagesAsync(dora, insz)).ShouldBe((true, false, false, false, false));
        gateway.Time.Advance(TimeSpan.FromDays(31));
        using var later = await Visitor.SignedInAsync(gateway, "lies", UserRoles.Dpo, "vdab");
        (await PagesAsync(later, insz)).ShouldBe((true, true, true, true, true));
    }

    [Fact]
    public async Task A_copy_tells_who_looked_who_was_told_to_stop_and_what_was_refused()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var insz = await AnsweredAsync(gateway, "received");
        var vdab = await gateway.OfficeAsync("vdab");
        var refused = Vdab.Referral(insz: insz);
        refused.Remove("assessment");
        await vdab.SettledAsync(Vdab.Profile, refused);
        using var dora = await Visitor.SignedInAsync(gateway, "dora", UserRoles.Dpo, "vdab");
        var handle = await FoundAsync(dora, insz);
        await dora.PostAsync("/dashboard/privacy/no", ("handle", handle), ("say", "objection"));
        await gateway.QuietAsync();

        var copy = await CopyAsync(gateway, "vdab", insz);

        Of(copy, "openings").Select(o => (string?)o!["kind"]).ShouldContain("overview");
        Of(copy, "openings").ShouldAllBe(o => o!["user"] == null && o["words"] == null, "the people of the staff are other people");
        Of(copy, "stops").Select(s => (string?)s!["recipient"]).ShouldBe(["ocmw-leuven"]);
        Of(copy, "refusals").Select(r => (string?)r!["code"]).ShouldContain(WithheldCodes.AssessmentMissing);
    }

    [Theory]
    [InlineData("nl", "Doorverwijzing van een cliënt", "Rijksregisternummer (INSZ)")]
    [InlineData("fr", "Orientation d'un client", "Numéro national (NISS)")]
    [InlineData("en", "Referral of a client", "Belgian national number")]
    public async Task A_printed_copy_is_in_words_and_not_in_codes(string language, string statement, string scheme)
    {
        await using var gateway = await RunningGateway.StartAsync();
        var insz = await AnsweredAsync(gateway, "received");
        using var dora = await Visitor.SignedInAsync(gateway, "dora", UserRoles.Dpo, "vdab");
        var handle = await FoundAsync(dora, insz);
        await dora.PostAsync("/dashboard/reading", ("language", language), ("zone", "UTC"), ("back", "/dashboard"));

        var text = (await dora.PostAsync("/dashboard/privacy/rights/copy", [.. Filled(handle), ("form", "html")])).Text;

        text.ShouldContain(statement);
        text.ShouldContain(scheme);
        // What was sent stands in it as it was; everything else is said.
        var said = text[..text.IndexOf("<details>", StringComparison.Ordinal)] + text[text.LastIndexOf("</details>", StringComparison.Ordinal)..];
        foreach (var code in new[] { "referral.submitted", "referral.handover", "client.familyName", "admission", "admissible", "by-manifest", "ACTIVATION", "UNEMPLOYMENT", "not-confirmed", "agreement.recorded", ">insz<", ": insz" })
            said.ShouldNotContain(code, Case.Sensitive);
        if (language != "en")
            foreach (var english in new[] { "Purpose, legal basis", "One office offers", "Given", "Recorded" })
                said.ShouldNotContain(english, Case.Sensitive);
    }

    internal static (string, string)[] Filled(string handle) => [("handle", handle), ("by", "self"), ("check", "document"), ("verifiedBy", "nele"), ("reference", "AVG-1")];

    internal static async Task<string> FoundAsync(Visitor officer, string insz)
    {
        await officer.GetAsync("/dashboard/privacy");
        await officer.PostAsync("/dashboard/privacy", ("agency", "vdab"), ("scheme", "insz"), ("identifier", insz), ("purpose", PrivacyPurposes.AccessRequest));
        return officer.Hidden("handle");
    }

    /// <summary>Whether the office to which it left is named: on the officer's page, on paper, in the export, in the copy, in the copy as JSON.</summary>
    private static async Task<(bool Page, bool Print, bool Export, bool Copy, bool Json)> PagesAsync(Visitor officer, string insz)
    {
        await officer.GetAsync("/dashboard/privacy");
        var page = await officer.PostAsync("/dashboard/privacy", ("agency", "vdab"), ("scheme", "insz"), ("identifier", insz), ("purpose", PrivacyPurposes.AccessRequest));
        var handle = officer.Hidden("handle");
        var print = await officer.PostAsync("/dashboard/privacy/print", ("handle", handle));
        var export = await officer.PostAsync("/dashboard/privacy/export", ("handle", handle));
        var copy = await officer.PostAsync("/dashboard/privacy/rights/copy", [.. Filled(handle), ("form", "html")]);
        var json = await officer.PostAsync("/dashboard/privacy/rights/copy", [.. Filled(handle), ("form", "json")]);
        return (Names(page), Names(print), Names(export), Names(copy), Names(json));

        static bool Names(Answer answer) => answer.Text.Contains("OCMW Leuven", StringComparison.Ordinal) || answer.Text.Contains("ocmw-leuven", StringComparison.Ordinal);
    }

    /// <summary>A referral of VDAB that the office answered.</summary>
    private static async Task<string> AnsweredAsync(RunningGateway gateway, string outcome)
    {
        var insz = People.Insz();
        var vdab = await gateway.OfficeAsync("vdab");
        var leuven = await gateway.OfficeAsync("ocmw-leuven");
        await vdab.SettledAsync(Vdab.Profile, Vdab.Referral(insz: insz));
        var handover = Ocmw.Handovers(await leuven.NewAsync()).Single();
        await leuven.SettledAsync(Ocmw.ResultProfile, Ocmw.Reply(handover.Ticket, insz, outcome, caseNumber: "L-1"));
        await vdab.NewAsync();
        return insz;
    }

    private static async Task<JsonNode> CopyAsync(RunningGateway gateway, string agency, string insz)
    {
        using var dora = await RightsCallTests.UserAsync(gateway, UserRoles.Dpo, name: "desk-" + agency);
        var asked = RightsCallTests.Asked(insz);
        asked["agency"] = agency;
        return await RightsCallTests.AnswerAsync(await RightsCallTests.PostAsync(dora, "copies", asked), HttpStatusCode.OK);
    }

    private static JsonArray Of(JsonNode copy, string part) => copy[part]?.AsArray() ?? [];
}
