using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Gateway.Contracts;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Returns;
using Gateway.Core.Work;
using Gateway.Host.Composition;
using Gateway.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Operating;

/// <summary>What an operator returns arrives: in the sender's channel and language, with what is wrong, where, and what to do.</summary>
public sealed class ReturnTests : IDisposable
{
    private const string Unknown = "DEBT_COUNSEL";
    private readonly TempFolder _contracts = new();

    public ReturnTests() => TempFolder.Copy(Shipped.Folder, _contracts.Path);

    public void Dispose() => _contracts.Dispose();

    [Theory]
    [InlineData("nl", "Het veld bevat een code die niet in de afgesproken lijst staat.", "Gebruik een code uit de afgesproken lijst")]
    [InlineData("fr", "Le champ contient un code qui ne figure pas dans la liste convenue.", "Utilisez un code de la liste convenue")]
    [InlineData("en", "The field holds a code that is not in the agreed list.", "Use a code of the agreed list")]
    public async Task A_record_returned_on_the_page_is_in_its_senders_feed_with_reason_place_and_remedy_in_its_language(string language, string sentence, string remedy)
    {
        await ChangeAgencyAsync("vdab", "language: nl", "language: " + language);
        await using var gateway = await StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var submission = await vdab.SubmitAsync(Vdab.Profile, new JsonArray(Vdab.Referral(), Wrong()));
        await gateway.QuietAsync();
        using var otto = await Visitor.SignedInAsync(gateway, "otto", UserRoles.Operator | UserRoles.Viewer);
        await otto.GetAsync("/dashboard/worklists/set-aside/vdab/unknown-code");
        var task = await gateway.ReadAsync(s => s.Tasks.Where(t => t.Kind == TaskKinds.SetAside).Select(t => t.Id).SingleAsync());

        var done = await otto.PostAndFollowAsync("/dashboard/worklists/set-aside/vdab/unknown-code/return", ("item", task.ToString("D")));

        done.Text.ShouldContain("The chosen items are with their sender.");
        var record = await gateway.ReadAsync(s => s.Records.SingleAsync(r => r.State == RecordState.SetAside));
        var item = (await vdab.NewAsync()).Where(i => Type(i) == EventTypes.RecordReturned).ShouldHaveSingleItem();
        item.ContainsKey("subject").ShouldBeFalse("it is about no referral");
        var data = item["data"]!["returned"]!.AsObject();
        (Text(data, "record"), Text(data, "code"), Text(data, "path"), Text(data, "language"), Text(data, "text"))
            .ShouldBe(($"{submission:D}.2", "unknown-code", record.ReasonPath, language, sentence));
        Text(data, "remedy")!.ShouldStartWith(remedy);
        ((int?)data["line"]).ShouldBe(record.Line);
        item.ToJsonString().ShouldNotContain(Unknown);
        var told = (await vdab.SubmissionAsync(submission))["records"]![1]!;
        ((string?)told["reason"]!["sentence"], (string?)told["reason"]!["remedy"], (string?)told["reason"]!["code"], told["returnedAt"]!.GetValue<DateTimeOffset>())
            .ShouldBe((sentence, Text(data, "remedy"), "unknown-code", RunningGateway.Start));
        (await vdab.FeedTextAsync()).ShouldContain("record.returned", Case.Sensitive, "it is read again as often as its sender wants");
        await vdab.ConfirmAsync();
        (await gateway.ReadAsync(s => s.Deliveries.SingleAsync(d => d.Event == EventTypes.RecordReturned))).State.ShouldBe(DeliveryState.Confirmed);
        (await gateway.ReadAsync(s => s.Disclosures.SingleAsync(d => d.Event == EventTypes.RecordReturned))).Manifest.ShouldBe(OwnRecord.Name);
    }

    [Fact]
    public async Task An_agency_that_collects_files_finds_it_as_a_file()
    {
        await using var gateway = await StartAsync();
        var office = await gateway.OfficeAsync("ocmw-dendermonde");
        var submission = await office.SubmitAsync(Ocmw.ResultProfile, Ocmw.Reply("anything", "85073003320", "received", town: "42006"));
        await gateway.QuietAsync();

        (await ReturnAllAsync(gateway)).ShouldBe(1);
        await gateway.QuietAsync();

        var file = Directory.GetFiles(Path.Combine(gateway.Data, "outbox", "ocmw-dendermonde"), "*.xml").ShouldHaveSingleItem();
        var data = XElement.Parse(await File.ReadAllTextAsync(file));
        (data.Name.LocalName, data.Element("Header")!.Element("NrRecord")?.Value, data.Element("CdReden")?.Value, data.Element("Tekst")?.Attribute("taal")?.Value)
            .ShouldBe(("Terugmelding", $"{submission:D}.1", "identifier-check-digits", "nl"));
        data.ToString().ShouldNotContain("8507300");
        (await gateway.ReadAsync(s => s.Deliveries.SingleAsync())).State.ShouldBe(DeliveryState.Confirmed);
    }

    [Fact]
    public async Task A_format_that_has_a_place_for_it_carries_what_it_can_and_the_rest_is_read_of_the_submission()
    {
        var profile = Path.Combine(_contracts.Path, "formats", Vdab.Profile, "profile.yaml");
        await File.WriteAllTextAsync(profile, (await File.ReadAllTextAsync(profile)).Replace("      - { target: path, source: returned.path }\n", "", StringComparison.Ordinal));
        await using var gateway = await StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var submission = await vdab.SubmitAsync(Vdab.Profile, new JsonArray(Wrong()));
        await gateway.QuietAsync();
        await ReturnAllAsync(gateway);

        var data = (await vdab.NewAsync()).ShouldHaveSingleItem()["data"]!;

        ((string?)data["message"]!["type"], (string?)data["returned"]!["record"], (string?)data["returned"]!["code"], (string?)data["returned"]!["text"])
            .ShouldBe(("returned", $"{submission:D}.1", "unknown-code", "Het veld bevat een code die niet in de afgesproken lijst staat."));
        var fields = (await gateway.ReadAsync(s => s.Disclosures.SingleAsync())).Fields.Split(',');
        fields.ShouldContain("sentence");
        fields.ShouldNotContain("path", "the format has no place for it");
        var told = (await vdab.SubmissionAsync(submission))["records"]![0]!["reason"]!;
        ((string?)told["path"])!.ShouldStartWith("requestedService");
        ((string?)told["remedy"]).ShouldBe(ReturnWords.Remedy("nl", "unknown-code"));
    }

    [Fact]
    public async Task An_office_without_a_system_reads_it_on_its_page_in_the_viewers_language_until_it_says_so()
    {
        await using var gateway = await StartAsync();
        var mechelen = await gateway.OfficeAsync("ocmw-mechelen");
        var wrong = Cloud.Reply("OCMW Mechelen", "anything", "received");
        wrong["data"]!["outcome"] = "kanarie";
        var page = await mechelen.SettledAsync(Cloud.Profile, wrong);
        (await ReturnAllAsync(gateway)).ShouldBe(1);

        using var mia = await Visitor.SignedInAsync(gateway, "mia", UserRoles.CaseWorker, "ocmw-mechelen");
        var inbox = await mia.GetAsync("/dashboard/inbox");
        var line = (await gateway.Services.GetRequiredService<IInboxReturns>().ListAsync("ocmw-mechelen", CancellationToken.None)).ShouldHaveSingleItem();
        inbox.Text.ShouldContain("What came back");
        inbox.Text.ShouldContain($"{page["submissionId"]!.GetValue<Guid>():D}.1");
        inbox.Text.ShouldContain(ReturnWords.Sentence("en", line.Code, line.Text));
        inbox.Text.ShouldContain(ReturnWords.Remedy("en", line.Code));
        inbox.Text.ShouldNotContain("kanarie");
        (await mechelen.NewAsync()).ShouldBeEmpty("nobody reads a feed there");
        page = await mechelen.SubmissionAsync(page["submissionId"]!.GetValue<Guid>());
        ((string?)page["records"]![0]!["reason"]!["remedy"]).ShouldBe(ReturnWords.Remedy("nl", line.Code));

        using (var other = await Visitor.SignedInAsync(gateway, "lea", UserRoles.CaseWorker, "ocmw-leuven"))
        {
            (await other.GetAsync("/dashboard/inbox")).Text.ShouldNotContain("What came back");
            (await other.PostAsync($"/dashboard/inbox/returned/{line.Id}/read")).Status.ShouldBe(HttpStatusCode.NotFound);
        }

        (await mia.PostAndFollowAsync($"/dashboard/inbox/returned/{line.Id}/read")).Text.ShouldNotContain("What came back");
    }

    [Fact]
    public async Task A_submission_that_could_not_be_read_at_all_comes_back_even_after_its_bytes_are_destroyed()
    {
        await using var gateway = await StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var broken = await vdab.SubmitAsync(Vdab.Profile, Encoding.UTF8.GetBytes("niets"), "application/json");
        await gateway.QuietAsync();
        gateway.Time.Advance(TimeSpan.FromDays(15));
        await gateway.UntilAsync(async () => await gateway.ReadAsync(s => s.Submissions.AllAsync(x => x.DestroyedAt != null)));

        (await ReturnAllAsync(gateway)).ShouldBe(1);

        var data = (await vdab.NewAsync()).ShouldHaveSingleItem()["data"]!["returned"]!.AsObject();
        Text(data, "record")!.ShouldStartWith(broken.ToString("D"));
        Text(data, "text").ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task What_is_translated_meanwhile_is_not_told_any_more()
    {
        await using var gateway = await StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        var body = new JsonArray(Wrong());
        var submission = await vdab.SubmitAsync(Vdab.Profile, body);
        await gateway.QuietAsync();
        await ReturnAllAsync(gateway);
        await File.AppendAllTextAsync(Path.Combine(_contracts.Path, "formats", "codes", "services.yaml"), $"\nentries:\n  - {{ code: {Unknown}, means: DEBT_ADVICE }}\n");
        await LoadedAsync(gateway);

        (await vdab.SubmitAsync(Vdab.Profile, body)).ShouldBe(submission);
        await gateway.QuietAsync();

        (await vdab.NewAsync()).ShouldBeEmpty();
        var delivery = await gateway.ReadAsync(s => s.Deliveries.SingleAsync(d => d.Event == EventTypes.RecordReturned));
        (delivery.State, delivery.ReasonCode).ShouldBe((DeliveryState.Blocked, ReturnRules.Settled));
        (await gateway.ReadAsync(s => s.Referrals.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task A_sender_that_takes_no_part_any_more_is_not_told_and_its_items_stay()
    {
        await using var gateway = await StartAsync();
        var vdab = await gateway.OfficeAsync("vdab");
        await vdab.SubmitAsync(Vdab.Profile, new JsonArray(Wrong(), Wrong()));
        await gateway.QuietAsync();
        var tasks = await TasksAsync(gateway);
        var worklists = gateway.Services.GetRequiredService<IWorklists>();
        (await worklists.ReturnAsync("otto", tasks[..1], CancellationToken.None)).ShouldBe(1);
        await ChangeAgencyAsync("vdab", "language: nl", "language: nl\n    live: false");
        await LoadedAsync(gateway);

        (await worklists.ReturnAsync("otto", tasks, CancellationToken.None)).ShouldBe(0);

        (await TasksAsync(gateway)).ShouldBe(tasks[1..]);
        (await gateway.ReadAsync(s => s.Deliveries.SingleAsync())).State.ShouldBe(DeliveryState.Waiting);
    }

    private static JsonObject Wrong()
    {
        var referral = Vdab.Referral();
        referral["requestedService"] = new JsonArray(Unknown);
        return referral;
    }

    private static string? Type(JsonObject item) => (string?)item["type"];

    private static string? Text(JsonObject data, string field) => (string?)data[field];

    private static Task<List<Guid>> TasksAsync(RunningGateway gateway) =>
        gateway.ReadAsync(s => s.Tasks.Where(t => t.Kind == TaskKinds.SetAside && t.ClosedAt == null).OrderBy(t => t.Id).Select(t => t.Id).ToListAsync());

    private static async Task<int> ReturnAllAsync(RunningGateway gateway) =>
        await gateway.Services.GetRequiredService<IWorklists>().ReturnAsync("otto", await TasksAsync(gateway), CancellationToken.None);

    private async Task ChangeAgencyAsync(string agency, string from, string to)
    {
        var file = Path.Combine(_contracts.Path, "directory", "agencies.yaml");
        var text = await File.ReadAllTextAsync(file);
        var at = text.IndexOf($"- id: {agency}\n", StringComparison.Ordinal);
        var begin = text.IndexOf(from, at, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text[..begin] + to + text[(begin + from.Length)..]);
    }

    private static async Task LoadedAsync(RunningGateway gateway)
    {
        var present = gateway.Services.GetRequiredService<PresentContracts>();
        var before = present.LoadedAt;
        await gateway.UntilAsync(() => Task.FromResult(present.LoadedAt > before || present.Refused.Count > 0));
        present.Refused.ShouldBeEmpty();
    }

    private Task<RunningGateway> StartAsync() => RunningGateway.StartAsync(
        contracts: ContractsFolder.LoadOrFail(_contracts.Path),
        settings: new Dictionary<string, string?> { ["Gateway:Contracts"] = _contracts.Path },
        further: services => services.Configure<ContractsOptions>(o => (o.Every, o.NoteEvery) = (TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20))));
}
