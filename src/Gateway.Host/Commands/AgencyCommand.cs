using System.CommandLine;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Accountability;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary><c>agency new</c>, <c>agency key create|list|revoke</c>: API keys, and <c>agency webhook</c>.</summary>
internal static class AgencyCommand
{
    internal static Command Create(IConfiguration configuration) =>
        new("agency", "Agencies of the directory.")
        {
            NewAgencyCommand.Create(configuration),
            new Command("key", "API keys: a key says which agency calls.") { CreateKey(configuration), ListKeys(configuration), RevokeKey(configuration) },
            WebhookCommand.Create(configuration),
        };

    private static Command CreateKey(IConfiguration configuration)
    {
        var agency = new Argument<string>("agency") { Description = "Id of the agency, as in contracts/directory/agencies.yaml." };
        var json = SharedOptions.Json("Print the key as JSON.");
        var portal = new Option<bool>("--portal") { Description = "For the agency's citizens' portal: the key asks who used what of a citizen, and opens nothing else." };
        var command = new Command("create", "Make a key. It is shown once; only a hash is kept.") { agency, portal, json };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Makes,
            async services =>
            {
                var id = parsed.GetValue(agency)!;
                if (services.GetRequiredService<Agreed>().Directory.Find(id) is null)
                    return await SharedOptions.RefuseAsync($"There is no agency '{id}' in the directory. Known: {string.Join(", ", services.GetRequiredService<Agreed>().Directory.Agencies.Select(a => a.Id).Order(StringComparer.Ordinal))}.");
                var (keyId, key) = parsed.GetValue(portal)
                    ? await services.GetRequiredService<IPortalKeys>().CreateAsync(id, UserRules.CommandLine, cancellation)
                    : await services.GetRequiredService<IApiKeys>().CreateAsync(id, UserRules.CommandLine, cancellation);
                Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(new { id = keyId, agency = id, key }, ContractJson.Options) : key);
                return 0;
            },
            cancellation));
        return command;
    }

    private static Command ListKeys(IConfiguration configuration)
    {
        var agency = new Argument<string>("agency") { Description = "Only this agency's keys.", Arity = ArgumentArity.ZeroOrOne };
        var json = SharedOptions.Json("Print the list as JSON.");
        var command = new Command("list", "List keys, without their secrets.") { agency, json };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Reads,
            async services =>
            {
                var keys = await services.GetRequiredService<IApiKeys>().ListAsync(parsed.GetValue(agency), cancellation);
                if (parsed.GetValue(json))
                    Console.WriteLine(JsonSerializer.Serialize(keys, ContractJson.Options));
                else
                    foreach (var key in keys)
                        Console.WriteLine($"{key.Id}  {key.Agency,-20}  made {key.CreatedAt:yyyy-MM-dd HH:mm}Z{(key.RevokedAt is { } at ? $"  revoked {at:yyyy-MM-dd HH:mm}Z" : "")}");
                return 0;
            },
            cancellation));
        return command;
    }

    private static Command RevokeKey(IConfiguration configuration)
    {
        var id = new Argument<string>("id") { Description = "Id of the key, as 'list' shows it." };
        var command = new Command("revoke", "Revoke a key; calls with it are refused within seconds.") { id };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Changes,
            async services =>
            {
                if (await services.GetRequiredService<IApiKeys>().RevokeAsync(parsed.GetValue(id)!, UserRules.CommandLine, cancellation))
                {
                    Console.WriteLine("Revoked.");
                    return 0;
                }

                return await SharedOptions.RefuseAsync("There is no such key in use; 'agency key list' shows them.");
            },
            cancellation));
        return command;
    }
}
