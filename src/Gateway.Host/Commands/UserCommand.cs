using System.CommandLine;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Host.Composition;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary><c>user create|list|roles|key|waiting|confirm|refuse|disable|enable|password|link</c>: who may open the pages.</summary>
internal static class UserCommand
{
    internal static Command Create(IConfiguration configuration) => new("user", "People who may open the pages.")
    {
        CreateUser(configuration),
        List(configuration),
        Roles(configuration),
        UserKeyCommand.Create(configuration),
        UserGrantCommand.Waiting(configuration),
        UserGrantCommand.Decide(configuration, "confirm", "Confirm the role that waits for somebody; it counts from the person's next click on.", confirmed: true),
        UserGrantCommand.Decide(configuration, "refuse", "Refuse the role that waits for somebody.", confirmed: false),
        Change(configuration, "link", "Make a new one-time link; an earlier one works no more.", "link",
            async (services, user, cancellation) => Link(services, await services.GetRequiredService<IUsers>().InviteAsync(user.Id, UserRules.CommandLine, cancellation))),
        Change(configuration, "password", "Give a new random password, shown once; whatever is signed in ends.", "password", NewPasswordAsync),
        Change(configuration, "disable", "Let somebody sign in no more; whatever is signed in ends.", "state",
            async (services, user, cancellation) => (await services.GetRequiredService<IUsers>().DisableAsync(user.Id, disabled: true, UserRules.CommandLine, cancellation), "disabled")),
        Change(configuration, "enable", "Let somebody sign in again.", "state",
            async (services, user, cancellation) => (await services.GetRequiredService<IUsers>().DisableAsync(user.Id, disabled: false, UserRules.CommandLine, cancellation), "enabled")),
    };

    private static Command CreateUser(IConfiguration configuration)
    {
        var (name, roles, agency, json) = (NameArgument(), RolesOption(), AgencyOption(), SharedOptions.Json());
        var command = new Command("create", "Make a user and print a one-time link, which works for 24 hours.") { name, roles, agency, json };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Makes,
            async services =>
            {
                var user = new NewUser(parsed.GetValue(name)!, parsed.GetValue(roles), parsed.GetValue(agency));
                var problem = UserRules.Check(user, services.GetRequiredService<Agreed>().Directory);
                var made = problem == UserProblem.None ? await services.GetRequiredService<IUsers>().CreateAsync(user, UserRules.CommandLine, cancellation) : new UserChange(problem);
                return await SayAsync(user.Name, Link(services, made), "link", parsed.GetValue(json));
            },
            cancellation));
        return command;
    }

    private static Command List(IConfiguration configuration)
    {
        var json = SharedOptions.Json();
        var command = new Command("list", "List users with their roles.") { json };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Reads,
            async services =>
            {
                var users = await services.GetRequiredService<IUsers>().ListAsync(cancellation);
                return Listing.Write(
                    users.Select(u => new { u.Name, roles = UserRules.NamesOf(u.Roles), u.Agency, u.CreatedAt, u.DisabledAt }).ToList(), parsed.GetValue(json),
                    "There are no users. 'user create NAME --roles administrator' makes the first.", ["name", "roles", "agency", "state"],
                    user => [user.Name, string.Join(',', user.roles), user.Agency, user.DisabledAt is null ? "in use" : "disabled"]);
            },
            cancellation));
        return command;
    }

    private static Command Roles(IConfiguration configuration)
    {
        var (name, roles, agency) = (NameArgument(), RolesOption(), AgencyOption());
        var command = new Command("roles", "Give roles, all of them; they count from the person's next click on.") { name, roles, agency };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Changes,
            async services =>
            {
                var users = services.GetRequiredService<IUsers>();
                var (given, of) = (parsed.GetValue(roles), parsed.GetValue(agency));
                var problem = UserRules.Check(given, of, services.GetRequiredService<Agreed>().Directory);
                var changed = problem != UserProblem.None ? new UserChange(problem)
                    : await users.FindAsync(parsed.GetValue(name)!, cancellation) is { } user ? await users.AssignAsync(user.Id, user.Version, given, of, UserRules.CommandLine, cancellation)
                    : new UserChange(UserProblem.Unknown);
                return await SayAsync(parsed.GetValue(name)!, (changed, "Done."), "roles", json: false);
            },
            cancellation));
        return command;
    }

    private static Command Change(
        IConfiguration configuration, string verb, string description, string said,
        Func<IServiceProvider, User, CancellationToken, Task<(UserChange Change, string? Text)>> change)
    {
        var (name, json) = (NameArgument(), SharedOptions.Json());
        var command = new Command(verb, description) { name, json };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Changes,
            async services =>
            {
                var user = await services.GetRequiredService<IUsers>().FindAsync(parsed.GetValue(name)!, cancellation);
                var result = user is null ? (new UserChange(UserProblem.Unknown), null) : await change(services, user, cancellation);
                return await SayAsync(parsed.GetValue(name)!, result, said, parsed.GetValue(json));
            },
            cancellation));
        return command;
    }

    private static async Task<(UserChange, string?)> NewPasswordAsync(IServiceProvider services, User user, CancellationToken cancellation)
    {
        var password = RandomPassword.Make();
        return (await services.GetRequiredService<IUsers>().SetPasswordAsync(user.Id, present: null, password, UserRules.CommandLine, cancellation), password);
    }

    private static (UserChange Change, string? Text) Link(IServiceProvider services, UserChange change) =>
        (change, change.Secret is { } secret ? OneTimeLink.Of(services.GetRequiredService<GatewaySettings>().PublicAddress, secret).AbsoluteUri : null);

    private static async Task<int> SayAsync(string name, (UserChange Change, string? Text) result, string said, bool json)
    {
        if (!result.Change.Done)
            return await SharedOptions.RefuseAsync(UserRules.Sentence(result.Change.Problem) + (result.Change.Problem == UserProblem.Unknown ? " 'user list' shows them." : ""));
        Console.WriteLine(json ? JsonSerializer.Serialize(new Dictionary<string, string?>(StringComparer.Ordinal) { ["name"] = UserRules.Normal(name), [said] = result.Text }, ContractJson.Options) : said == "state" ? $"'{UserRules.Normal(name)}' is {result.Text}." : result.Text);
        return ExitCode.Done;
    }

    private static Argument<string> NameArgument() => new("name") { Description = "Name to sign in with." };

    private static Option<string> AgencyOption() => new("--agency") { Description = "Agency whose case worker or data protection officer it is, as in contracts/directory/agencies.yaml." };

    private static Option<UserRoles> RolesOption() => new("--roles")
    {
        Description = $"Roles, divided by commas: {string.Join(", ", UserRules.RoleNames.Keys)}.",
        HelpName = "role,role",
        Required = true,
        CustomParser = given =>
        {
            var roles = UserRoles.None;
            foreach (var word in given.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
            {
                if (UserRules.RoleNames.TryGetValue(word, out var role))
                    roles |= role;
                else
                    given.AddError($"There is no role '{word}'. Known: {string.Join(", ", UserRules.RoleNames.Keys)}.");
            }

            return roles;
        },
    };
}
