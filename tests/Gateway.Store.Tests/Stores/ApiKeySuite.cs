using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Stores;

public sealed class ApiKeysOnSqlite : ApiKeySuite<SqliteFixture>;

public sealed class ApiKeysOnPostgreSql : ApiKeySuite<PostgreSqlFixture>;

public sealed class ApiKeysOnSqlServer : ApiKeySuite<SqlServerFixture>;

public abstract class ApiKeySuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    /// <inheritdoc />
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Db.Installation.OpenAsync(CancellationToken.None);
    }

    [StoreFact]
    public async Task A_key_stands_for_its_agency()
    {
        var (_, key) = await CreateAsync("vdab");
        var (_, other) = await CreateAsync("ocmw-leuven");
        (await AgencyOfAsync(key)).ShouldBe("vdab");
        (await AgencyOfAsync(other)).ShouldBe("ocmw-leuven");
    }

    [StoreFact]
    public async Task The_secret_is_in_no_column()
    {
        var (id, key) = await CreateAsync("vdab");
        var secret = key[(key.LastIndexOf('_') + 1)..];
        secret.Length.ShouldBe(64);
        var row = await Db.ReadAsync(s => s.ApiKeys.SingleAsync());
        row.Id.ShouldBe(id);
        row.Hash.ShouldNotBe(Encoding.ASCII.GetBytes(secret));
        row.Hash.ShouldNotBe(Convert.FromHexString(secret));
        row.Hash.Length.ShouldBe(32);
    }

    [StoreFact]
    public async Task A_revoked_key_stands_for_nobody()
    {
        var (id, key) = await CreateAsync("vdab");
        (await Db.ApiKeys.RevokeAsync(id, "test", CancellationToken.None)).ShouldBeTrue();
        (await AgencyOfAsync(key)).ShouldBeNull();
        (await Db.ApiKeys.RevokeAsync(id, "test", CancellationToken.None)).ShouldBeFalse();
        (await Db.ApiKeys.RevokeAsync("absent", "test", CancellationToken.None)).ShouldBeFalse();
    }

    [StoreFact]
    public async Task Making_and_revoking_a_key_stand_in_the_log_and_in_the_trail()
    {
        var (id, _) = await CreateAsync("vdab");
        await Db.ApiKeys.RevokeAsync(id, "ada", CancellationToken.None);

        (await Db.ReadAsync(s => s.Operations.OrderBy(o => o.Id).Select(o => $"{o.User} {o.Action} {o.Subject} {o.Detail}").ToListAsync()))
            .ShouldBe([$"test agency.key-made vdab {id}", $"ada agency.key-revoked vdab {id}"]);
        (await Db.ReadAsync(s => s.Audit.Select(a => a.Kind).ToListAsync())).ShouldBe(["operation.agency.key-made", "operation.agency.key-revoked"], ignoreOrder: true);
    }

    [StoreFact]
    public async Task A_key_that_is_not_quite_one_stands_for_nobody()
    {
        var (id, key) = await CreateAsync("vdab");
        var secret = key[(key.LastIndexOf('_') + 1)..];
        string[] wrong =
        [
            "", "_", "__", "wwg_", "wwg__", $"wwg_{id}_", $"wwg_{id}", $"wwg_{id}_{secret}_", $"wwg_{id}_{secret[..^1]}", $"wwg_{id}_{secret.ToUpperInvariant()}x",
            $"wwg_absent_{secret}", $"xyz_{id}_{secret}", $" {key}", $"{key} ", $"wwg_{id}_é", new string('x', 100_000),
        ];
        foreach (var attempt in wrong)
            (await AgencyOfAsync(attempt)).ShouldBeNull(attempt.Length < 200 ? attempt : "a very long one");
    }

    [StoreFact]
    public async Task Keys_are_listed_without_their_secrets()
    {
        var (first, _) = await CreateAsync("vdab");
        Db.Machine.Advance(TimeSpan.FromHours(1));
        var (second, _) = await CreateAsync("ocmw-leuven");
        await Db.ApiKeys.RevokeAsync(first, "test", CancellationToken.None);
        var all = await Db.ApiKeys.ListAsync(null, CancellationToken.None);
        all.Select(k => k.Id).ShouldBe([first, second]);
        all[0].RevokedAt.ShouldBe(Db.Machine.GetUtcNow());
        all[1].RevokedAt.ShouldBeNull();
        (await Db.ApiKeys.ListAsync("ocmw-leuven", CancellationToken.None)).Select(k => k.Id).ShouldBe([second]);
    }

    private Task<(string Id, string Key)> CreateAsync(string agency) => Db.ApiKeys.CreateAsync(agency, "test", CancellationToken.None);

    private Task<string?> AgencyOfAsync(string key) => Db.ApiKeys.AgencyOfAsync(key, CancellationToken.None);
}
