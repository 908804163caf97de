using System.CommandLine;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Clients;
using Gateway.Core.Life;
using Gateway.Core.Noes;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary><c>client no</c>: enters a client's withdrawal, objection or restriction. <c>client unlink</c>: undoes the link between two numbers.</summary>
internal static class ClientCommand
{
    internal static Command Create(IConfiguration configuration) => new("client", "What a client asks for.") { No(configuration), Unlink(configuration) };

    private static Command No(IConfiguration configuration)
    {
        var kind = new Argument<string>("kind") { Description = $"What the client says: {string.Join(", ", ClientNo.Kinds.Keys)}." };
        kind.Among([.. ClientNo.Kinds.Keys]);
        var agency = SharedOptions.Agency("The agency that has or had the client.");
        var scheme = SharedOptions.Scheme();
        var lift = new Option<bool>("--lift") { Description = "The objection or restriction is taken back." };
        var json = SharedOptions.Json();
        var command = new Command("no", "Enter a client's no; in force at once. The number is read from standard input, so that it stands in no list of commands.") { kind, agency, scheme, lift, json };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Changes,
            async services =>
            {
                var directory = services.GetRequiredService<Agreed>().Directory;
                if (directory.Find(parsed.GetValue(agency)!) is null)
                    return await SharedOptions.NoAgencyAsync(directory, parsed.GetValue(agency)!);
                if (await SharedOptions.NumberAsync(cancellation) is not { Length: > 0 } number)
                    return await SharedOptions.RefuseAsync("Give the client's number on standard input.");
                if (MeantClient.ByNumber(parsed.GetValue(scheme)!, number) is not { } meant)
                    return await SharedOptions.RefuseAsync("Invalid number: check what was typed.");
                var no = ClientNo.Of(parsed.GetValue(kind), parsed.GetValue(lift))!;
                var answer = await services.GetRequiredService<IClientNoes>().EnterAsync(parsed.GetValue(agency)!, meant, no, UserRules.CommandLine, cancellation);
                if (parsed.GetValue(json))
                    Console.WriteLine(JsonSerializer.Serialize(new { answer.Code, answer.Sentence, answer.Told }, ContractJson.Options));
                else if (answer.IsRefused)
                    await Console.Error.WriteLineAsync(answer.Sentence);
                else
                    Console.WriteLine($"{answer.Sentence} Told: {answer.Told}.");
                return answer.IsRefused ? ExitCode.Refused : ExitCode.Done;
            },
            cancellation));
        return command;
    }

    private static Command Unlink(IConfiguration configuration)
    {
        var agency = SharedOptions.Agency("The agency whose client it is.");
        var scheme = SharedOptions.Scheme();
        var json = SharedOptions.Json();
        var command = new Command("unlink", "Undo the link that a register's notice made between two numbers of a client. The number that was replaced is read from standard input, so that it stands in no list of commands.") { agency, scheme, json };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Changes,
            async services =>
            {
                var directory = services.GetRequiredService<Agreed>().Directory;
                if (directory.Find(parsed.GetValue(agency)!) is null)
                    return await SharedOptions.NoAgencyAsync(directory, parsed.GetValue(agency)!);
                if (await SharedOptions.NumberAsync(cancellation) is not { Length: > 0 } typed)
                    return await SharedOptions.RefuseAsync("Give the number that was replaced on standard input.");
                if (NationalNumbers.Normalise(parsed.GetValue(scheme)!, typed) is not { } number)
                    return await SharedOptions.RefuseAsync("Invalid number: check what was typed.");
                var answer = await services.GetRequiredService<IIdentifierLinks>().UndoAsync(parsed.GetValue(agency)!, parsed.GetValue(scheme)!, number, UserRules.CommandLine, cancellation);
                if (parsed.GetValue(json))
                    Console.WriteLine(JsonSerializer.Serialize(new { answer.Code, answer.Sentence, answer.Told }, ContractJson.Options));
                else if (answer.IsRefused)
                    await Console.Error.WriteLineAsync(answer.Sentence);
                else
                    Console.WriteLine($"{answer.Sentence} Told: {answer.Told}.");
                return answer.IsRefused ? ExitCode.Refused : ExitCode.Done;
            },
            cancellation));
        return command;
    }
}
