using Gateway.Contracts;
using Gateway.Core.Deadlines;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Core.Tasks;
using Gateway.Core.Work;
using Gateway.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Work;

public sealed class OfficeTasksOnSqlite : OfficeTaskSuite<SqliteFixture>;

public sealed class OfficeTasksOnPostgreSql : OfficeTaskSuite<PostgreSqlFixture>;

public sealed class OfficeTasksOnSqlServer : OfficeTaskSuite<SqlServerFixture>;

/// <summary>An office's tasks as they lie in the store: its own, a page at a time, and of several who do something at once one does.</summary>
public abstract class OfficeTaskSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public override async Task InitializeAsync()
    {
        Db.Agreed = Db.Agreed with
        {
            Directory = new AgencyDirectory(
                "1", [Office("ocmw-leuven") with { Ladder = [new("head", "+32 16 000 000", 1)] }, Office("ocmw-mortsel")], [], [], new Dictionary<string, IReadOnlyCollection<DateOnly>>()),
        };
        await base.InitializeAsync();
        await Db.Installation.OpenAsync(CancellationToken.None);
    }

    [StoreFact]
    public async Task An_office_reads_its_own_a_page_at_a_time_and_no_other_office_does()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
            ids.Add(await TaskAsync());
        await Db.WriteAsync(unit =>
        {
            unit.OpenTask(TaskKinds.SetAside, "ocmw-leuven", Db.Keys.Next(), "x", TaskSentences.CallClient);
            unit.OpenTask(TaskKinds.CaseWork, "gateway", Db.Keys.Next(), "x", TaskSentences.CallClient);
        });

        var first = await Db.Tasks.ListAsync("ocmw-leuven", closed: false, after: null, take: 3, CancellationToken.None);
        var rest = await Db.Tasks.ListAsync("ocmw-leuven", closed: false, first[^1].Task.Id, take: 3, CancellationToken.None);

        first.Concat(rest).Select(t => t.Task.Id).ShouldBe(ids);
        (await Db.Tasks.ListAsync("ocmw-mortsel", closed: false, after: null, take: 3, CancellationToken.None)).ShouldBeEmpty();
        (await Db.Tasks.FindAsync("ocmw-mortsel", ids[0], CancellationToken.None)).ShouldBeNull();
        (await Db.Tasks.ActAsync("ocmw-mortsel", ids[0], new TaskAct.Claim("intake"), null, CancellationToken.None)).Answer.ShouldBe(TaskAnswer.NotThere);
        (await Db.Tasks.ListAsync("ocmw-leuven", closed: true, after: null, take: 3, CancellationToken.None)).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task Pages_show_open_tasks_from_the_oldest_on_and_closed_ones_from_the_newest_on()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < ListPage.Size + 5; i++)
            ids.Add(await TaskAsync());

        var first = await Db.Tasks.PageAsync("ocmw-leuven", closed: false, page: 1, CancellationToken.None);
        var second = await Db.Tasks.PageAsync("ocmw-leuven", closed: false, page: 2, CancellationToken.None);
        await Db.ReadAsync(s => s.Tasks.Where(t => t.Agency == "ocmw-leuven").ExecuteUpdateAsync(t => t.SetProperty(x => x.ClosedAt, Db.Domain.GetUtcNow())));
        var closed = await Db.Tasks.PageAsync("ocmw-leuven", closed: true, page: 1, CancellationToken.None);
        var older = await Db.Tasks.PageAsync("ocmw-leuven", closed: true, page: 2, CancellationToken.None);

        (first.More, second.More, closed.More, older.More).ShouldBe((true, false, true, false));
        first.Lines.Concat(second.Lines).Select(t => t.Task.Id).ShouldBe(ids);
        closed.Lines.Concat(older.Lines).Select(t => t.Task.Id).ShouldBe(ids.AsEnumerable().Reverse());
        (await Db.Tasks.PageAsync("ocmw-leuven", closed: true, page: 3, CancellationToken.None)).Lines.ShouldBeEmpty();
    }

    [StoreFact]
    public async Task Of_several_who_close_it_at_once_one_does()
    {
        var id = await TaskAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => Db.Tasks.ActAsync("ocmw-leuven", id, new TaskAct.Close("done", "function-" + i), null, CancellationToken.None))));

        answers.Count(a => a.Answer == TaskAnswer.Done).ShouldBe(1);
        answers.Count(a => a.Answer == TaskAnswer.Closed).ShouldBe(3);
        answers.Select(a => a.Task!.Task.ClosedBy).Distinct().ShouldHaveSingleItem();
        (await Db.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == "task.closed"))).ShouldBe(1);
        (await Db.ReadAsync(s => s.Deliveries.CountAsync(d => d.Event == EventTypes.TaskChanged))).ShouldBe(1, "what closes it is told once");
    }

    [StoreFact]
    public async Task A_task_whose_time_has_come_goes_up_a_step_and_its_event_takes_the_next_place_of_the_client()
    {
        var id = await TaskAsync(escalate: true);

        await ClockAsync();

        var task = (await Db.Tasks.FindAsync("ocmw-leuven", id, CancellationToken.None))!;
        (task.Task.Rung, task.AskedOf, task.Phone).ShouldBe((1, "head", "+32 16 000 000"));
        var told = await Db.ReadAsync(s => s.Deliveries.AsNoTracking().SingleAsync(d => d.Event == EventTypes.TaskChanged));
        (told.ReferralId, told.Recipient, told.Sequence).ShouldBe((id, "ocmw-leuven", 2));
    }

    [StoreFact]
    public async Task What_is_closed_goes_up_no_more()
    {
        var id = await TaskAsync(escalate: true);
        await Db.Tasks.ActAsync("ocmw-leuven", id, new TaskAct.Close("done", "intake"), null, CancellationToken.None);

        await ClockAsync();

        (await Db.ReadAsync(s => s.Tasks.AsNoTracking().SingleAsync())).EscalateAt.ShouldBeNull();
        (await Db.ReadAsync(s => s.Tasks.AsNoTracking().SingleAsync())).Rung.ShouldBe(0);
    }

    private async Task<Guid> TaskAsync(bool escalate = false)
    {
        var (id, client) = (Db.Keys.Next(), Db.Keys.Next());
        await Db.WriteAsync(unit =>
        {
            unit.Write(Rows.Client(client));
            unit.Write(Rows.Delivery(Db.Keys.Next(), client));
            unit.Write(new OfficeTask
            {
                Id = id, Kind = TaskKinds.CaseWork, Agency = "ocmw-leuven", SubjectId = client, ReasonCode = "call-after-no-show", Text = StoredSentence.Store(TaskSentences.CallClient),
                OpenedAt = unit.Now, ClientId = client, EscalateAt = escalate ? unit.Now.AddSeconds(-1) : null,
            });
        });
        return id;
    }

    private async Task ClockAsync()
    {
        var lease = await Db.Leases.TakeAsync("clock-scan", Minute, null, CancellationToken.None);
        await Db.DeadlineScan.ScanAsync(lease!, 200, CancellationToken.None);
        var (token, ids) = await Db.Steps.LeaseAsync(StageNames.Clocks, 10, 100, Minute, CancellationToken.None);
        var (items, known) = await Db.Stages.LoadDeadlinesAsync(token, ids, CancellationToken.None);
        var now = new Circumstances(Db.Agreed, Db.Installation.Index, Db.Keys, new Moment(Db.Domain.GetUtcNow()));
        await Db.Stages.ApplyAsync(known, token, [.. items.Select(i => new SettledItem(i, DeadlineRules.Decide(known, now, i)))], CancellationToken.None);
    }

    private static Agency Office(string id) => new() { Id = id, Name = id, Class = RecipientClass.Welfare, Country = "BE", Channel = ChannelKind.Feed };
}
