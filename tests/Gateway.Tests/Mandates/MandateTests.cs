using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Work;
using Gateway.Host.Composition;
using Gateway.Tests.Running;
using Gateway.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Mandates;

/// <summary>What a control service may not ask, and what happens around its requests.</summary>
public sealed class MandateTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    /// <summary>Requests that are refused as a whole: what is changed, and the reason.</summary>
    public static TheoryData<string, string, string> Refused() => new()
    {
        { "endsOn", "2026-03-09", "mandate-ended" },
        { "basis", "BE-CONTROL-1999-99", "mandate-basis-unknown" },
        { "basis", "KSZ-2026-014", "mandate-basis-unknown" },
        { "from", "2025-03-01", "mandate-period-too-long" },
        { "from", "2026-03-11", "mandate-period-invalid" },
        { "to", "2026-03-11", "mandate-period-invalid" },
        { "controller", "ocmw-leuven", "mandate-basis-other-controller" },
        { "controller", "85.07.30-033 28 Jansens", "mandate-basis-other-controller" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_request_that_does_not_hold_is_refused_with_a_reason_and_is_told_to_the_officer(string member, string value, string code)
    {
        var gateway = shared.Gateway;
        var control = await gateway.OfficeAsync(Control.Agency);
        var insz = People.Insz();
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Control.Checked(insz));
        var asking = Control.Asking(insz);
        asking[member] = value;

        var (status, answer) = await Control.AskAsync(control, asking);

        (status, (string?)answer["state"], (string?)answer["reason"]!["code"]).ShouldBe((HttpStatusCode.Accepted, "refused", code));
        ((string?)answer["reason"]!["text"])!.ShouldEndWith(".");
        var id = Guid.Parse((string)answer["mandateId"]!);
        var row = await gateway.ReadAsync(s => s.Mandates.SingleAsync(m => m.Id == id));
        (row.ClientId, row.Code, row.Given).ShouldBe((null, code, ""), "nobody is looked up for a request that does not hold");
        $"{row.Controller} {row.Basis}".ShouldNotContain("Jansens");
        (await gateway.ReadAsync(s => s.Tasks.SingleAsync(t => t.SubjectId == id))).Kind.ShouldBe(TaskKinds.MandateAsked);
        var told = (await Control.FeedAsync(control)).Single(i => (string?)i!["id"] == id.ToString("D"))!;
        ((string?)told["data"]!["code"], told["data"]!["items"]!.AsArray().Count).ShouldBe((code, 0));
    }

    /// <summary>What cannot be a request.</summary>
    public static TheoryData<string, string?> Malformed() => new()
    {
        { "reference", "" }, { "reference", null }, { "from", "1 maart 2026" }, { "endsOn", null }, { "scheme", "agency" }, { "controller", " " },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task What_cannot_be_a_request_is_not_noted(string member, string? value)
    {
        var control = await shared.Gateway.OfficeAsync(Control.Agency);
        var asking = Control.Asking(People.Insz());
        asking[member] = value;

        var (status, answer) = await Control.AskAsync(control, asking);

        (status, (string?)answer["code"]).ShouldBe((HttpStatusCode.UnprocessableEntity, "mandate-invalid"));
        answer["places"]!.AsArray().Select(p => (string?)p).ShouldBe([member]);
    }

    [Fact]
    public async Task A_mistyped_number_an_unknown_kind_no_key_and_words_are_refused()
    {
        var gateway = shared.Gateway;
        var control = await gateway.OfficeAsync(Control.Agency);
        (await Control.AskAsync(control, Control.Asking("85073003329"))).Answer["code"]!.GetValue<string>().ShouldBe("identifier-invalid");
        (await Control.AskAsync(control, Control.Asking(People.Insz(), "EVERYTHING"))).Answer["code"]!.GetValue<string>().ShouldBe("mandate-invalid");
        using var nobody = new HttpClient { BaseAddress = gateway.Address };
        (await nobody.GetAsync("/v1/mandates/feed")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await nobody.PostAsync("/v1/mandates", new StringContent(Control.Asking(People.Insz()).ToJsonString(), Encoding.UTF8, "application/json"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var words = new StringContent("[]", Encoding.UTF8, "application/json");
        (await control.Http.PostAsync("/v1/mandates", words)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Asked_twice_is_once_and_the_reference_stands_for_one_question()
    {
        var control = await shared.Gateway.OfficeAsync(Control.Agency);
        var asking = Control.Asking(People.Insz());
        var first = await Control.AskAsync(control, asking);

        (await Control.AskAsync(control, asking)).Answer.ToJsonString().ShouldBe(first.Answer.ToJsonString());

        foreach (var (member, value) in new[] { ("identifier", People.Insz()), ("to", "2026-03-09") })
        {
            var other = asking.DeepClone().AsObject();
            other[member] = value;
            var (status, answer) = await Control.AskAsync(control, other);
            (status, (string?)answer["code"]).ShouldBe((HttpStatusCode.UnprocessableEntity, "mandate-reference-used"));
        }

        var id = Guid.Parse((string)first.Answer["mandateId"]!);
        (await shared.Gateway.ReadAsync(s => s.Tasks.CountAsync(t => t.SubjectId == id))).ShouldBe(1);
    }

    [Fact]
    public async Task Somebody_unknown_is_answered_like_somebody_of_whom_there_is_nothing()
    {
        var gateway = shared.Gateway;
        var control = await gateway.OfficeAsync(Control.Agency);
        var known = People.Insz();
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Vdab.Referral(insz: known));
        List<(string Noted, string Answer)> told = [];
        foreach (var insz in new[] { known, People.Insz() })
        {
            var asking = Control.Asking(insz);
            asking["reference"] = $"CTRL-{told.Count}";
            var noted = (await Control.AskAsync(control, asking)).Answer;
            var answer = (await Control.FeedAsync(control)).Single(i => (string?)i!["id"] == (string?)noted["mandateId"])!;
            var id = (string)noted["mandateId"]!;
            told.Add((Same(noted, id, told.Count), Same(answer, id, told.Count)));
        }

        told[0].ShouldBe(told[1]);

        static string Same(JsonNode node, string id, int number) => node.ToJsonString().Replace(id, "id", StringComparison.Ordinal).Replace($"CTRL-{number}", "reference", StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_erased_before_the_answer_is_read_is_in_no_answer_and_what_was_read_goes_too()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var control = await gateway.OfficeAsync(Control.Agency);
        var insz = People.Insz();
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Control.Checked(insz));
        await Control.AskAsync(control, Control.Asking(insz));
        ItemsOf(await Control.FeedAsync(control)).ShouldBe([1]);
        await Control.AskAsync(control, Control.Asking(insz));

        var hashes = await gateway.ReadAsync(s => s.Mandates.Select(m => m.QuestionHash).ToListAsync());

        (await Rights.ErasureTests.EraseAsync(gateway, insz)).Certificate.ShouldNotBeNull();

        var erased = await Control.FeedAsync(control);
        ItemsOf(erased).ShouldBe([0, 0]);
        erased.ToJsonString().ShouldNotContain("reference", Case.Insensitive, "neither kept nor missing: it would tell of the erasure");
        (await gateway.ReadAsync(s => s.Mandates.Where(m => m.ClientId != null).Select(m => m.QuestionHash).ToListAsync())).ShouldAllBe(h => !hashes.Any(o => o.SequenceEqual(h)));
        await Control.AskAsync(control, Control.Asking(insz));
        ItemsOf(await Control.FeedAsync(control)).ShouldBe([0, 0, 0]);
        (await gateway.ReadAsync(s => s.Mandates.Where(m => m.ClientId != null).Select(m => m.Reference).ToListAsync())).ShouldAllBe(r => r == null);
    }

    [Fact]
    public async Task What_a_basis_keeps_confidential_is_told_to_the_client_when_its_term_is_over()
    {
        var law = Shipped.Contracts.Agreed.Policy.Bases["BE-CONTROL-2026-02"] with { ToldAfterDays = 30 };
        await using var gateway = await RunningGateway.StartAsync(contracts: With(law));
        var control = await gateway.OfficeAsync(Control.Agency);
        using var dora = await Visitor.SignedInAsync(gateway, "dora", UserRoles.Dpo, "vdab");
        var insz = People.Insz();
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Control.Checked(insz));
        await Control.AskAsync(control, Control.Asking(insz));
        await Control.FeedAsync(control);

        (await LookAsync(dora, insz)).ShouldNotContain("control service", Case.Insensitive);
        (await dora.GetAsync("/dashboard/privacy/mandates")).Text.ShouldContain("VDAB Controledienst", Case.Sensitive, "the officer knows at once");
        gateway.Time.SetUtcNow(gateway.Time.GetUtcNow().AddDays(31));
        (await LookAsync(dora, insz)).ShouldContain("A control service asked about you with a mandate");
    }

    [Fact]
    public async Task The_gate_asks_again_when_the_answer_is_read()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var control = await gateway.OfficeAsync(Control.Agency);
        var insz = People.Insz();
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Control.Checked(insz));
        var asking = Control.Asking(insz);
        asking["endsOn"] = "2026-03-12";
        await Control.AskAsync(control, asking);
        gateway.Time.SetUtcNow(gateway.Time.GetUtcNow().AddDays(3));

        var answer = (await Control.FeedAsync(control)).ShouldHaveSingleItem()!;

        ((string?)answer["data"]!["code"], answer["data"]!["items"]!.AsArray().Count).ShouldBe(("mandate-ended", 0));
    }

    [Fact]
    public async Task Read_again_after_the_mandate_ended_there_are_no_values()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var control = await gateway.OfficeAsync(Control.Agency);
        var insz = People.Insz();
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Control.Checked(insz));
        var asking = Control.Asking(insz);
        asking["endsOn"] = "2026-03-12";
        await Control.AskAsync(control, asking);
        ItemsOf(await Control.FeedAsync(control)).ShouldBe([1]);
        gateway.Time.SetUtcNow(gateway.Time.GetUtcNow().AddDays(3));

        var answer = (await Control.FeedAsync(control)).ShouldHaveSingleItem()!;

        ((string?)answer["data"]!["code"], answer["data"]!["items"]!.AsArray().Count).ShouldBe(("mandate-ended", 0));
        (await gateway.ReadAsync(s => s.Mandates.SingleAsync())).Values.ShouldBe(1, "what was given stays told");
    }

    [Fact]
    public async Task A_damaged_record_is_told_and_stops_nothing_and_nobody_is_told_that_it_was_given()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var control = await gateway.OfficeAsync(Control.Agency);
        using var dora = await Visitor.SignedInAsync(gateway, "dora", UserRoles.Dpo, "vdab");
        var insz = People.Insz();
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Control.Checked(insz));
        await Control.AskAsync(control, Control.Asking(insz));
        (await LookAsync(dora, insz)).ShouldContain("may be given, not read yet");
        await using (var compartments = gateway.Services.GetRequiredService<Persistence.IGatewayDatabase>().OpenCompartments())
            await compartments.Sealed.ExecuteUpdateAsync(s => s.SetProperty(r => r.Cipher, new byte[64]));

        var answer = (await Control.FeedAsync(control)).ShouldHaveSingleItem()!;

        ((bool?)answer["data"]!["incomplete"], answer["data"]!["items"]!.AsArray().Count).ShouldBe((true, 0));
        ((bool?)(await Control.FeedAsync(control)).ShouldHaveSingleItem()!["data"]!["incomplete"]).ShouldBe(true, "read again it still says so");
        (await LookAsync(dora, insz)).ShouldContain("nothing was given");
        (await dora.GetAsync("/dashboard/privacy/mandates")).Text.ShouldContain("there was more that could not be read");
    }

    [Fact]
    public async Task Where_nothing_may_be_given_nobody_is_looked_up_and_the_task_says_refused()
    {
        var gateway = shared.Gateway;
        var control = await gateway.OfficeAsync(Control.Agency);
        var insz = People.Insz();
        await (await gateway.OfficeAsync("vdab")).SettledAsync(Vdab.Profile, Control.Checked(insz));

        var id = Guid.Parse((string)(await Control.AskAsync(control, Control.Asking(insz, "DEBTS"))).Answer["mandateId"]!);

        (await gateway.ReadAsync(s => s.Mandates.SingleAsync(m => m.Id == id))).ClientId.ShouldBeNull();
        (await gateway.ReadAsync(s => s.Tasks.SingleAsync(t => t.SubjectId == id))).Text.ShouldContain("mandate-refused");
    }

    [Fact]
    public async Task An_officer_of_the_control_service_does_not_close_the_task_of_the_controller()
    {
        var gateway = shared.Gateway;
        var control = await gateway.OfficeAsync(Control.Agency);
        var id = Guid.Parse((string)(await Control.AskAsync(control, Control.Asking(People.Insz()))).Answer["mandateId"]!);
        var requests = gateway.Services.GetRequiredService<Core.Mandates.IMandateRequests>();

        (await requests.ReadAsync(id, Control.Agency, "officer", CancellationToken.None)).ShouldBeFalse();
        (await requests.ReadAsync(id, "vdab", "officer", CancellationToken.None)).ShouldBeTrue();
    }

    [Fact]
    public async Task Without_its_role_a_process_has_no_such_call_and_opens_nothing()
    {
        Roles.TryParse("api,edge,translation,referral,delivery,outcome,clocks", out var others, out _).ShouldBeTrue();
        await using var gateway = await RunningGateway.StartAsync(roles: others);
        var control = await gateway.OfficeAsync(Control.Agency);
        (await Control.AskAsync(control, Control.Asking(People.Insz()))).Status.ShouldBe(HttpStatusCode.NotFound);
        gateway.Services.GetRequiredService<Core.Mandates.IMandates>().IsOpen.ShouldBeFalse();
    }

    private static IReadOnlyList<int> ItemsOf(JsonArray feed) => [.. feed.Select(i => i!["data"]!["items"]!.AsArray().Count)];

    private static ContractsFolder With(LegalBasis law)
    {
        var agreed = Shipped.Contracts.Agreed;
        var bases = new Dictionary<string, LegalBasis>(agreed.Policy.Bases, StringComparer.Ordinal) { [law.Reference] = law };
        return Shipped.Contracts with { Agreed = agreed with { Policy = agreed.Policy with { Bases = bases } } };
    }

    private static async Task<string> LookAsync(Visitor dora, string insz)
    {
        await dora.GetAsync("/dashboard/privacy");
        return (await dora.PostAsync("/dashboard/privacy", ("scheme", "insz"), ("identifier", insz), ("purpose", PrivacyPurposes.AccessRequest))).Text;
    }
}
