using System.Data.Common;
using System.Text;
using Gateway.Core.Accountability;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Persistence;
using Gateway.Persistence.Model;
using Gateway.Persistence.Operating;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Seen;

public sealed class OpeningsOnSqlite : OpeningSuite<SqliteFixture>;

public sealed class OpeningsOnPostgreSql : OpeningSuite<PostgreSqlFixture>;

public sealed class OpeningsOnSqlServer : OpeningSuite<SqlServerFixture>;

/// <summary>What people were shown: entries with a count, words that go with the client's key, and the same number of statements however much there is.</summary>
public abstract class OpeningSuite<TFixture> : StoreSuite<TFixture>, IDisposable where TFixture : DatabaseFixture, new()
{
    private const string Insz = "85073003328";

    private static readonly Reader Greet = new("greet", "ocmw-leuven", UserRoles.CaseWorker);
    private static readonly PrivacyLook Look = new(new Reader("dora", null, UserRoles.Dpo), OpeningKind.Overview, PrivacyPurposes.AccessRequest);

    private readonly CountedStatements _counted;

    protected OpeningSuite() => _counted = new CountedStatements(IsMine).Begun();

    public void Dispose()
    {
        _counted.Dispose();
        GC.SuppressFinalize(this);
    }

    [StoreFact]
    public async Task Openings_at_the_same_moment_are_all_counted()
    {
        var (client, _) = await ClientAsync();
        var thing = new OpenedThing(OpeningKind.Inbox, client, client, "vdab");
        await Db.OpeningLog.NoteAsync(Greet, thing, default);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Db.OpeningLog.NoteAsync(Greet, thing, default)));
        await Db.OpeningLog.NoteAsync(Greet with { User = "lieve" }, thing, default);
        Db.Domain.Advance(OpeningRules.Together);
        await Db.OpeningLog.NoteAsync(Greet, thing, default);

        (await Db.ReadAsync(s => s.Openings.OrderBy(o => o.Id).Select(o => new { o.User, o.Count }).ToListAsync())).Select(o => (o.User, o.Count)).ShouldBe([("greet", 9), ("lieve", 1), ("greet", 1)]);
        (await Db.ReadAsync(s => s.Audit.CountAsync(a => a.Kind == "opened"))).ShouldBe(3);
    }

    [StoreFact]
    public async Task Words_of_a_purpose_are_readable_for_the_officer_until_the_clients_key_is_destroyed()
    {
        const string Words = "Joris phoned about his landlord.";
        var (client, key) = await ClientAsync();
        await using (var unit = Db.Units.Open())
        {
            await unit.OpenedAsync(new Reader("otto", null, UserRoles.Operator), new OpenedThing(OpeningKind.ByIdentifier, client, client, "vdab"), new StatedPurpose("fault", Words), key, default);
            await unit.CommitAsync(default);
        }

        (await OpeningsAsync(client)).Single(o => o.Kind == OpeningKind.ByIdentifier).ShouldSatisfyAllConditions(
            o => o.Words.ShouldBe(Words), o => o.User.ShouldBe("otto"), o => o.Purpose.ShouldBe("fault"));
        var stored = await Db.ReadAsync(s => s.Openings.Where(o => o.Words != null).Select(o => o.Words!).SingleAsync());
        Encoding.UTF8.GetString(stored).ShouldNotContain("landlord");
        (await Db.ReadAsync(s => s.Audit.Select(a => a.Detail).ToListAsync())).ShouldAllBe(d => d == null || !d.Contains("landlord"));

        await Db.ReadAsync(s => s.Clients.ExecuteUpdateAsync(c => c.SetProperty(x => x.Wrapped, (byte[]?)null)));

        // The row is there, what lies in it is not: no page reads an erased client, and no key opens the words.
        (await Db.ReadAsync(s => s.Openings.SingleAsync(o => o.Kind == OpeningKind.ByIdentifier))).ShouldSatisfyAllConditions(
            o => o.User.ShouldBe("otto"), o => o.Purpose.ShouldBe("fault"), o => Encoding.UTF8.GetString(o.Words!).ShouldNotContain("landlord"));
        while (await Db.Audit.SealAsync(1000, lease: null, default) is not null)
        {
        }

        (await Db.Audit.VerifyAsync(heads: null, default)).Broken.ShouldBeNull();
    }

    [StoreFact]
    public async Task An_overview_and_a_portals_page_take_as_many_statements_for_a_thousand_disclosures_as_for_one()
    {
        var (client, _) = await ClientAsync();
        await DisclosedAsync(client, 1);
        var one = await MeasureAsync(client);
        Db.Domain.Advance(TimeSpan.FromHours(1));
        await DisclosedAsync(client, 999);

        var many = await MeasureAsync(client);

        many.Overview.Disclosures.Count.ShouldBe(1000);
        (many.OverviewStatements, many.UsageStatements).ShouldBe((one.OverviewStatements, one.UsageStatements));
        many.OverviewStatements.ShouldBeLessThanOrEqualTo(20);
        many.UsageStatements.ShouldBeLessThanOrEqualTo(15);
    }

    [StoreFact]
    public async Task A_test_that_counts_beside_another_does_not_disturb_it()
    {
        using var other = new CountedStatements(_ => false).Begun();
        using var same = new CountedStatements(IsMine).Begun();
        (await _counted.OfAsync(() => Db.ReadAsync(s => s.Settings.CountAsync()))).Statements.ShouldBe(1);
        (await other.OfAsync(() => Db.ReadAsync(s => s.Settings.CountAsync()))).Statements.ShouldBe(0);
    }

    private bool IsMine(DbConnection connection)
    {
        using var store = Db.Database.Open();
        var mine = store.Database.GetDbConnection();
        return (connection.DataSource, connection.Database) == (mine.DataSource, mine.Database);
    }

    [StoreFact]
    public async Task A_portal_turns_the_pages_of_everything_once_the_newest_first()
    {
        var (client, _) = await ClientAsync();
        await DisclosedAsync(client, 120);
        for (var i = 0; i < 30; i++)
        {
            await Db.OpeningLog.NoteAsync(new Reader("nele" + i, "vdab", UserRoles.Operator), new OpenedThing(OpeningKind.Record, client, client, "vdab"), default);
            Db.Domain.Advance(TimeSpan.FromMinutes(1));
        }

        List<UsageAct> all = [];
        UsagePage page;
        UsagePlace? after = null;
        do
        {
            page = (await Db.Usage.ReadAsync(Question() with { After = after, Most = 17 }, default))!;
            all.AddRange(page.Acts);
            after = page.Next;
        }
        while (after is not null);

        all.Select(a => a.Id).Distinct().Count().ShouldBe(150);
        all.Count.ShouldBe(150);
        all.Select(a => a.At).ShouldBe(all.Select(a => a.At).OrderDescending());
        (await Db.Usage.ReadAsync(Question() with { Identifier = "85073003329" }, default)).ShouldBeNull("its check digits do not hold");
    }

    [StoreTheory]
    [InlineData("insz", Insz, 1)]
    [InlineData("agency", "4711", 0)]
    public async Task A_portal_is_told_of_nobody_who_has_the_same_reference_at_another_agency(string scheme, string identifier, int told)
    {
        Db.Agreed = Db.Agreed with { Directory = new AgencyDirectory("1", [Office("vdab"), Office("ocmw-leuven")], [], [], new Dictionary<string, IReadOnlyCollection<DateOnly>>()) };
        var (client, _) = await ClientAsync();
        await Db.WriteAsync(unit => unit.Write(new ClientIdentifier { Agency = "vdab", ClientId = client, Scheme = "agency", Hash = Db.Installation.Index.Identifier("vdab", "agency", "4711") }));
        await DisclosedAsync(client, 1, "client.identifiers.value");

        var page = await Db.Usage.ReadAsync(Question() with { Agency = "ocmw-leuven", Scheme = scheme, Identifier = identifier }, default);

        page.ShouldNotBeNull().Acts.Count.ShouldBe(told);
    }

    private static Agency Office(string id) => new() { Id = id, Name = id, Class = id == "vdab" ? RecipientClass.Pes : RecipientClass.Welfare, Country = "BE", Live = true, Channel = ChannelKind.Feed };

    private async Task<(ClientOverview Overview, int OverviewStatements, int UsageStatements)> MeasureAsync(Guid client)
    {
        var (overview, statements) = await _counted.OfAsync(() => Db.Overviews.ReadAsync("vdab", client, Look, default));
        var (_, usage) = await _counted.OfAsync(() => Db.Usage.ReadAsync(Question(), default));
        return (overview!, statements, usage);
    }

    private UsageQuestion Question() => new("vdab", "insz", Insz, Db.Domain.GetUtcNow().AddYears(-1), Db.Domain.GetUtcNow().AddDays(1), After: null, 200);

    private async Task<IReadOnlyList<OpeningLine>> OpeningsAsync(Guid client) => (await Db.Overviews.ReadAsync("vdab", client, Look, default))!.Openings;

    private async Task<(Guid Client, byte[] Key)> ClientAsync()
    {
        await Db.Installation.OpenAsync(default);
        var id = Db.Keys.Next();
        var (wrapped, key) = Db.Ring.CreateFor(id);
        await Db.WriteAsync(unit =>
        {
            unit.Write(Rows.Client(id) with { Wrapped = wrapped });
            unit.Write(new ClientIdentifier { Agency = "vdab", ClientId = id, Scheme = "insz", Hash = Db.Installation.Index.Identifier("vdab", "insz", Insz) });
        });
        return (id, key);
    }

    private Task DisclosedAsync(Guid client, int times, string fields = "client.familyName") => Db.WriteAsync(unit =>
    {
        for (var i = 0; i < times; i++)
        {
            var id = unit.Keys.Next();
            unit.Write(Rows.Referral(id) with { ClientId = client });
            unit.Write(Rows.Delivery(id, client, sequence: (int)(unit.Now.Ticks / TimeSpan.TicksPerHour % 100_000) * 1000 + i) with { State = DeliveryState.Confirmed });
            unit.Write(new Disclosure
            {
                DeliveryId = id, ReferralId = id, ClientId = client, From = "vdab", Recipient = "ocmw-leuven", RecipientClass = "Welfare", Event = "referral.handover", Step = 1, Purpose = "ACTIVATION",
                Basis = "B-1", Manifest = "m", PolicyVersion = "1", Fields = fields, PayloadHmac = new byte[32], At = unit.Now.AddSeconds(-i),
            });
        }
    });
}
