using System.Net;
using Gateway.Core.Operating;
using Gateway.Tests.CommandLine;
using Gateway.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Seen;

/// <summary>Nobody gives themselves a role that sees clients' data: on the pages a second administrator confirms, and officers are told.</summary>
public sealed class RoleGrantTests
{
    [Fact]
    public async Task An_administrator_who_wants_to_see_clients_data_waits_for_another_whom_he_cannot_make_himself()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var ada = await Visitor.SignedInAsync(gateway, "ada", UserRoles.Administrator);
        using var bas = await Visitor.SignedInAsync(gateway, "bas", UserRoles.Administrator);
        using var dora = await Visitor.SignedInAsync(gateway, "dora", UserRoles.Dpo);
        var id = (await UserAsync(gateway, "ada")).Id;
        await ada.GetAsync($"/dashboard/users/{id:D}");

        await ada.PostAndFollowAsync($"/dashboard/users/{id:D}/roles", ("version", ada.Hidden("version")), ("role", "administrator"), ("role", "dpo"), ("agency", ""));
        (await ada.GetAsync("/dashboard/privacy")).Status.ShouldBe(HttpStatusCode.Forbidden);
        var waiting = (await Grants(gateway).WaitingAsync(CancellationToken.None)).ShouldHaveSingleItem();
        (waiting.User, waiting.AskedBy, waiting.Roles).ShouldBe(("ada", "ada", UserRoles.Administrator | UserRoles.Dpo));
        await ada.GetAsync("/dashboard/users");
        (await ada.PostAsync($"/dashboard/users/waiting/{waiting.Id:D}/confirm")).Text.ShouldContain("does not confirm it");

        // An account of his own, to confirm with: it is no administrator either.
        (await ada.PostAsync("/dashboard/users", ("name", "eva"), ("role", "administrator"), ("agency", ""))).Text.ShouldContain("These roles wait for another administrator");
        (await UserAsync(gateway, "eva")).Roles.ShouldBe(UserRoles.None);
        (await ada.PostAsync("/dashboard/users", ("name", "command-line"), ("role", "viewer"), ("agency", ""))).Text.ShouldContain("stands for the gateway itself");

        // The way into somebody else's account: her roles wait again, and not for him.
        var officer = await UserAsync(gateway, "dora");
        (await ada.PostAsync($"/dashboard/users/{officer.Id:D}/link")).Text.ShouldContain("These roles wait for another administrator");
        (await dora.GetAsync("/dashboard/privacy")).Location!.ShouldContain("/dashboard/sign-in", Case.Sensitive, "whoever gets a new link is signed out");
        var again = (await Grants(gateway).WaitingAsync(CancellationToken.None)).Single(g => g.User == "dora");
        (await Grants(gateway).DecideAsync(again.Id, confirmed: true, "ada", CancellationToken.None)).Problem.ShouldBe(UserProblem.OwnWish);

        await bas.GetAsync("/dashboard/users");
        await bas.PostAndFollowAsync($"/dashboard/users/waiting/{again.Id:D}/confirm");
        var link = await gateway.Services.GetRequiredService<IUsers>().InviteAsync(officer.Id, "test", CancellationToken.None);
        await dora.GetAsync("/" + OneTimeLink.Path + link.Secret);
        await dora.PostAsync("/dashboard/sign-in/link", ("secret", link.Secret!));
        (await dora.GetAsync("/dashboard/privacy")).Text.ShouldContain("not yet reviewed");
        await bas.PostAsync($"/dashboard/users/waiting/{waiting.Id:D}/refuse");
        (await ada.GetAsync("/dashboard/privacy")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await bas.PostAsync($"/dashboard/users/waiting/{waiting.Id:D}/confirm")).Text.ShouldContain("Nothing waits here any more");

        var told = await dora.GetAsync("/dashboard/privacy/roles");
        told.Text.ShouldContain("refused by");
        told.Text.ShouldContain("ada");
        await dora.PostAndFollowAsync($"/dashboard/privacy/roles/{waiting.Id:D}");
        (await Grants(gateway).ToldAsync(null, CancellationToken.None)).Single(g => g.Id == waiting.Id).ReadBy.ShouldBe("dora");
    }

    [Fact]
    public async Task What_is_taken_counts_at_once_and_a_role_is_not_carried_to_another_agency()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var grants = Grants(gateway);
        var user = (await gateway.Services.GetRequiredService<IUsers>().CreateAsync(new NewUser("greet", UserRoles.CaseWorker | UserRoles.Viewer, "ocmw-leuven"), "test", CancellationToken.None)).User!;

        var moved = await grants.AssignAsync(user.Id, user.Version, UserRoles.CaseWorker, "ocmw-mortsel", "ada", CancellationToken.None);

        (moved.Done, moved.User!.Roles, moved.User.Agency, moved.Waiting).ShouldBe((true, UserRoles.None, "ocmw-mortsel", UserRoles.CaseWorker));
        var waiting = (await grants.WaitingAsync(CancellationToken.None)).ShouldHaveSingleItem();
        var taken = await grants.AssignAsync(user.Id, (await UserAsync(gateway, "greet")).Version, UserRoles.Viewer, "ocmw-mortsel", "ada", CancellationToken.None);
        (taken.User!.Roles, taken.Waiting).ShouldBe((UserRoles.Viewer, UserRoles.None));
        (await grants.DecideAsync(waiting.Id, confirmed: true, "bas", CancellationToken.None)).Problem.ShouldBe(UserProblem.NothingWaits, "something else was wished since");
        (await grants.AssignAsync(user.Id, user.Version, UserRoles.Replay, null, "bas", CancellationToken.None)).Problem.ShouldBe(UserProblem.Changed);
    }

    [Fact]
    public async Task An_agencys_officer_is_told_of_its_own_people_and_of_the_desks_and_of_nobody_elses()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var users = gateway.Services.GetRequiredService<IUsers>();
        await users.CreateAsync(new NewUser("greet", UserRoles.CaseWorker, "ocmw-leuven"), UserRules.CommandLine, CancellationToken.None);
        await users.CreateAsync(new NewUser("rita", UserRoles.CaseWorker, "ocmw-mortsel"), UserRules.CommandLine, CancellationToken.None);
        await users.CreateAsync(new NewUser("otto", UserRoles.Operator, null), UserRules.CommandLine, CancellationToken.None);
        await users.CreateAsync(new NewUser("vera", UserRoles.Viewer, null), UserRules.CommandLine, CancellationToken.None);

        var told = await Grants(gateway).ToldAsync("ocmw-leuven", CancellationToken.None);

        told.Select(g => (g.User, g.State, g.AskedBy)).ShouldBe([("otto", RoleGrantState.AtOnce, "command-line"), ("greet", RoleGrantState.AtOnce, "command-line")]);
        (await Grants(gateway).UnreadAsync("ocmw-leuven", CancellationToken.None)).ShouldBe(2);
        var mortsel = (await Grants(gateway).ToldAsync(null, CancellationToken.None)).Single(g => g.User == "rita");
        (await Grants(gateway).ReadAsync(mortsel.Id, "ocmw-leuven", "dora", CancellationToken.None)).ShouldBeFalse();
        (await Grants(gateway).UnreadAsync(null, CancellationToken.None)).ShouldBe(3);
    }

    [Fact]
    public async Task Where_there_is_one_administrator_the_command_line_confirms()
    {
        using var folder = new TempFolder();
        (await Verb.RunAsync(folder.Path, "user", "create", "ada", "--roles", "administrator")).Code.ShouldBe(0, "the first administrator counts at once");
        await using (var gateway = await RunningGateway.StartAsync(data: folder.Path))
            await Grants(gateway).CreateAsync(new NewUser("dora", UserRoles.Dpo, null), "ada", CancellationToken.None);

        (await Verb.RunAsync(folder.Path, "user", "waiting")).Output.ShouldContain("dora");
        (await Verb.RunAsync(folder.Path, "user", "confirm", "Dora")).Output.ShouldContain("Confirmed.");

        (await Verb.RunAsync(folder.Path, "user", "list")).Output.ShouldContain("dpo");
        var twice = await Verb.RunAsync(folder.Path, "user", "confirm", "dora");
        (twice.Code, twice.Errors.Contains("Nothing waits", StringComparison.Ordinal)).ShouldBe((2, true));
    }

    private static IRoleGrants Grants(RunningGateway gateway) => gateway.Services.GetRequiredService<IRoleGrants>();

    private static async Task<User> UserAsync(RunningGateway gateway, string name) => (await gateway.Services.GetRequiredService<IUsers>().FindAsync(name, CancellationToken.None))!;
}
