using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Gateway.Core.Operating;
using Gateway.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Store.Tests.Operating;

public sealed class UsersOnSqlite : UserSuite<SqliteFixture>;

public sealed class UsersOnPostgreSql : UserSuite<PostgreSqlFixture>;

public sealed class UsersOnSqlServer : UserSuite<SqlServerFixture>;

public abstract class UserSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    /// <inheritdoc />
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Db.Installation.OpenAsync(CancellationToken.None);
    }

    private const string Password = "a walk along the river";

    private IUsers Users => Db.Users;

    private ISignIns SignIns => Db.SignIns;

    [StoreFact]
    public async Task A_link_lets_in_one_of_two_who_come_at_once()
    {
        var secret = (await MakeAsync("mira", UserRoles.Viewer)).Secret!;
        var both = await Task.WhenAll(SignIns.SignInByLinkAsync(secret, default), SignIns.SignInByLinkAsync(secret, default));
        both.Count(u => u is not null).ShouldBe(1);
        (await Db.ReadAsync(s => s.Users.SingleAsync())).LinkHash.ShouldBeNull();
    }

    [StoreFact]
    public async Task A_link_ends_with_its_time_and_with_the_next_one()
    {
        var first = await MakeAsync("mira", UserRoles.Viewer);
        var second = await Users.InviteAsync(first.User!.Id, "test", default);
        (await SignIns.SignInByLinkAsync(first.Secret!, default)).ShouldBeNull();
        Db.Machine.Advance(UserRules.LinkLife);
        (await SignIns.SignInByLinkAsync(second.Secret!, default)).ShouldBeNull();
        (await Db.ReadAsync(s => s.Users.SingleAsync())).LinkHash.ShouldNotBe(Encoding.UTF8.GetBytes(second.Secret!));
    }

    [StoreFact]
    public async Task Each_further_guess_doubles_the_rest_and_a_success_ends_it()
    {
        var user = await WithPasswordAsync("jonas");
        for (var guess = 1; guess < UserRules.FreeFailures; guess++)
            (await SignIns.SignInAsync("jonas", "no", knownDevice: false, default)).ShouldBeNull();
        (await SignIns.SignInAsync("Jonas ", Password, knownDevice: false, default)).ShouldNotBeNull();

        for (var guess = 1; guess <= UserRules.FreeFailures; guess++)
            await SignIns.SignInAsync("jonas", "no", knownDevice: false, default);
        (await SignIns.SignInAsync("jonas", Password, knownDevice: false, default)).ShouldBeNull();
        Db.Machine.Advance(UserRules.RestAfter(UserRules.FreeFailures));
        (await SignIns.SignInAsync("jonas", "no", knownDevice: false, default)).ShouldBeNull();
        Db.Machine.Advance(UserRules.RestAfter(UserRules.FreeFailures));
        (await SignIns.SignInAsync("jonas", Password, knownDevice: false, default)).ShouldBeNull();
        Db.Machine.Advance(UserRules.RestAfter(UserRules.FreeFailures));
        (await SignIns.SignInAsync("jonas", Password, knownDevice: false, default)).ShouldNotBeNull();
        (await Users.FindAsync(user, default))!.LockedUntil.ShouldBeNull();
    }

    [StoreFact]
    public async Task Guesses_made_at_once_count_each_or_are_refused_unseen()
    {
        await WithPasswordAsync("jonas");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => SignIns.SignInAsync("jonas", "guess " + i, knownDevice: false, default)));
        var row = await Db.ReadAsync(s => s.Users.SingleAsync());
        row.Failures.ShouldBeInRange(1, UserRules.FreeFailures);
    }

    [StoreFact]
    public async Task Of_two_administrators_who_remove_each_other_at_once_one_stays()
    {
        var first = (await MakeAsync("an", UserRoles.Administrator)).User!;
        var second = (await MakeAsync("bo", UserRoles.Administrator)).User!;
        var both = await Task.WhenAll(Users.DisableAsync(first.Id, disabled: true, "bo", default), Users.AssignAsync(second.Id, second.Version, UserRoles.None, null, "an", default));
        both.Count(c => c.Done).ShouldBe(1);
        (await Users.ListAsync(default)).Count(u => u.DisabledAt is null && u.Roles.HasFlag(UserRoles.Administrator)).ShouldBe(1);
        both.Single(c => !c.Done).Problem.ShouldBeOneOf(UserProblem.LastAdministrator, UserProblem.Changed);
    }

    [StoreFact]
    public async Task What_is_done_stands_in_the_log_and_in_the_audit_trail_newest_first()
    {
        var user = (await MakeAsync("mira", UserRoles.Viewer)).User!;
        await Users.DisableAsync(user.Id, disabled: true, "an", default);
        await Users.DisableAsync(user.Id, disabled: false, "bo", default);
        var log = Db.Operations;
        var page = await log.ReadAsync(null, null, 2, default);
        page.Items.Select(o => o.Action).ShouldBe(["user.enabled", "user.disabled"]);
        var older = await log.ReadAsync(null, page.Older, 2, default);
        older.Items.Select(o => (o.User, o.Action, o.Subject)).ShouldBe([("test", "user.created", "mira")]);
        older.Older.ShouldBeNull();
        (await log.ReadAsync("an", null, 2, default)).Items.ShouldHaveSingleItem().Action.ShouldBe("user.disabled");
        (await Db.ReadAsync(s => s.Audit.Select(a => a.Kind).ToListAsync())).ShouldBe(["operation.user.created", "operation.user.disabled", "operation.user.enabled"], ignoreOrder: true);
    }

    [StoreFact]
    public async Task Somebody_of_a_provider_is_made_once_without_roles_under_a_free_name()
    {
        await MakeAsync("mira", UserRoles.Administrator);
        var identity = new ExternalIdentity("https://id.example", "4711");
        var first = await SignIns.SignInExternalAsync(identity, "Mira <b>", null, default);
        first.ShouldNotBeNull().Roles.ShouldBe(UserRoles.None);
        first.Name.ShouldBe("mirab");
        (await SignIns.SignInExternalAsync(new ExternalIdentity("https://id.example", "4712"), "Mira", null, default))!.Name.ShouldBe("mira-2");
        (await SignIns.SignInExternalAsync(identity, "Other", UserRoles.Viewer, default))!.Id.ShouldBe(first.Id);
        await Users.DisableAsync(first.Id, disabled: true, "an", default);
        (await SignIns.SignInExternalAsync(identity, "Other", null, default)).ShouldBeNull();
    }

    [StoreFact]
    public async Task Protection_keys_are_kept_sealed()
    {
        await using var one = Db.AnotherProcess();
        await using var another = Db.AnotherProcess();
        Should.Throw<CryptographicException>(() => Protector(one).Protect("a session")).InnerException!.Message.ShouldContain("not open yet");
        (await Db.ReadAsync(s => s.DataProtectionKeys.AnyAsync())).ShouldBeFalse("before the installation is open no key is made");

        await one.GetRequiredService<Installation>().OpenAsync(default);
        var session = Protector(one).Protect("a session");

        await another.GetRequiredService<Installation>().OpenAsync(default);
        Protector(another).Unprotect(session).ShouldBe("a session");
        var key = XElement.Parse((await Db.ReadAsync(s => s.DataProtectionKeys.SingleAsync())).Xml!);
        key.Descendants("sealed").ShouldHaveSingleItem().Value.Length.ShouldBeGreaterThan(64);
        key.Descendants("masterKey").ShouldBeEmpty("the secret is inside what is sealed");
    }

    private static IDataProtector Protector(IServiceProvider process) => process.GetRequiredService<IDataProtectionProvider>().CreateProtector("a test");

    private Task<UserChange> MakeAsync(string name, UserRoles roles) => Users.CreateAsync(new NewUser(name, roles, null), "test", default);

    private async Task<Guid> WithPasswordAsync(string name)
    {
        var user = (await MakeAsync(name, UserRoles.Viewer)).User!;
        (await Users.SetPasswordAsync(user.Id, null, Password, "test", default)).Done.ShouldBeTrue();
        return user.Id;
    }
}
