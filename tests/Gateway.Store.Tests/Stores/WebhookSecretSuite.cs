using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Stores;

public sealed class WebhookSecretsOnSqlite : WebhookSecretSuite<SqliteFixture>;

public sealed class WebhookSecretsOnPostgreSql : WebhookSecretSuite<PostgreSqlFixture>;

public sealed class WebhookSecretsOnSqlServer : WebhookSecretSuite<SqlServerFixture>;

/// <summary>Secrets of webhooks: two at a time, sealed, and of use for their own agency alone.</summary>
public abstract class WebhookSecretSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    /// <inheritdoc />
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Db.Installation.OpenAsync(CancellationToken.None);
    }

    [StoreFact]
    public async Task Two_are_in_use_at_most_and_a_revoked_number_is_given_again()
    {
        (await MakeAsync("vdab")).Number.ShouldBe(1);
        (await MakeAsync("vdab")).Number.ShouldBe(2);
        (await Db.WebhookSecrets.CreateAsync("vdab", "test", CancellationToken.None)).ShouldBeNull();
        (await MakeAsync("ocmw-leuven")).Number.ShouldBe(1);

        (await Db.WebhookSecrets.RevokeAsync("vdab", 1, "test", CancellationToken.None)).ShouldBeTrue();
        (await Db.WebhookSecrets.RevokeAsync("vdab", 1, "test", CancellationToken.None)).ShouldBeFalse();
        (await MakeAsync("vdab")).Number.ShouldBe(1);
        (await Db.WebhookSecrets.ListAsync("vdab", CancellationToken.None)).Select(s => s.Number).ShouldBe([1, 2]);
    }

    [StoreFact]
    public async Task It_is_read_as_it_was_made_and_stands_in_no_column()
    {
        var (_, secret) = await MakeAsync("vdab");
        var bytes = Convert.FromBase64String(secret["whsec_".Length..]);

        bytes.Length.ShouldBe(32);
        (await Db.WebhookSecrets.ReadAsync("vdab", CancellationToken.None)).ShouldHaveSingleItem().ShouldBe(bytes);
        (await Db.ReadAsync(s => s.WebhookSecrets.SingleAsync())).Sealed.AsSpan().IndexOf(bytes).ShouldBe(-1);
    }

    [StoreFact]
    public async Task One_that_was_put_into_another_agencys_place_signs_nothing()
    {
        await MakeAsync("vdab");
        await using (var store = Db.Database.Open())
            await store.WebhookSecrets.ExecuteUpdateAsync(s => s.SetProperty(r => r.Agency, "ocmw-leuven"));

        (await Db.WebhookSecrets.ReadAsync("ocmw-leuven", CancellationToken.None)).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task Making_and_revoking_stand_in_the_log_and_in_the_trail()
    {
        await MakeAsync("vdab");
        await Db.WebhookSecrets.RevokeAsync("vdab", 1, "ada", CancellationToken.None);

        (await Db.ReadAsync(s => s.Operations.OrderBy(o => o.Id).Select(o => $"{o.User} {o.Action} {o.Subject} {o.Detail}").ToListAsync()))
            .ShouldBe(["test agency.webhook-secret-made vdab 1", "ada agency.webhook-secret-revoked vdab 1"]);
        (await Db.ReadAsync(s => s.Audit.CountAsync(a => a.Kind.StartsWith("operation.agency.webhook-secret-")))).ShouldBe(2);
    }

    private async Task<(int Number, string Secret)> MakeAsync(string agency) => (await Db.WebhookSecrets.CreateAsync(agency, "test", CancellationToken.None))!.Value;
}
