using Gateway.Contracts;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Returns;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Operating;

public sealed class ReturnOnSqlite : ReturnSuite<SqliteFixture>;

public sealed class ReturnOnPostgreSql : ReturnSuite<PostgreSqlFixture>;

public sealed class ReturnOnSqlServer : ReturnSuite<SqlServerFixture>;

/// <summary>Records go back to their sender once, whoever asks for it and however often, and are read with what is true then.</summary>
public abstract class ReturnSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private const string Code = "unknown-code";

    public override async Task InitializeAsync()
    {
        Db.Agreed = Db.Agreed with
        {
            Directory = new AgencyDirectory(
                "1", [Agency("vdab", ChannelKind.Feed), Agency("ocmw-mechelen", ChannelKind.Inbox), Agency("ocmw-waregem", ChannelKind.Amqp)], [], [], new Dictionary<string, IReadOnlyCollection<DateOnly>>()),
        };
        await base.InitializeAsync();
        await Db.Installation.OpenAsync(CancellationToken.None);
    }

    [StoreFact]
    public async Task Fifty_go_back_at_once_each_with_an_event_of_its_own_and_again_nothing_does()
    {
        var (_, records, tasks) = await SubmissionAsync(50);

        (await ReturnAsync(tasks)).ShouldBe(50);
        (await ReturnAsync(tasks)).ShouldBe(0);

        var deliveries = await Db.ReadAsync(s => s.Deliveries.AsNoTracking().ToListAsync());
        deliveries.Select(d => d.ReferralId).ShouldBe(records, ignoreOrder: true);
        deliveries.ShouldAllBe(d => d.Event == EventTypes.RecordReturned && d.Recipient == "vdab" && d.Sequence == 1 && d.State == DeliveryState.Waiting);
        (await Db.ReadAsync(s => s.Tasks.CountAsync(t => t.ClosedBy == ReturnRules.Returned))).ShouldBe(50);
        (await Db.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == ReturnRules.AuditKind))).ShouldBe(50);
        (await Db.ReadAsync(s => s.Operations.CountAsync(o => o.User == "otto"))).ShouldBe(50);
    }

    [StoreTheory]
    [InlineData("vdab")]
    [InlineData("ocmw-mechelen")]
    public async Task Of_several_who_return_the_same_at_once_one_does(string agency)
    {
        var (_, _, tasks) = await SubmissionAsync(5, agency);

        var returned = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ReturnAsync(tasks))));

        returned.Order().ShouldBe([0, 0, 0, 5]);
        (await Db.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == ReturnRules.AuditKind))).ShouldBe(5);
        (await Db.ReadAsync(s => s.Deliveries.CountAsync())).ShouldBe(agency == "vdab" ? 5 : 0);
        (await Db.ReadAsync(s => s.Tasks.CountAsync(t => t.Kind == TaskKinds.Returned))).ShouldBe(agency == "vdab" ? 0 : 5);
    }

    [StoreFact]
    public async Task What_is_read_for_its_release_is_what_is_true_then()
    {
        var (submission, records, tasks) = await SubmissionAsync(4);
        var whole = await WholeAsync();
        await ReturnAsync([.. tasks, whole.Task]);
        await ChangeAsync(async s =>
        {
            await s.Records.Where(r => r.Id == records[1]).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, RecordState.Translated).SetProperty(x => x.ReasonCode, (string?)null));
            await s.Records.Where(r => r.Id == records[2]).ExecuteUpdateAsync(r => r.SetProperty(x => x.Wrapped, (byte[]?)null));
            await s.Records.Where(r => r.Id == records[3]).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, RecordState.Waiting).SetProperty(x => x.ReasonCode, "unknown-referral"));
            // Its bytes are destroyed with their key when their time is over.
            await s.Submissions.Where(x => x.Id == whole.Id).ExecuteUpdateAsync(k => k.SetProperty(x => x.Wrapped, (byte[]?)null));
        });

        var load = await Db.FeedStore.LoadHeadsAsync("vdab", 100, CancellationToken.None);

        load.Heads.Count.ShouldBe(5, "none waits for another");
        load.Known.Erased.ShouldBeEmpty();
        load.Known.Returned.Keys.ShouldBe([records[0], whole.Id], ignoreOrder: true, "one took effect, of one the client was erased, one waits for a referral");
        load.Known.Returned[records[0]].ShouldBe(new ReturnedRecord(new RecordName(submission, 1), Code, new Sentence("A code that is not known."), "service", 7));
        load.Known.Returned[whole.Id].ShouldBe(new ReturnedRecord(new RecordName(whole.Id, 0), "not-json", new Sentence("It is not JSON."), null, null));
        load.Known.Keys.Keys.ShouldBe([.. records, whole.Id], ignoreOrder: true);
    }

    [StoreFact]
    public async Task What_was_released_is_read_again_from_the_feed_whatever_became_of_the_record()
    {
        var (_, records, tasks) = await SubmissionAsync(1);
        await ReturnAsync(tasks);
        var load = await Db.FeedStore.LoadHeadsAsync("vdab", 10, CancellationToken.None);
        var draft = new Draft(load.Known, Db.Circumstances.Now());
        var head = load.Heads[0];
        var bytes = "{\"code\":\"unknown-code\"}"u8.ToArray();
        draft.Release(head, head with { State = DeliveryState.Released, ReleasedAt = Db.Domain.GetUtcNow(), MediaType = "application/json", Position = 1 }, bytes, new Disclosure
        {
            DeliveryId = head.Id, ReferralId = head.ReferralId, ClientId = head.ClientId, From = "vdab", Recipient = "vdab", RecipientClass = "Pes", Event = head.Event, Purpose = "own-record",
            Basis = "own-record", Manifest = "own-record", PolicyVersion = "1", Fields = "code", PayloadHmac = [], At = Db.Domain.GetUtcNow(),
        });
        await Db.FeedStore.ApplyAsync(load.Known, [draft.Decided()], [], CancellationToken.None);
        await ChangeAsync(s => s.Records.Where(r => r.Id == records[0]).ExecuteUpdateAsync(r => r.SetProperty(x => x.Wrapped, (byte[]?)null)));

        var page = await Db.FeedStore.ReadAsync("vdab", 0, 10, CancellationToken.None);

        page.Items.ShouldHaveSingleItem().Bytes.ToArray().ShouldBe(bytes);
        page.Unreadable.ShouldBeEmpty();
        (await Db.ReadAsync(s => s.Disclosures.SingleAsync())).PayloadHmac.Length.ShouldBe(32);
    }

    [StoreFact]
    public async Task A_record_that_fails_again_goes_back_again_and_what_still_waits_is_not_doubled()
    {
        var (_, records, tasks) = await SubmissionAsync(1);
        await ReturnAsync(tasks);
        var again = await TaskAsync(records[0]);

        (await ReturnAsync([again])).ShouldBe(1);
        (await Db.ReadAsync(s => s.Deliveries.CountAsync())).ShouldBe(1);

        await ChangeAsync(s => s.Deliveries.ExecuteUpdateAsync(d => d.SetProperty(x => x.State, DeliveryState.Confirmed)));
        (await ReturnAsync([await TaskAsync(records[0])])).ShouldBe(1);
        (await Db.ReadAsync(s => s.Deliveries.OrderBy(d => d.Sequence).Select(d => d.Sequence).ToListAsync())).ShouldBe([1, 2]);
    }

    [StoreFact]
    public async Task An_office_without_a_system_has_it_listed_until_somebody_of_it_has_read_it()
    {
        var (submission, records, tasks) = await SubmissionAsync(2, "ocmw-mechelen");
        await ReturnAsync(tasks);

        var listed = await Db.InboxReturns.ListAsync("ocmw-mechelen", CancellationToken.None);
        listed.Select(l => (l.Name.ToString(), l.Code, l.Path, l.Line)).ShouldBe([($"{submission:D}.1", Code, "service", 7), ($"{submission:D}.2", Code, "service", 7)]);
        (await Db.InboxReturns.ListAsync("vdab", CancellationToken.None)).ShouldBeEmpty();
        (await Db.InboxReturns.ReadAsync("vdab", listed[0].Id, "vera", CancellationToken.None)).ShouldBeFalse("it is another agency's");
        (await Db.InboxReturns.ReadAsync("ocmw-mechelen", listed[0].Id, "mia", CancellationToken.None)).ShouldBeTrue();
        (await Db.InboxReturns.ReadAsync("ocmw-mechelen", listed[0].Id, "mia", CancellationToken.None)).ShouldBeTrue("once more changes nothing");
        (await Db.InboxReturns.ListAsync("ocmw-mechelen", CancellationToken.None)).ShouldHaveSingleItem().Name.Number.ShouldBe(2);
        (await Db.ReadAsync(s => s.Operations.CountAsync(o => o.Action == "inbox.returned-read" && o.User == "mia"))).ShouldBe(1);
        records.Length.ShouldBe(2);
    }

    [StoreFact]
    public async Task The_reading_of_a_submission_says_what_went_back_and_when()
    {
        var (submission, _, tasks) = await SubmissionAsync(2);
        await ReturnAsync(tasks[..1]);

        var page = (await Db.Reading.ReadAsync("vdab", submission, 0, 10, CancellationToken.None)).ShouldNotBeNull();

        page.Records.Select(r => r.ReturnedAt).ShouldBe([Db.Domain.GetUtcNow(), null]);
        page.Records.ShouldAllBe(r => r.Reason!.Sentence == "Het veld bevat een code die niet in de afgesproken lijst staat." && r.Reason.Remedy!.StartsWith("Gebruik een code", StringComparison.Ordinal) && r.Reason.Text == "A code that is not known.");
    }

    private static Agency Agency(string id, ChannelKind channel) => new() { Id = id, Name = id, Class = RecipientClass.Pes, Country = "BE", Channel = channel, Language = "nl" };

    private Task<int> ReturnAsync(IReadOnlyCollection<Guid> tasks) => Db.Worklists.ReturnAsync("otto", tasks, CancellationToken.None);

    private async Task ChangeAsync(Func<GatewayContext, Task> change)
    {
        await using var store = Db.Database.Open();
        await change(store);
    }

    private async Task<(Guid Submission, Guid[] Records, Guid[] Tasks)> SubmissionAsync(int records, string agency = "vdab")
    {
        var submission = Rows.Submission(Db.Keys.Next(), 10) with { Agency = agency, State = SubmissionState.SetAside, Records = records, SetAside = records };
        var ids = Enumerable.Range(0, records).Select(_ => Db.Keys.Next()).ToArray();
        List<Guid> tasks = [];
        await Db.WriteAsync(u =>
        {
            u.Write(submission);
            foreach (var (id, index) in ids.Select((id, i) => (id, i)))
            {
                u.Write(Rows.Record(id, agency) with
                {
                    SubmissionId = submission.Id, Number = index + 1, ClientId = null, Wrapped = Db.Ring.CreateFor(id).Wrapped, State = RecordState.SetAside, ReasonCode = Code, ReasonText = StoredSentence.Store(new Sentence("A code that is not known.")), ReasonPath = "service", Line = 7,
                });
                tasks.Add(u.OpenTask(TaskKinds.SetAside, agency, id, Code, new Sentence("A code that is not known.")).Id);
            }
        });
        return (submission.Id, ids, [.. tasks]);
    }

    private async Task<(Guid Id, Guid Task)> WholeAsync()
    {
        var submission = Rows.Submission(Db.Keys.Next(), 10) with { State = SubmissionState.SetAside, ReasonCode = "not-json", ReasonText = StoredSentence.Store(new Sentence("It is not JSON.")) };
        var task = Guid.Empty;
        await Db.WriteAsync(u =>
        {
            u.Write(submission);
            task = u.OpenTask(TaskKinds.SetAside, "vdab", submission.Id, "not-json", new Sentence("It is not JSON.")).Id;
        });
        return (submission.Id, task);
    }

    private async Task<Guid> TaskAsync(Guid record)
    {
        var task = Guid.Empty;
        await Db.WriteAsync(u => task = u.OpenTask(TaskKinds.SetAside, "vdab", record, "not-a-date", new Sentence("Not a date.")).Id);
        return task;
    }
}
