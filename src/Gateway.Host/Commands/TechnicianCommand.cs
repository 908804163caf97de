using System.CommandLine;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Core.Technicians;
using Gateway.Host.Composition;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary><c>agency technician link|list|end</c>: links with which agencies' technicians see their own agency's traffic.</summary>
internal static class TechnicianCommand
{
    internal static Command Create(IConfiguration configuration) =>
        new("technician", "Links for agencies' technicians: a link works once, and what it opens ends after 12 hours. It shows the agency's own traffic, and no client's data without a key of the agency.")
        {
            Link(configuration), List(configuration), End(configuration),
        };

    private static Argument<string> Agency() => new("agency") { Description = "Id of the agency, as in contracts/directory/agencies.yaml." };

    private static Argument<string> Name() => new("name") { Description = "For whom: a name to be known by, for example a mail address." };

    private static Command Link(IConfiguration configuration)
    {
        var (agency, name, json) = (Agency(), Name(), SharedOptions.Json());
        var command = new Command("link", "Print a one-time link for a technician, which works for 24 hours; an earlier one works no more.") { agency, name, json };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Makes,
            async services =>
            {
                var user = new NewUser(parsed.GetValue(name)!, UserRoles.Technician, parsed.GetValue(agency)!);
                var problem = UserRules.Check(user, services.GetRequiredService<Agreed>().Directory);
                var made = problem == UserProblem.None
                    ? await services.GetRequiredService<ITechnicians>().InviteAsync(user.Agency!, user.Name, UserRules.CommandLine, cancellation)
                    : new UserChange(problem);
                if (!made.Done)
                    return await SharedOptions.RefuseAsync(UserRules.Sentence(made.Problem));
                var link = OneTimeLink.Of(services.GetRequiredService<GatewaySettings>().PublicAddress, made.Secret!).AbsoluteUri;
                Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(new { agency = user.Agency, name = UserRules.Normal(user.Name), link }, ContractJson.Options) : link);
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    private static Command List(IConfiguration configuration)
    {
        var (agency, json) = (Agency(), SharedOptions.Json("Print the list as JSON."));
        var command = new Command("list", "List an agency's technicians.") { agency, json };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Reads,
            async services =>
            {
                var of = parsed.GetValue(agency)!;
                var technicians = await services.GetRequiredService<ITechnicians>().ListAsync(of, cancellation);
                var directory = services.GetRequiredService<Agreed>().Directory;
                if (technicians.Count == 0 && directory.Find(of) is null)
                    return await SharedOptions.NoAgencyAsync(directory, of);
                return Listing.Write(
                    technicians, parsed.GetValue(json), $"'{of}' has no technician. 'agency technician link {of} NAME' makes a link.", ["name", "state"],
                    technician => [technician.Name, technician.EndedAt is not null ? "ended" : technician.LinkUntil is { } until ? $"link until {Shown.Minute(until)}" : "link used, or over"]);
            },
            cancellation));
        return command;
    }

    private static Command End(IConfiguration configuration)
    {
        var (agency, name) = (Agency(), Name());
        var command = new Command("end", "End a technician's link and whatever is signed in by it.") { agency, name };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Changes,
            async services =>
            {
                var ended = await services.GetRequiredService<ITechnicians>().EndAsync(parsed.GetValue(agency)!, parsed.GetValue(name)!, UserRules.CommandLine, cancellation);
                if (!ended.Done)
                    return await SharedOptions.RefuseAsync($"'{parsed.GetValue(agency)}' has no such technician; 'agency technician list' shows them.");
                Console.WriteLine("Ended.");
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }
}
