using Gateway.Core.Callers;
using Gateway.Core.Operating;
using Gateway.Persistence.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace Gateway.Store.Tests.Operating;

public sealed class CallerSealsOnSqlite : CallerSealSuite<SqliteFixture>;

public sealed class CallerSealsOnPostgreSql : CallerSealSuite<PostgreSqlFixture>;

public sealed class CallerSealsOnSqlServer : CallerSealSuite<SqlServerFixture>;

/// <summary>Somebody who can write to the database becomes nobody else.</summary>
public abstract class CallerSealSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    /// <inheritdoc />
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Db.Installation.OpenAsync(CancellationToken.None);
    }

    private const string Password = "vier woorden achter elkaar";

    private IUsers Users => Db.Users;

    private ISignIns SignIns => Db.SignIns;

    [StoreFact]
    public async Task A_key_stands_for_no_agency_that_was_written_beside_it()
    {
        var (id, key) = await Db.ApiKeys.CreateAsync("ocmw-leuven", "test", CancellationToken.None);
        await Db.ApiKeys.CreateAsync("vdab", "test", CancellationToken.None);
        (await Db.ApiKeys.AgencyOfAsync(key, CancellationToken.None)).ShouldBe("ocmw-leuven");

        await ChangeAsync(s => s.ApiKeys.Where(k => k.Id == id).ExecuteUpdateAsync(k => k.SetProperty(r => r.Agency, "vdab")));

        (await Db.ApiKeys.AgencyOfAsync(key, CancellationToken.None)).ShouldBeNull();
    }

    [StoreFact]
    public async Task A_revoked_key_stays_revoked_when_the_column_is_emptied()
    {
        var (id, key) = await Db.ApiKeys.CreateAsync("vdab", "test", CancellationToken.None);
        await Db.ApiKeys.RevokeAsync(id, "test", CancellationToken.None);

        await ChangeAsync(s => s.ApiKeys.Where(k => k.Id == id).ExecuteUpdateAsync(k => k.SetProperty(r => r.RevokedAt, (DateTimeOffset?)null)));

        (await Db.ApiKeys.AgencyOfAsync(key, CancellationToken.None)).ShouldBeNull();
    }

    [StoreFact]
    public Task Roles_that_were_written_into_the_database_give_nothing() => ChangedUserAsync(u => u.SetProperty(r => r.Roles, UserRoles.Administrator));

    [StoreFact]
    public Task An_agency_that_was_written_into_the_database_gives_nothing() => ChangedUserAsync(u => u.SetProperty(r => r.Agency, "vdab"));

    [StoreFact]
    public Task A_user_who_was_enabled_in_the_database_does_not_come_in() => ChangedUserAsync(
        u => u.SetProperty(r => r.DisabledAt, (DateTimeOffset?)null), first: async id => await Users.DisableAsync(id, disabled: true, "test", CancellationToken.None));

    [StoreFact]
    public async Task A_password_that_was_taken_from_another_user_lets_nobody_in()
    {
        await WithPasswordAsync("ada", UserRoles.Administrator, "another four words here");
        await WithPasswordAsync("jonas", UserRoles.Viewer, Password);
        var known = await Db.ReadAsync(s => s.Users.Where(u => u.Name == "jonas").Select(u => u.PasswordHash).SingleAsync());

        await ChangeAsync(s => s.Users.Where(u => u.Name == "ada").ExecuteUpdateAsync(u => u.SetProperty(r => r.PasswordHash, known)));

        (await SignIns.SignInAsync("ada", Password, knownDevice: false, CancellationToken.None)).ShouldBeNull();
    }

    [StoreFact]
    public async Task What_the_gateway_itself_changes_goes_on_fitting()
    {
        var id = await WithPasswordAsync("jonas", UserRoles.Viewer, Password);
        (await SignIns.SignInAsync("jonas", "no", knownDevice: false, CancellationToken.None)).ShouldBeNull();
        (await SignIns.SignInAsync("jonas", Password, knownDevice: false, CancellationToken.None)).ShouldNotBeNull().IsAuthentic.ShouldBeTrue();
        await Users.AssignAsync(id, (await Users.FindAsync(id, CancellationToken.None))!.Version, UserRoles.Operator, null, "test", CancellationToken.None);
        await SignIns.SignOutAsync(id, CancellationToken.None);
        var link = await Users.InviteAsync(id, "test", CancellationToken.None);
        (await SignIns.SignInByLinkAsync(link.Secret!, CancellationToken.None)).ShouldNotBeNull();
        await Users.DisableAsync(id, disabled: true, "test", CancellationToken.None);
        await Users.DisableAsync(id, disabled: false, "test", CancellationToken.None);

        (await Users.FindAsync(id, CancellationToken.None))!.IsAuthentic.ShouldBeTrue();
        (await SignIns.SignInAsync("jonas", Password, knownDevice: false, CancellationToken.None)).ShouldNotBeNull();
    }

    private async Task ChangedUserAsync(Action<UpdateSettersBuilder<UserRow>> change, Func<Guid, Task>? first = null)
    {
        var id = await WithPasswordAsync("jonas", UserRoles.Viewer, Password);
        if (first is not null)
            await first(id);

        await ChangeAsync(s => s.Users.Where(u => u.Id == id).ExecuteUpdateAsync(change));

        (await Users.FindAsync(id, CancellationToken.None))!.IsAuthentic.ShouldBeFalse();
        (await SignIns.SignInAsync("jonas", Password, knownDevice: false, CancellationToken.None)).ShouldBeNull();
        (await SignIns.SignInAsync("jonas", Password, knownDevice: true, CancellationToken.None)).ShouldBeNull();
        (await Users.InviteAsync(id, "test", CancellationToken.None)).Problem.ShouldBe(UserProblem.NotAuthentic);
    }

    private async Task<Guid> WithPasswordAsync(string name, UserRoles roles, string password)
    {
        var made = await Users.CreateAsync(new NewUser(name, roles, Agency: null), "test", CancellationToken.None);
        (await Users.SetPasswordAsync(made.User!.Id, present: null, password, "test", CancellationToken.None)).Done.ShouldBeTrue();
        return made.User.Id;
    }

    private async Task ChangeAsync(Func<Persistence.Model.GatewayContext, Task<int>> change)
    {
        await using var store = Db.Database.Open();
        (await change(store)).ShouldBe(1);
    }
}
