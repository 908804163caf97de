using Gateway.Core.Callers;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Work;
using Gateway.Host.Composition;
using Gateway.Sandbox.Conformance.Report;
using Gateway.Sandbox.Conformance;
using Gateway.Sandbox;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary>One run of the kit: a sandbox with the watched line, the vendor's system, the cases, the report.</summary>
internal sealed class ConformanceRun(
    IConfiguration configuration, GatewaySettings settings, VendorSeat seat, IReadOnlyList<ConformanceCase> cases, string report, TimeSpan patience, string? command)
{
    private const string Actor = "conformance";

    internal async Task<int> RunAsync(CancellationToken cancellation)
    {
        var contracts = ContractsFolder.LoadOrFail(settings.Contracts);
        if (seat.Problem(contracts.Agreed, settings.Broker is not null, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime)) is { } problem)
            return await SharedOptions.RefuseAsync(problem);
        await using var sandbox = await SandboxApplication.StartAsync(configuration, settings, contracts, seat, fresh: false, services => ConformanceKit.AddTo(services, seat), cancellation);
        var machine = sandbox.App.Services.GetRequiredKeyedService<TimeProvider>(MachineTime.Key);
        var began = machine.GetUtcNow();
        await using var system = command is null ? null : await StartedAsync(sandbox, cancellation);
        if (system is null)
            await SandboxText.SayAsync(sandbox, await sandbox.FirstKeyAsync(cancellation), await sandbox.FirstSecretAsync(cancellation), contracts.Agreed.Directory.Find(seat.Agency)!);
        await Console.Error.WriteLineAsync($"Playing {cases.Count} cases; your system may take {(int)patience.TotalSeconds} s for each answer.");
        IReadOnlyList<PlayedCase> played;
        try
        {
            await VendorSystem.WaitForAsync(seat, patience, machine, cancellation);
            played = await sandbox.App.Services.GetRequiredService<ConformanceKit>().PlayAsync(
                cases, new ConformanceOptions { Address = sandbox.Address, Folder = settings.Data, Patience = patience, Progress = SayAsync }, cancellation);
        }
        catch (SandboxFault e)
        {
            throw new HostFault($"{e.Message} Nothing is said about your system, and no report was written.");
        }

        var result = new ConformanceReport(seat.Agency, seat.Way, began, typeof(ConformanceRun).Assembly.GetName().Version?.ToString(3) ?? "", played);
        await ReportFiles.WriteAsync(result, report, cancellation);
        var (html, xml) = ReportFiles.NamesOf(report);
        await Console.Out.WriteLineAsync($"{result.Count(CaseEnd.Passed)} passed, {result.Count(CaseEnd.Failed)} failed, {result.Count(CaseEnd.NotPlayed)} not played. {html} and {xml} say more.");
        return result.IsPassed ? ExitCode.Done : ExitCode.Refused;
    }

    private static Task SayAsync(PlayedCase played) => Console.Error.WriteLineAsync(played.Verdict.End switch
    {
        CaseEnd.Passed => $"passed      {played.Case.Id}: {played.Verdict.Seen}",
        CaseEnd.Failed => $"FAILED      {played.Case.Id}: {played.Verdict.Seen}",
        _ => $"not played  {played.Case.Id}: {played.Verdict.Seen}",
    });

    /// <summary>The vendor's system, started with a key and a secret of its own that end with the run.</summary>
    private async Task<VendorSystem> StartedAsync(SandboxApplication sandbox, CancellationToken cancellation)
    {
        var (keys, secrets) = (sandbox.App.Services.GetRequiredService<IApiKeys>(), sandbox.App.Services.GetRequiredService<IWebhookSecrets>());
        var secret = seat.Channel == ChannelKind.Webhook
            ? await secrets.CreateAsync(seat.Agency, Actor, cancellation) ?? throw new HostFault($"'{seat.Agency}' has two webhook secrets in this sandbox. Start your system yourself with one of them, or begin anew with sandbox --fresh.")
            : default;
        var (id, key) = await keys.CreateAsync(seat.Agency, Actor, cancellation);
        try
        {
            return Start(sandbox, key, secret.Secret, EndAsync);
        }
        catch
        {
            await EndAsync();
            throw;
        }

        async Task EndAsync()
        {
            await keys.RevokeAsync(id, Actor, CancellationToken.None);
            if (secret.Secret is not null)
                await secrets.RevokeAsync(seat.Agency, secret.Number, Actor, CancellationToken.None);
        }
    }

    private VendorSystem Start(SandboxApplication sandbox, string key, string? secret, Func<Task> end) =>
        VendorSystem.Start(
            command!,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["GATEWAY_URL"] = sandbox.Address.AbsoluteUri.TrimEnd('/'), ["GATEWAY_AGENCY"] = seat.Agency, ["GATEWAY_KEY"] = key, ["GATEWAY_WEBHOOK_SECRET"] = secret ?? "",
                ["GATEWAY_OUTBOX"] = sandbox.Outbox, ["GATEWAY_INTAKE"] = sandbox.Inbox,
            },
            end);
}
