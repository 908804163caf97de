using System.CommandLine;
using System.Globalization;
using Gateway.Host.Composition;
using Gateway.Sandbox;
using Gateway.Sandbox.Offices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gateway.Host.Commands;

/// <summary><c>sandbox</c>: a gateway with invented offices, for whoever connects a system.</summary>
internal static class SandboxCommand
{
    internal static Command Create(IConfiguration configuration)
    {
        var vendor = new VendorOptions();
        var referrals = new Option<int>("--referrals") { Description = "How many invented clients are referred to you at the start.", DefaultValueFactory = _ => 3 };
        referrals.Validators.Add(r =>
        {
            if (r.Tokens.Count > 0 && int.TryParse(r.Tokens[0].Value, CultureInfo.InvariantCulture, out var count) && count is < 0 or > 100)
                r.AddError("--referrals is a number from 0 to 100.");
        });
        var fresh = new Option<bool>("--fresh") { Description = "Forget everything that an earlier sandbox left, its key included." };
        var command = new Command("sandbox", "Run a gateway with invented offices in a data folder of its own: your system plays one agency, the others answer by themselves.") { referrals, fresh };
        vendor.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(configuration, vendor, parsed, parsed.GetValue(referrals), parsed.GetValue(fresh), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(IConfiguration configuration, VendorOptions vendor, ParseResult parsed, int referrals, bool fresh, CancellationToken cancellation)
    {
        var settings = SandboxApplication.SettingsOf(configuration);
        var seat = vendor.Read(parsed, fresh ? null : settings.Data);
        var contracts = ContractsFolder.LoadOrFail(settings.Contracts);
        if (seat.Problem(contracts.Agreed, settings.Broker is not null, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime)) is { } problem)
            return await SharedOptions.RefuseAsync(problem);
        await using var sandbox = await SandboxApplication.StartAsync(configuration, settings, contracts, seat, fresh, services => services.AddSingleton(seat).AddSingleton<InventedOffices>(), cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, sandbox.App.Lifetime.ApplicationStopping);
        var offices = sandbox.App.Services.GetRequiredService<InventedOffices>();
        try
        {
            var (key, secret) = (await sandbox.FirstKeyAsync(stop.Token), await sandbox.FirstSecretAsync(stop.Token));
            await SandboxText.SayAsync(sandbox, key, secret, contracts.Agreed.Directory.Find(seat.Agency)!);
            var sender = referrals == 0 ? null : await offices.ReferAsync(sandbox.Address, settings.Data, referrals, stop.Token);
            if (sender is not null)
                await Console.Error.WriteLineAsync($"{sender} has referred {referrals} invented clients to you. What you refer yourself is answered within a minute: received, accepted, in service, completed. Stop with Ctrl+C.");
            await offices.AnswerAsync(sandbox.Address, settings.Data, Console.Error.WriteLineAsync, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Ctrl+C is how a sandbox ends.
        }
        catch (SandboxFault e)
        {
            throw new HostFault(e.Message);
        }

        return ExitCode.Done;
    }
}
