using System.Text;
using Gateway.Core.Callers;
using Gateway.Core.Intake;
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

    [StoreFact]
    public async Task A_key_does_what_it_was_made_for_until_its_end()
    {
        var key = (await MakeAsync(Scopes.ReadFeed, Scopes.Submit))!.Value.Key;
        var caller = (await Db.ApiKeys.CallerOfAsync(key, CancellationToken.None)).ShouldNotBeNull();
        caller.Agency.ShouldBe("vdab");
        caller.Scopes.ShouldBe([Scopes.ReadFeed, Scopes.Submit]);

        Db.Machine.Advance(TimeSpan.FromDays(10) - TimeSpan.FromSeconds(2));
        (await AgencyOfAsync(key)).ShouldBe("vdab");
        Db.Machine.Advance(TimeSpan.FromSeconds(2));
        (await AgencyOfAsync(key)).ShouldBeNull();
    }

    [StoreFact]
    public async Task Two_keys_that_may_do_the_same_are_in_use_and_no_third()
    {
        var first = await MakeAsync(Scopes.ReadFeed);
        (await MakeAsync(Scopes.ReadFeed)).ShouldNotBeNull();
        (await MakeAsync(Scopes.ReadFeed)).ShouldBeNull();
        (await MakeAsync(Scopes.Submit)).ShouldNotBeNull("it may do something else");
        await Db.ApiKeys.RevokeAsync(first!.Value.Id, "test", CancellationToken.None);
        (await MakeAsync(Scopes.ReadFeed)).ShouldNotBeNull();
    }

    [StoreFact]
    public async Task A_key_that_is_changed_goes_on_for_a_while_beside_the_new_one()
    {
        var (id, key) = (await MakeAsync(Scopes.ReadFeed))!.Value;
        Db.Machine.Advance(TimeSpan.FromDays(2));

        var made = (await RotateAsync(id)).ShouldBeOfType<KeyRotation.Made>();

        made.OldUntil.ShouldBe(Db.Machine.GetUtcNow().AddDays(7), TimeSpan.FromSeconds(1));
        (await Db.ApiKeys.CallerOfAsync(key, CancellationToken.None))!.Scopes.ShouldBe([Scopes.ReadFeed]);
        (await Db.ApiKeys.CallerOfAsync(made.Key, CancellationToken.None))!.Scopes.ShouldBe([Scopes.ReadFeed]);
        (await RotateAsync(id)).ShouldBeOfType<KeyRotation.TwoInUse>();
        Db.Machine.Advance(TimeSpan.FromDays(7));
        (await AgencyOfAsync(key)).ShouldBeNull();
        (await AgencyOfAsync(made.Key)).ShouldBe("vdab");
        (await RotateAsync(id)).ShouldBeOfType<KeyRotation.NotInUse>();
        (await RotateAsync("absent")).ShouldBeOfType<KeyRotation.NotInUse>();
        (await Db.ReadAsync(s => s.Operations.OrderBy(o => o.Id).Select(o => $"{o.Action} {o.Subject} {o.Detail}").ToListAsync()))
            .ShouldBe([$"agency.key-made vdab {id}", $"agency.key-changed vdab {id} {made.Id}"]);
    }

    [StoreFact]
    public async Task Changing_a_key_never_makes_the_old_one_last_longer()
    {
        var (id, _) = (await MakeAsync(Scopes.ReadFeed))!.Value;
        Db.Machine.Advance(TimeSpan.FromDays(8));

        (await RotateAsync(id)).ShouldBeOfType<KeyRotation.Made>().OldUntil.ShouldBe(Db.Machine.GetUtcNow().AddDays(2), TimeSpan.FromSeconds(1));
    }

    [StoreFact]
    public async Task Scopes_and_ends_that_were_written_into_the_database_give_nothing()
    {
        var (id, key) = (await MakeAsync(Scopes.ReadFeed))!.Value;
        await Db.ReadAsync(s => s.ApiKeys.Where(k => k.Id == id).ExecuteUpdateAsync(k => k.SetProperty(r => r.Scopes, Scopes.Text(Scopes.All))));
        (await AgencyOfAsync(key)).ShouldBeNull();

        (id, key) = (await MakeAsync(Scopes.Submit))!.Value;
        await Db.ReadAsync(s => s.ApiKeys.Where(k => k.Id == id).ExecuteUpdateAsync(k => k.SetProperty(r => r.ExpiresAt, (DateTimeOffset?)null)));
        (await AgencyOfAsync(key)).ShouldBeNull();
        (await RotateAsync(id)).ShouldBeOfType<KeyRotation.NotInUse>();
    }

    private Task<(string Id, string Key)?> MakeAsync(params string[] scopes) =>
        Db.ApiKeys.CreateAsync("vdab", new KeyTerms(scopes, Db.Machine.GetUtcNow().AddDays(10)), "test", CancellationToken.None);

    private Task<KeyRotation> RotateAsync(string id) => Db.ApiKeys.RotateAsync(id, TimeSpan.FromDays(7), TimeSpan.FromDays(365), "test", CancellationToken.None);

    private Task<(string Id, string Key)> CreateAsync(string agency) => Db.ApiKeys.CreateAsync(agency, "test", CancellationToken.None);

    private Task<string?> AgencyOfAsync(string key) => Db.ApiKeys.AgencyOfAsync(key, CancellationToken.None);
}
