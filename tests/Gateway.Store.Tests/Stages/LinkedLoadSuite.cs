using System.Text;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Noes;
using Gateway.Core.Work;
using Gateway.Persistence.Stores;

namespace Gateway.Store.Tests.Stages;

public sealed class LinkedLoadOnSqlite : LinkedLoadSuite<SqliteFixture>;

public sealed class LinkedLoadOnPostgreSql : LinkedLoadSuite<PostgreSqlFixture>;

public sealed class LinkedLoadOnSqlServer : LinkedLoadSuite<SqlServerFixture>;

/// <summary>What is decided about one of a person's linked clients is decided with all of them, whichever of them was named.</summary>
public abstract class LinkedLoadSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private static readonly string[] Numbers = ["85073003328", "17073003384", "98472899765"];

    private readonly Dictionary<Guid, byte[]> _keys = [];
    private Guid[] _clients = [];

    /// <summary>Three clients with a referral each; the first two are linked to the third.</summary>
    public override async Task InitializeAsync()
    {
        var known = new Agency { Id = "vdab", Name = "VDAB", Class = RecipientClass.Pes, Country = "BE", Channel = ChannelKind.Feed };
        Db.Agreed = Db.Agreed with { Directory = new AgencyDirectory("1", [known], [], [], new Dictionary<string, IReadOnlyCollection<DateOnly>>()) };
        await base.InitializeAsync();
        await Db.Installation.OpenAsync(CancellationToken.None);
        _clients = [Db.Keys.Next(), Db.Keys.Next(), Db.Keys.Next()];
        await Db.WriteAsync(u =>
        {
            foreach (var (client, number) in _clients.Zip(Numbers))
            {
                var (wrapped, key) = Db.Ring.CreateFor(client);
                _keys[client] = key;
                u.Write(Rows.Client(client) with { Wrapped = wrapped, LinkedTo = client == _clients[2] ? null : _clients[2] });
                u.Write(new ClientIdentifier { Agency = "vdab", Scheme = "insz", Hash = Db.Installation.Index.Identifier("vdab", "insz", number), ClientId = client });
                u.Write(Rows.Referral(client));
                u.Write(Rows.Handover(client));
            }
        });
    }

    [StoreTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_death_is_decided_with_every_number(int told)
    {
        var record = await RecordAsync(EventTypes.ClientChanged, $$$"""{"ticket":"c-1","client":{"identifiers":[{"scheme":"insz","value":"{{{Numbers[told]}}}"}]},"death":{"on":"2026-03-01"}}""", _clients[told]);
        var (token, items) = await Db.LeasedAsync(StageNames.Referral, record);

        var known = (await Db.Stages.LoadStatementsAsync(token, [items[0].Id], CancellationToken.None)).Known;

        new Draft(known, Db.Circumstances.Now()).SamePerson(_clients[told]).ShouldBe(_clients, ignoreOrder: true);
        known.Referrals.All.Select(r => r.ClientId).ShouldBe(_clients, ignoreOrder: true);
        known.Handovers.All.Select(h => h.ClientId).ShouldBe(_clients, ignoreOrder: true);
    }

    [StoreFact]
    public async Task A_changed_standing_is_decided_with_every_number()
    {
        var deadline = new Deadline { Id = Db.Keys.Next(), Kind = DeadlineKinds.StandingChanged, SubjectId = _clients[1], DueAt = DateTimeOffset.UnixEpoch, State = DeadlineState.Fired };
        await Db.WriteAsync(u => u.Write(deadline));
        var (token, items) = await Db.LeasedAsync(StageNames.Clocks, deadline.Id);

        var (_, known) = await Db.Stages.LoadDeadlinesAsync(token, [items[0].Id], CancellationToken.None);

        new Draft(known, Db.Circumstances.Now()).SamePerson(_clients[1]).ShouldBe(_clients, ignoreOrder: true);
        known.Handovers.All.Select(h => h.ClientId).ShouldBe(_clients, ignoreOrder: true);
    }

    [StoreTheory]
    [InlineData(EventTypes.ReferralReply, "\"outcome\":\"received\"")]
    [InlineData(EventTypes.ConsentWithdrawn, "\"sentAt\":\"2026-03-01T08:00:00Z\"")]
    public async Task An_office_may_name_its_client_by_any_of_the_numbers(string type, string rest)
    {
        var record = await RecordAsync(
            type, $$$"""{"ticket":"r-1","inReplyTo":"{{{_clients[0]}}}","client":{"identifiers":[{"scheme":"insz","value":"{{{Numbers[1]}}}"}]},{{{rest}}}}""", client: null, "ocmw-leuven");
        var reply = type == EventTypes.ReferralReply;
        var (token, items) = await Db.LeasedAsync(reply ? StageNames.Outcome : StageNames.Referral, record);

        var load = reply
            ? await Db.Stages.LoadRepliesAsync(token, [items[0].Id], CancellationToken.None)
            : await Db.Stages.LoadStatementsAsync(token, [items[0].Id], CancellationToken.None);

        var draft = new Draft(load.Known, Db.Circumstances.Now());
        var handover = draft.Handovers.Find(_clients[0]).ShouldNotBeNull();
        HandedOver.NamesOther(draft, handover, new Client { Identifiers = [new Identifier("insz", Numbers[1])] }).ShouldBeFalse();
    }

    private async Task<Guid> RecordAsync(string type, string json, Guid? client, string agency = "vdab")
    {
        var id = Db.Keys.Next();
        var statement = Statement.Of(type, Encoding.UTF8.GetBytes(json));
        var (wrapped, own) = Db.Ring.CreateFor(id);
        await Db.WriteAsync(u => u.Write(Rows.Record(id, agency) with
        {
            ClientId = client, StatementType = type, Wrapped = client is null ? wrapped : null, Sealed = RecordVault.Seal(id, client is { } known ? _keys[known] : own, [statement], []),
        }));
        return id;
    }
}
