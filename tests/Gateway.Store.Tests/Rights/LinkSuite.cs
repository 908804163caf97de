using System.Text;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Life;
using Gateway.Core.Noes;
using Gateway.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Rights;

public sealed class LinksOnSqlite : LinkSuite<SqliteFixture>;

public sealed class LinksOnPostgreSql : LinkSuite<PostgreSqlFixture>;

public sealed class LinksOnSqlServer : LinkSuite<SqlServerFixture>;

/// <summary>What became known of a client lies sealed in its row; a link between numbers is undone there, and a no counts under both numbers.</summary>
public abstract class LinkSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private const string Old = "85073003328";
    private const string New = "17073003384";
    private const string Newest = "98472899765";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Db.Installation.OpenAsync(CancellationToken.None);
    }

    [StoreFact]
    public async Task A_link_is_sealed_and_undone_once()
    {
        var (client, known) = await KnownAsync(Old);
        await LinkAsync(known, client, added: true);
        var row = await Db.ReadAsync(s => s.Clients.SingleAsync());
        Encoding.UTF8.GetString(row.Life!).ShouldNotContain(New);
        (await Db.ReadAsync(s => s.ClientIdentifiers.CountAsync())).ShouldBe(2);

        (await UndoAsync(Old)).Code.ShouldBe(LinkAnswers.Undone);

        (await Db.ReadAsync(s => s.ClientIdentifiers.CountAsync())).ShouldBe(1, "the new number names nobody");
        (await UndoAsync(Old)).Code.ShouldBe(LinkAnswers.NothingLinked);
        (await UndoAsync(New)).Code.ShouldBe(LinkAnswers.UnknownClient);
        (await Db.ReadAsync(s => s.Clients.SingleAsync())).Version.ShouldBeGreaterThan(row.Version);
    }

    [StoreFact]
    public async Task What_cannot_be_opened_is_not_written_over()
    {
        var (client, known) = await KnownAsync(Old);
        await LinkAsync(known, client, added: true);
        await Db.ReadAsync(s => s.Clients.ExecuteUpdateAsync(c => c.SetProperty(x => x.Life, new byte[60])));

        (await UndoAsync(Old)).Code.ShouldBe(LinkAnswers.NothingLinked);

        (await Db.ReadAsync(s => s.Clients.SingleAsync())).Life.ShouldBe(new byte[60]);
    }

    [StoreFact]
    public async Task A_delivery_knows_what_became_known_and_of_what_cannot_be_opened_that_it_is_there()
    {
        var (client, known) = await KnownAsync(Old);
        await LinkAsync(known, client, added: true);
        var (other, _) = await KnownAsync(New + "1");
        await Db.ReadAsync(s => s.Clients.Where(c => c.Id == other).ExecuteUpdateAsync(c => c.SetProperty(x => x.Life, new byte[60])));
        await Db.WriteAsync(u =>
        {
            u.Write(Rows.Delivery(client, client));
            u.Write(Rows.Delivery(other, other));
        });
        var (token, items) = await Db.LeasedAsync(StageNames.Delivery, client, other);

        var load = await Db.Releases.LoadDeliveriesAsync(token, [.. items.Select(i => i.Id)], CancellationToken.None);

        load.Known.Lives[client].Latest("insz", Old).ShouldBe(New);
        load.Known.Unreadable.ShouldBe([other]);
    }

    [StoreTheory]
    [InlineData(Old)]
    [InlineData(New)]
    [InlineData(Newest)]
    public async Task A_no_under_one_of_the_linked_numbers_counts_under_each(string number)
    {
        var (one, _) = await KnownAsync(Old);
        var (two, _) = await KnownAsync(New);
        var (three, _) = await KnownAsync(Newest);
        await Db.ReadAsync(s => s.Clients.Where(c => c.Id == one || c.Id == two).ExecuteUpdateAsync(c => c.SetProperty(x => x.LinkedTo, three)));

        var answer = await Db.Noes.EnterAsync("vdab", MeantClient.ByNumber("insz", number)!, ClientNo.Of("objection")!, "dora", CancellationToken.None);

        answer.Code.ShouldBe(NoAnswers.InForce);
        (await Db.ReadAsync(s => s.Clients.CountAsync(c => c.Objected))).ShouldBe(3);
    }

    private Task<LinkAnswer> UndoAsync(string number) => Db.Links.UndoAsync("vdab", "insz", number, "dora", CancellationToken.None);

    private async Task<(Guid Client, IntakeSnapshots Known)> KnownAsync(string number)
    {
        var id = Db.Keys.Next();
        var (wrapped, key) = Db.Ring.CreateFor(id);
        var client = new ClientSnapshot { Id = id, Agency = "vdab", Wrapped = wrapped };
        await Db.WriteAsync(unit =>
        {
            unit.Write(client);
            unit.Write(new ClientIdentifier { Agency = "vdab", Hash = Db.Installation.Index.Identifier("vdab", "insz", number), ClientId = id, Scheme = "insz" });
        });
        // No record is translated here: nobody is looked up in a register.
        return (id, new IntakeSnapshots { Register = null!, Clients = new SnapshotSet<ClientSnapshot>([client]), Keys = new Dictionary<Guid, byte[]> { [id] = key } });
    }

    private async Task LinkAsync(IntakeSnapshots known, Guid client, bool added)
    {
        var draft = new Draft(known, Db.Circumstances.Now());
        draft.NoteLife(client, new ClientLife { Numbers = [new ReplacedNumber("insz", Old, New, "ksz", Db.Keys.Next(), Db.Domain.GetUtcNow()) { Added = added }] });
        draft.Add(new ClientIdentifier { Agency = "vdab", Hash = Db.Installation.Index.Identifier("vdab", "insz", New), ClientId = client, Scheme = "insz" });
        await Db.Intake.AcceptAsync(known, [draft.Decided()], CancellationToken.None);
    }
}
