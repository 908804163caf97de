using System.CommandLine;
using Gateway.Core.Operating;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary>
/// <c>user waiting|confirm|refuse</c>: roles that an administrator asked for on the pages. Whoever has the server counts as a second
/// person: where there is one administrator, there is no other.
/// </summary>
internal static class UserGrantCommand
{
    internal static Command Waiting(IConfiguration configuration)
    {
        var json = SharedOptions.Json();
        var command = new Command("waiting", "List roles that wait for a second administrator.") { json };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Reads,
            async services =>
            {
                var waiting = await services.GetRequiredService<IRoleGrants>().WaitingAsync(cancellation);
                return Listing.Write(
                    waiting.Select(g => new { g.User, roles = UserRules.NamesOf(g.Roles), g.Agency, g.AskedBy, g.AskedAt }).ToList(), parsed.GetValue(json),
                    "No role waits for a second administrator.", ["name", "roles", "agency", "asked by", "asked at"],
                    grant => [grant.User, string.Join(',', grant.roles), grant.Agency, grant.AskedBy, Shown.Minute(grant.AskedAt)]);
            },
            cancellation));
        return command;
    }

    internal static Command Decide(IConfiguration configuration, string verb, string description, bool confirmed)
    {
        var name = new Argument<string>("name") { Description = "Name of the user, as 'user waiting' shows it." };
        var command = new Command(verb, description) { name };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Changes,
            async services =>
            {
                var grants = services.GetRequiredService<IRoleGrants>();
                var user = UserRules.Normal(parsed.GetValue(name)!);
                var waiting = (await grants.WaitingAsync(cancellation)).FirstOrDefault(g => g.User == user);
                var decided = waiting is null ? new UserChange(UserProblem.NothingWaits) : await grants.DecideAsync(waiting.Id, confirmed, UserRules.CommandLine, cancellation);
                if (decided.Done)
                {
                    Console.WriteLine(confirmed ? "Confirmed." : "Refused.");
                    return ExitCode.Done;
                }

                return await SharedOptions.RefuseAsync(UserRules.Sentence(decided.Problem) + " 'user waiting' shows what does.");
            },
            cancellation));
        return command;
    }
}
