using System.Reflection;
using Gateway.Core.Accountability;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Reading;
using Gateway.Core.Rights;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Host.Composition;
using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Stores;
using Gateway.Translation;
using Gateway.Workers;
using Gateway.Workers.Audit;
using Gateway.Workers.Clocks;
using Gateway.Workers.Delivery;
using Gateway.Workers.Intake;
using Gateway.Workers.Relay;
using Gateway.Workers.Retention;
using Gateway.Workers.Stages;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Simulation.Running;

/// <summary>
/// One process of the installation: the gateway as it is composed to run, with everything outside of it simulated. It ends by
/// being killed between two turns, and never otherwise.
/// </summary>
internal sealed class GatewayProcess : IDisposable
{
    private static readonly MethodInfo Execute = typeof(BackgroundService).GetMethod("ExecuteAsync", BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>What each process does again and again. Left out is what knows a real broker, mailbox or folder, and what only people start.</summary>
    private static readonly Type[] Recurring = [typeof(LocalWorkers), typeof(WorkRelay), typeof(DeadlineScan), typeof(WaitingWatch), typeof(AuditSealer), typeof(RetentionRunner)];

    private static readonly Type[] Ports = [typeof(IStageStore), typeof(IReleaseStore), typeof(IFeedStore), typeof(IIntakeStore), typeof(ITranslationStore), typeof(IWorkQueue)];

    private readonly ServiceProvider _services;
    private readonly Turns _turns;

    /// <summary>Composes a process and starts it.</summary>
    public GatewayProcess(SimulatedInstallation installation, string name, ContractsSet contracts, IOutside outside)
    {
        Name = name;
        _turns = installation.Turns;
        Lane = _turns.Open(name);
        Contracts = new SimulatedContracts(contracts, installation.Fault.Agreed);
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Information).AddProvider(installation.Log));
        services.AddGateway(installation.Settings, Roles.All, contracts.Contracts, installation.Configuration);
        Replace(services, installation, outside);
        _services = services.BuildServiceProvider();
        _turns.Complete(Lane, PrepareAsync);
        Begin(_services.GetRequiredService<IntakeCommits>());
        foreach (var type in Recurring)
            Begin((BackgroundService)_services.GetRequiredService(type));
    }

    public string Name { get; }

    public Turns.Lane Lane { get; }

    public SimulatedContracts Contracts { get; }

    public IIntake Intake => _services.GetRequiredService<IIntake>();

    public IFeed Feed => _services.GetRequiredService<IFeed>();

    public IInbox Inbox => _services.GetRequiredService<IInbox>();

    public IErasures Erasures => _services.GetRequiredService<IErasures>();

    public IReferralReading Referrals => _services.GetRequiredService<IReferralReading>();

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Takes a message from the bus, as the consumer of its stage does.</summary>
    public void Consume(Gateway.Contracts.Messages.WorkDue message) => _turns.Begin(Lane, async () =>
    {
        try
        {
            await _services.GetRequiredService<StageRun>().WorkAsync(message.Stage, message.LeaseToken, message.WorkItemIds, CancellationToken.None);
        }
        catch (StageFaultException)
        {
            // The endpoint discards it; what it named is issued again.
        }
    });

    public void Dispose() => Lane.Kill();

    private void Begin(BackgroundService service) => _turns.Begin(Lane, () => (Task)Execute.Invoke(service, [CancellationToken.None])!);

    private async Task<bool> PrepareAsync()
    {
        var installation = _services.GetRequiredService<Installation>();
        await installation.OpenAsync(CancellationToken.None);
        await GatewayApplication.PrepareErasuresAsync(_services, CancellationToken.None);
        await _services.GetRequiredService<SubmissionStore>().ForgetUnfinishedAsync(CancellationToken.None);
        installation.Release();
        return true;
    }

    private void Replace(ServiceCollection services, SimulatedInstallation installation, IOutside outside)
    {
        var database = new SimulatedDatabase(installation.Store, () => installation.Committed(this));
        services.AddSingleton<IGatewayDatabase>(database);
        services.AddSingleton<TimeProvider>(installation.Domain);
        services.AddKeyedSingleton<TimeProvider>(PersistenceRegistration.Machine, installation.Machine);
        services.AddSingleton<RandomBytes>(installation.Keys);
        services.AddSingleton(installation.Bus.Seen<IBus>());
        services.AddSingleton(installation.Bus.Seen<IBusControl>());
        services.AddSingleton<IPresent<Agreed>>(Contracts);
        services.AddSingleton<IPresent<ProfileSet>>(Contracts);
        services.AddSingleton<IPresent<KnownProfiles>>(Contracts);
        services.AddSingleton<IFormats>(Contracts);
        foreach (var channel in services.Where(s => s.ServiceType == typeof(IOutbound)).ToList())
            services.Remove(channel);
        foreach (var kind in (ChannelKind[])[ChannelKind.File, ChannelKind.Amqp, ChannelKind.Webhook])
            services.AddSingleton<IOutbound>(new SimulatedChannel(kind, this, outside, installation.Machine));
        foreach (var type in Recurring)
            services.AddSingleton(type);
        foreach (var port in Ports)
            Around(services, port, new Watches(this, installation));
    }

    private static void Around(ServiceCollection services, Type port, PortWatch watch)
    {
        var real = services.Last(s => s.ServiceType == port && !s.IsKeyedService);
        services.AddSingleton(port, provider => typeof(Port).GetMethod(nameof(Port.Around))!.MakeGenericMethod(port).Invoke(null, [ActivatorUtilities.CreateInstance(provider, real.ImplementationType!), watch])!);
    }

    /// <summary>What watches, and the planted fault, if any.</summary>
    private sealed class Watches(GatewayProcess process, SimulatedInstallation installation) : PortWatch
    {
        public override object? Before(MethodInfo method, object?[] args)
        {
            installation.Asked(process, method, args);
            return installation.Fault.Before(method, args);
        }

        public override object? After(MethodInfo method, object?[] args, object? answer)
        {
            installation.Done(process, method, args, answer);
            return installation.Fault.After(method, args, answer);
        }
    }
}
