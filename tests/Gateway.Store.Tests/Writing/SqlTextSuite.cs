using Gateway.Core.Clients;
using Gateway.Core.Deadlines;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Writing;

public sealed class SqlTextOnSqlite : SqlTextSuite<SqliteFixture>;

public sealed class SqlTextOnPostgreSql : SqlTextSuite<PostgreSqlFixture>;

public sealed class SqlTextOnSqlServer : SqlTextSuite<SqlServerFixture>;

/// <summary>Whatever a value holds, it goes to the database as a parameter and is compared as it was stored.</summary>
public abstract class SqlTextSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private const string Constant = "it's \"a\" constant";

    /// <summary>Texts that would be something else inside SQL, a format or a pattern.</summary>
    private static readonly string[] Odd =
    [
        "it's", "''", "\"quoted\"", "x'); DROP TABLE \"Setting\"; --", "@p0 $1 :p ?", "{0} {{x}}", "100%_[a]", "back\\slash \\'", "tab\tand\r\nlines",
        "é \U0001F600 \u202e \ufeff", "/* comment", "NULL", Constant,
    ];

    [StoreFact]
    public async Task Texts_with_quotes_and_odd_characters_find_what_was_stored_under_them()
    {
        await StoreAsync(Odd);
        foreach (var text in Odd)
            (await NamesAsync($"""WHERE t."Name" = {text} AND t."Value" = {text}""")).ShouldBe([text]);
        (await NamesAsync($"""WHERE t."Name" {Odd}""")).ShouldBe(Odd, ignoreOrder: true);
        (await NamesAsync($"""WHERE t."Name" {Odd.Take(3).ToList()} AND NOT t."Name" = {Odd[1]}""")).ShouldBe([Odd[0], Odd[2]], ignoreOrder: true);
    }

    [StoreFact]
    public async Task A_constant_is_a_parameter_too()
    {
        SqlText sql = $"""WHERE t."Name" = {Constant}""";
        sql.ToString().ShouldBe("""WHERE t."Name" = ?""");
        await StoreAsync(Odd);
        (await NamesAsync(sql)).ShouldBe([Constant]);
        (await NamesAsync($"""WHERE t."Name" IN (SELECT "Name" FROM "Setting" WHERE "Value" = {Constant})""")).ShouldBe([Constant]);
    }

    [StoreFact]
    public async Task A_text_that_could_not_be_stored_as_it_is_finds_what_was_stored_instead_of_it()
    {
        string[] broken = ["a\0b", "half \ud800 of a pair"];
        await StoreAsync(broken);
        foreach (var text in broken)
            (await NamesAsync($"""WHERE t."Name" = {text}""")).Count.ShouldBe(1);
        (await NamesAsync($"""WHERE t."Name" {broken}""")).Count.ShouldBe(2);
    }

    [StoreFact]
    public async Task An_empty_list_holds_nothing_also_when_it_is_denied()
    {
        await StoreAsync(["one", "two"]);
        await Db.WriteAsync(u => u.Write(new DataKeyRow { Id = u.Keys.Next(), Purpose = "client", Wrapped = [1] }));
        (await NamesAsync($"""WHERE t."Name" {Array.Empty<string>()}""")).ShouldBeEmpty();
        (await NamesAsync($"""WHERE NOT t."Name" {Array.Empty<string>()}""")).ShouldBe(["one", "two"], ignoreOrder: true);
        (await RowsAsync<DataKeyRow>($"""WHERE t."Id" {Array.Empty<Guid>()} OR t."Wrapped" {Array.Empty<byte[]>()}""")).ShouldBeEmpty();
        (await RowsAsync<DataKeyRow>($"""WHERE NOT t."Id" {Array.Empty<Guid>()} AND NOT t."Wrapped" {Array.Empty<byte[]>()}""")).Count.ShouldBe(1);
        (await RowsAsync<Deadline>($"""WHERE t."State" {Array.Empty<int>()}""")).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task A_thousand_keys_hashes_or_texts_are_one_list()
    {
        var clients = Enumerable.Range(0, 1000).Select(_ => Rows.Client(Db.Keys.Next())).ToList();
        var identifiers = clients.ConvertAll(c => new ClientIdentifier { Agency = c.Agency, ClientId = c.Id, Hash = c.Id.ToByteArray(), Scheme = "agency" });
        await Db.WriteAsync(u => clients.ForEach(u.Write));
        await Db.WriteAsync(u => identifiers.ForEach(u.Write));
        await StoreAsync([.. clients.Select(c => c.Id.ToString())]);
        List<Guid> asked = [.. clients.Skip(1).Select(c => c.Id), clients[5].Id, Db.Keys.Next()];

        (await RowsAsync<ClientSnapshot>($"""WHERE t."Id" {asked}""")).ShouldBe(clients.Skip(1), ignoreOrder: true);
        (await RowsAsync<ClientSnapshot>($"""WHERE NOT t."Id" {asked}""")).ShouldBe([clients[0]]);
        (await RowsAsync<ClientIdentifier>($"""WHERE t."Hash" {asked.ConvertAll(id => id.ToByteArray())}""")).Select(i => i.ClientId).ShouldBe(clients.Skip(1).Select(c => c.Id), ignoreOrder: true);
        (await NamesAsync($"""WHERE t."Name" {asked.ConvertAll(id => id.ToString())}""")).Count.ShouldBe(999);
    }

    [StoreFact]
    public async Task A_statement_over_a_thousand_rows_tells_when_one_is_not_there()
    {
        var clients = Enumerable.Range(0, 1000).Select(_ => Db.Keys.Next()).ToList();
        await Db.WriteAsync(u => clients.ForEach(c => u.Write(Rows.Client(c))));
        SqlText Protect(List<Guid> ids) => $"""UPDATE "Client" SET "Objected" = {true}, "Agency" = {Constant} WHERE "Id" {ids}""";

        var missed = await Should.ThrowAsync<Exception>(() => Db.WriteAsync(u => u.First(new RowStatement(Protect([.. clients, Db.Keys.Next()]), 1001))));
        Db.Faults.IsConflict(missed).ShouldBeTrue();
        (await Db.ReadAsync(s => s.Clients.CountAsync(c => c.Objected))).ShouldBe(0);

        await Db.WriteAsync(u => u.First(new RowStatement(Protect(clients), 1000)));
        (await Db.ReadAsync(s => s.Clients.CountAsync(c => c.Objected && c.Agency == Constant))).ShouldBe(1000);
    }

    [StoreFact]
    public async Task Keys_instants_and_states_are_compared_as_the_model_stores_them()
    {
        var (id, now) = (Db.Keys.Next(), Db.Domain.GetUtcNow());
        await Db.WriteAsync(u => u.Write(new Deadline { Id = id, Kind = Constant, SubjectId = id, DueAt = now, State = DeadlineState.Fired }));
        var elsewhere = now.ToOffset(TimeSpan.FromHours(-5));
        DeadlineState[] states = [DeadlineState.Running, DeadlineState.Fired];

        (await RowsAsync<Deadline>($"""WHERE t."Id" = {id} AND t."DueAt" = {elsewhere} AND t."State" = {DeadlineState.Fired}""")).ShouldHaveSingleItem().DueAt.ShouldBe(now);
        (await RowsAsync<Deadline>($"""WHERE t."DueAt" < {elsewhere} OR t."State" = {DeadlineState.Running} OR t."SubjectId" = {Guid.Empty}""")).ShouldBeEmpty();
        (await RowsAsync<Deadline>($"""WHERE t."State" {states.Select(s => (int)s).ToList()}""")).Count.ShouldBe(1);
    }

    private Task StoreAsync(IReadOnlyList<string> texts) => Db.WriteAsync(u =>
    {
        foreach (var text in texts)
            u.Write(new SettingRow { Name = text, Value = text });
    });

    private async Task<List<string>> NamesAsync(SqlText where) => (await RowsAsync<SettingRow>(where)).ConvertAll(s => s.Name);

    private async Task<List<T>> RowsAsync<T>(SqlText where) where T : class
    {
        var batch = new LoadBatch(Db.Database);
        var rows = batch.Rows<T>(where);
        await batch.RunAsync(CancellationToken.None);
        return rows;
    }
}
