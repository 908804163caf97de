using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary><c>agency webhook create|list|revoke</c>: secrets with which calls of an agency's webhook are signed.</summary>
internal static class WebhookCommand
{
    internal static Command Create(IConfiguration configuration) =>
        new("webhook", "Secrets with which calls of an agency's webhook are signed. Two may be in use at a time: make a new one, let the agency take it over, revoke the old one.")
        {
            Make(configuration), List(configuration), Revoke(configuration),
        };

    private static Argument<string> Agency() => new("agency") { Description = "Id of the agency, as in contracts/directory/agencies.yaml." };

    private static Command Make(IConfiguration configuration)
    {
        var agency = Agency();
        var json = SharedOptions.Json("Print the secret as JSON.");
        var command = new Command("create", "Make a secret. It is shown once, and lies encrypted in the database.") { agency, json };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Makes,
            async services =>
            {
                var id = parsed.GetValue(agency)!;
                var directory = services.GetRequiredService<Agreed>().Directory;
                if (directory.Find(id) is null)
                    return await SharedOptions.NoAgencyAsync(directory, id);
                if (await services.GetRequiredService<IWebhookSecrets>().CreateAsync(id, UserRules.CommandLine, cancellation) is not var (number, secret))
                    return await SharedOptions.RefuseAsync($"'{id}' has two secrets in use already. Revoke the older one first: 'agency webhook list {id}', then 'agency webhook revoke {id} NUMBER'.");
                Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(new { agency = id, number, secret }, ContractJson.Options) : secret);
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    private static Command List(IConfiguration configuration)
    {
        var agency = Agency();
        var json = SharedOptions.Json("Print the list as JSON.");
        var command = new Command("list", "List secrets in use, without their values.") { agency, json };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Reads,
            async services =>
            {
                var of = parsed.GetValue(agency)!;
                var secrets = await services.GetRequiredService<IWebhookSecrets>().ListAsync(of, cancellation);
                var directory = services.GetRequiredService<Agreed>().Directory;
                if (secrets.Count == 0 && directory.Find(of) is null)
                    return await SharedOptions.NoAgencyAsync(directory, of);
                return Listing.Write(
                    secrets, parsed.GetValue(json), $"'{of}' has no secret in use. 'agency webhook create {of}' makes one.", ["number", "made"],
                    secret => [secret.Number.ToString(CultureInfo.InvariantCulture), Shown.Minute(secret.CreatedAt)]);
            },
            cancellation));
        return command;
    }

    private static Command Revoke(IConfiguration configuration)
    {
        var agency = Agency();
        var number = new Argument<int>("number") { Description = "Number of the secret, as 'list' shows it." };
        var command = new Command("revoke", "Revoke a secret; within seconds nothing is signed with it any more.") { agency, number };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Changes,
            async services =>
            {
                if (await services.GetRequiredService<IWebhookSecrets>().RevokeAsync(parsed.GetValue(agency)!, parsed.GetValue(number), UserRules.CommandLine, cancellation))
                {
                    Console.WriteLine("Revoked.");
                    return ExitCode.Done;
                }

                return await SharedOptions.RefuseAsync("There is no such secret in use; 'agency webhook list' shows them.");
            },
            cancellation));
        return command;
    }
}
