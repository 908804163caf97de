using Gateway.Core.Operating;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Seen;

public sealed class RoleGrantsOnSqlite : RoleGrantSuite<SqliteFixture>;

public sealed class RoleGrantsOnPostgreSql : RoleGrantSuite<PostgreSqlFixture>;

public sealed class RoleGrantsOnSqlServer : RoleGrantSuite<SqlServerFixture>;

/// <summary>Roles that wait for a second administrator, in every database.</summary>
public abstract class RoleGrantSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    /// <inheritdoc />
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Db.Installation.OpenAsync(CancellationToken.None);
    }

    [StoreFact]
    public async Task Of_two_who_decide_at_once_one_does()
    {
        var user = (await Db.RoleGrants.CreateAsync(new NewUser("dora", UserRoles.Dpo | UserRoles.Viewer, null), "ada", default)).User!;
        user.Roles.ShouldBe(UserRoles.Viewer);
        var waiting = (await Db.RoleGrants.WaitingAsync(default)).ShouldHaveSingleItem();

        var both = await Task.WhenAll(Db.RoleGrants.DecideAsync(waiting.Id, confirmed: true, "bas", default), Db.RoleGrants.DecideAsync(waiting.Id, confirmed: false, "cas", default));

        both.Count(c => c.Done).ShouldBe(1);
        both.Single(c => !c.Done).Problem.ShouldBe(UserProblem.NothingWaits);
        var told = (await Db.RoleGrants.ToldAsync(null, default)).ShouldHaveSingleItem();
        (await Db.Users.FindAsync(user.Id, default))!.Roles.ShouldBe(told.State == RoleGrantState.Confirmed ? UserRoles.Dpo | UserRoles.Viewer : UserRoles.Viewer);
        (await Db.ReadAsync(s => s.Audit.CountAsync(a => a.SubjectId == user.Id))).ShouldBe(3, "made, asked, decided");
    }

    [StoreFact]
    public async Task The_last_administrators_role_does_not_wait_by_a_link_or_nobody_could_confirm()
    {
        var ada = (await Db.Users.CreateAsync(new NewUser("ada", UserRoles.Administrator, null), UserRules.CommandLine, default)).User!;

        (await Db.RoleGrants.InviteAsync(ada.Id, "ada", default)).Problem.ShouldBe(UserProblem.LastAdministrator);

        (await Db.Users.FindAsync(ada.Id, default))!.Roles.ShouldBe(UserRoles.Administrator);
        (await Db.Users.InviteAsync(ada.Id, UserRules.CommandLine, default)).Done.ShouldBeTrue("the command line of the server can");
    }

    [StoreFact]
    public async Task Letting_somebody_in_again_does_not_give_a_role_back_that_sees_data()
    {
        await Db.Users.CreateAsync(new NewUser("ada", UserRoles.Administrator, null), UserRules.CommandLine, default);
        var otto = (await Db.Users.CreateAsync(new NewUser("otto", UserRoles.Operator | UserRoles.Replay, null), UserRules.CommandLine, default)).User!;
        await Db.Users.DisableAsync(otto.Id, disabled: true, "ada", default);

        var enabled = await Db.RoleGrants.EnableAsync(otto.Id, "ada", default);

        (enabled.User!.Roles, enabled.User.DisabledAt, enabled.Waiting).ShouldBe((UserRoles.Replay, null, UserRoles.Operator));
        (await Db.RoleGrants.EnableAsync(otto.Id, "ada", default)).Waiting.ShouldBe(UserRoles.None, "he may sign in already");
    }

    [StoreFact]
    public async Task What_the_organisations_sign_in_gives_is_told()
    {
        await Db.SignIns.SignInExternalAsync(new ExternalIdentity("https://id.example", "1"), "mira", UserRoles.Operator, default);
        await Db.SignIns.SignInExternalAsync(new ExternalIdentity("https://id.example", "1"), "mira", UserRoles.Operator, default);
        await Db.SignIns.SignInExternalAsync(new ExternalIdentity("https://id.example", "2"), "tibo", UserRoles.Viewer, default);

        var told = (await Db.RoleGrants.ToldAsync(null, default)).ShouldHaveSingleItem();
        (told.User, told.State, told.AskedBy).ShouldBe(("mira", RoleGrantState.AtOnce, UserRules.Provider));
    }
}
