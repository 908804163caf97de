using System.CommandLine;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Operating;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary><c>user key create|list|revoke</c>: keys with which users of the gateway desk call the operators' part of the HTTP API.</summary>
internal static class UserKeyCommand
{
    internal static Command Create(IConfiguration configuration) =>
        new("key", "API keys of users: what a key may do is what its user's roles allow.") { Make(configuration), List(configuration), Revoke(configuration) };

    private static Command Make(IConfiguration configuration)
    {
        var name = new Argument<string>("name") { Description = "Name of the user, as 'user list' shows it." };
        var json = SharedOptions.Json("Print the key as JSON.");
        var command = new Command("create", "Make a key. It is shown once; only a hash is kept.") { name, json };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Changes,
            async services =>
            {
                if (await services.GetRequiredService<IUserKeys>().CreateAsync(parsed.GetValue(name)!, UserRules.CommandLine, cancellation) is not var (id, key))
                    return await SharedOptions.RefuseAsync("There is no such user of the gateway desk who may sign in. 'user list' shows them; an agency's users have nothing to call.");
                Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(new { id, user = UserRules.Normal(parsed.GetValue(name)!), key }, ContractJson.Options) : key);
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    private static Command List(IConfiguration configuration)
    {
        var name = new Argument<string>("name") { Description = "Name of the user." };
        var json = SharedOptions.Json("Print the list as JSON.");
        var command = new Command("list", "List a user's keys, without their secrets.") { name, json };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Reads,
            async services =>
            {
                var of = UserRules.Normal(parsed.GetValue(name)!);
                if (await services.GetRequiredService<IUsers>().FindAsync(of, cancellation) is null)
                    return await SharedOptions.RefuseAsync("There is no such user. 'user list' shows them.");
                return Listing.Write(
                    await services.GetRequiredService<IUserKeys>().ListAsync(of, cancellation), parsed.GetValue(json),
                    $"'{of}' has no keys. 'user key create {of}' makes one.", ["id", "made", "state"],
                    key => [key.Id, Shown.Minute(key.CreatedAt), key.RevokedAt is { } at ? $"revoked {Shown.Minute(at)}" : "in use"]);
            },
            cancellation));
        return command;
    }

    private static Command Revoke(IConfiguration configuration)
    {
        var id = new Argument<string>("id") { Description = "Id of the key, as 'list' shows it." };
        var command = new Command("revoke", "Revoke a key; the next call with it is refused.") { id };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Changes,
            async services =>
            {
                if (await services.GetRequiredService<IUserKeys>().RevokeAsync(parsed.GetValue(id)!, UserRules.CommandLine, cancellation))
                {
                    Console.WriteLine("Revoked.");
                    return ExitCode.Done;
                }

                return await SharedOptions.RefuseAsync("There is no such key in use; 'user key list' shows them.");
            },
            cancellation));
        return command;
    }
}
