using System.CommandLine;
using System.Text.Json;
using Gateway.Host.Composition;
using Gateway.Workers.Broker;
using Microsoft.Extensions.Configuration;

namespace Gateway.Host.Commands;

/// <summary><c>topology</c>: everything the gateway and the agencies have on a broker, as a file that RabbitMQ imports.</summary>
internal static class TopologyCommand
{
    private const string Unnamed = "gateway";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    internal static Command Create(IConfiguration configuration)
    {
        var json = SharedOptions.Json("On one line. The output is JSON in any case.");
        var passwords = new Option<DirectoryInfo>("--passwords") { Description = "Folder with a file per account, named as the account ('gateway', 'agency.vdab' …), holding its password. Without it nobody can log in with the accounts." };
        var create = new Option<bool>("--create-passwords") { Description = "Make the passwords that are missing there, readable for their owner only." };
        var command = new Command(
            "topology",
            "Print a RabbitMQ definitions file: virtual host, queues, exchanges, and an account per agency of the directory that reaches its own names only. Import it with 'rabbitmqctl import_definitions FILE', or name it in the broker's load_definitions.")
        {
            json, passwords, create,
        };
        command.SetAction((parsed, cancellation) => RunAsync(configuration, parsed.GetValue(json), parsed.GetValue(passwords), parsed.GetValue(create), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(IConfiguration configuration, bool json, DirectoryInfo? passwords, bool create, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var settings = GatewaySettings.Read(configuration);
        var agencies = ContractsFolder.LoadOrFail(settings.Contracts).Agreed.Directory.Agencies.Where(a => a.Live).Select(a => a.Id).Order(StringComparer.Ordinal);
        var definitions = new BrokerDefinitions(settings.Broker?.VirtualHost ?? Unnamed, [.. agencies]);
        var users = definitions.Users(settings.Broker?.User ?? Unnamed);
        if (passwords is null && create)
            return await SharedOptions.RefuseAsync("--create-passwords needs a folder: add --passwords FOLDER.");
        if (passwords is null)
            await Console.Error.WriteLineAsync("The accounts have no passwords, so nobody can log in with them. Add --passwords FOLDER, with --create-passwords to make them.");
        var folder = passwords is null ? null : new PasswordFolder(passwords.FullName);
        var file = definitions.ToJson([.. users.Select(u => (u, folder is null ? "" : PasswordHash.Of(folder.Of(u.Name, create))))]);
        Console.WriteLine(file.ToJsonString(json ? null : Indented));
        return ExitCode.Done;
    }
}
