using System.CommandLine;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Clients;
using Gateway.Core.Operating;
using Gateway.Core.Work;
using Gateway.Host.Composition;
using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Keys.Rotation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary><c>keys show|rotate</c>: the keys under which everything lies, and how they turn.</summary>
internal static class KeysCommand
{
    internal static Command Create(IConfiguration configuration) => new("keys", "Keys under which everything is stored: which there are, and how they are changed while the gateway runs.")
    {
        Show(configuration),
        new Command("rotate", "Change a key. Payloads stay as they are; the running gateway goes on with it in the background.")
        {
            Master(configuration),
            Index(configuration),
            Compartment(configuration),
        },
    };

    private static Command Show(IConfiguration configuration)
    {
        var json = SharedOptions.Json();
        var command = new Command("show", "Tell which keys there are, which are current, and how far a rotation is. No key is shown.") { json };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Reads,
            async services =>
            {
                var shown = await KeysShown.ReadAsync(services, cancellation);
                Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(shown, ContractJson.Options) : string.Join(Environment.NewLine, shown.Lines()));
                return shown.Problem is null ? ExitCode.Done : ExitCode.Failed;
            },
            cancellation));
        return command;
    }

    private static Command Master(IConfiguration configuration)
    {
        var to = new Option<string>("--to") { Description = "Fingerprint of the key to turn to (default: the one in the key file that was never used; for the embedded database one is made)." };
        var now = new Option<bool>("--now") { Description = "Carry it out here and wait for its end, instead of leaving it to the running gateway." };
        var command = new Command("master", "Change the master key: every data key is sealed under the new one.") { to, now };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Changes,
            async services =>
            {
                var rotation = services.GetRequiredService<MasterRotation>();
                if (!parsed.GetValue(now) || await rotation.StateAsync(cancellation) is not { Pass: not null })
                {
                    var answer = await rotation.AskAsync(parsed.GetValue(to), UserRules.CommandLine, cancellation);
                    if (answer.Refused is { } refused)
                        return await SharedOptions.RefuseAsync(refused);
                    Console.WriteLine($"Master key {answer.To} is current. What lies under {answer.From} is sealed under it in the background; keep {answer.From} until 'keys show' says that it is retired, and with every backup from before.");
                }

                if (parsed.GetValue(now))
                    await CarryOutAsync(services, lease => rotation.MoveAsync(lease, cancellation), async () => (await rotation.StateAsync(cancellation))?.Pass, cancellation);
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    private static Command Index(IConfiguration configuration)
    {
        var now = new Option<bool>("--now") { Description = "Carry it out here and wait for its end, instead of leaving it to the running gateway." };
        var command = new Command("index", "Change the key of the blind index: digests by which clients and tickets are found are brought to the new one.") { now };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Changes,
            async services =>
            {
                var rotation = services.GetRequiredService<IndexRotation>();
                if (!parsed.GetValue(now) || await rotation.StateAsync(cancellation) is not { Pass: not null })
                {
                    var answer = await rotation.AskAsync(UserRules.CommandLine, cancellation);
                    if (answer.Refused is { } refused)
                        return await SharedOptions.RefuseAsync(refused);
                    Console.WriteLine("The index key has turned. Clients and tickets are found under both keys while digests are brought to the new one in the background.");
                }

                if (parsed.GetValue(now))
                    await CarryOutAsync(services, lease => rotation.MoveAsync(lease, cancellation), async () => (await rotation.StateAsync(cancellation))?.Pass, cancellation);
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    private static Command Compartment(IConfiguration configuration)
    {
        var name = new Argument<string>("compartment") { Description = "special or walled; both when left out.", Arity = ArgumentArity.ZeroOrOne };
        name.Among("special", "walled");
        var command = new Command("compartment", "Give a compartment a new key pair. What was sealed before stays readable with the pair before.") { name };
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration,
            StoreUse.Changes,
            async services =>
            {
                var rotation = services.GetRequiredService<CompartmentRotation>();
                foreach (var wall in Persistence.Compartments.CompartmentKeys.Walls.Where(w => parsed.GetValue(name) is not { } one || Enum.Parse<Compartment>(one, ignoreCase: true) == w))
                    Console.WriteLine($"Compartment {Name(wall)}: key pair {await rotation.TurnAsync(wall, UserRules.CommandLine, cancellation)} seals from now on.");
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    internal static string Name(Compartment compartment) => compartment.ToString().ToLowerInvariant();

    /// <summary>Moves a rotation on in this process, or waits for the gateway that does.</summary>
    private static async Task CarryOutAsync(IServiceProvider services, Func<Lease, Task<bool>> move, Func<Task<RotationPass?>> goesOn, CancellationToken cancellation)
    {
        var machine = services.GetRequiredKeyedService<TimeProvider>(PersistenceRegistration.Machine);
        var (leases, faults) = (services.GetRequiredService<ILeases>(), services.GetRequiredService<IStoreFaults>());
        Lease? held = null;
        Console.WriteLine("It is carried out now. It takes a minute at least, until no process can be left that has not heard of it; when this is stopped, the gateway goes on with it.");
        using var progress = new ProgressLine();
        while (await goesOn() is { } pass)
        {
            progress.Show(pass.ToString());
            try
            {
                held = await leases.TakeAsync(KeyLease.Name, KeyLease.Duration, held, cancellation);
                if (held is not null && await move(held))
                    continue;
                if (held is not null && pass.Unread > 0)
                {
                    await leases.GiveUpAsync(held, cancellation);
                    throw new HostFault($"{pass.Unread} rows could not be opened, so the key before is kept. Put back what is damaged; the gateway looks again every hour, and 'keys show' says how far it is.");
                }
            }
            catch (Exception e) when (faults.IsLeaseLost(e))
            {
                held = null;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), machine, cancellation);
        }

        if (held is not null)
            await leases.GiveUpAsync(held, cancellation);
        progress.Dispose();
        Shown.Good("Done: nothing lies under the key before any more.");
    }
}
