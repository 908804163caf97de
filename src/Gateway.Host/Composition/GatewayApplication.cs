using Gateway.Api;
using Gateway.Dashboard;
using Gateway.Host.Telemetry;
using Gateway.Persistence;
using Gateway.Persistence.Leases;
using Gateway.Persistence.Work;
using Gateway.Persistence.Stores;
using Gateway.Persistence.Rights;
using Gateway.Workers;
using Gateway.Workers.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Host.Composition;

/// <summary>Builds the gateway's process and prepares its store.</summary>
public static class GatewayApplication
{
    /// <summary>Builds the application; nothing runs yet.</summary>
    /// <param name="configuration">Configuration.</param>
    /// <param name="settings">Settings.</param>
    /// <param name="contracts">Contracts.</param>
    /// <param name="further">Further services, for example a simulated clock.</param>
    /// <param name="roles">What this process does; null: everything.</param>
    public static WebApplication Build(
        IConfiguration configuration, GatewaySettings settings, ContractsFolder contracts, Action<IServiceCollection>? further = null, Roles? roles = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        roles ??= Roles.All;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "Gateway.Host" });
        builder.Configuration.AddConfiguration(configuration);
        builder.WebHost.UseKestrelCore().UseUrls(settings.Url);
        builder.Services.AddRouting();
        AddLogging(builder.Logging, configuration);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.Services.AddGatewayTelemetry(configuration, roles);
        builder.Services.AddGateway(settings, roles, contracts, configuration);
        further?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseGatewayApi();
        if (roles.Has(Role.Api))
        {
            app.UseGatewayDashboard();
            app.MapGatewayApi();
            app.MapGatewayDashboard();
        }
        else
            app.MapGatewayHealth();
        if (roles.Has(Role.Compartment))
            app.MapGatewayControl();
        return app;
    }

    /// <summary>Brings the store up to date and opens the installation; call it before the application starts.</summary>
    /// <exception cref="HostFault">A server database belongs to the demonstration.</exception>
    /// <exception cref="SchemaException">The schema does not fit, and only 'migrate' may change it.</exception>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(services);
        var database = services.GetRequiredService<IGatewayDatabase>();
        if (!database.IsShared)
            await database.MigrateAsync(cancellation);
        else if (await database.SchemaProblemAsync(cancellation) is { } problem)
            throw new SchemaException(problem);
        else if (await services.GetRequiredService<Demonstration>().IsMarkedAsync(cancellation))
            throw new HostFault("The database that Gateway:Database:ConnectionString names belongs to the demonstration, which empties it. Name another, empty one.");
        await OpenAsync(services, cancellation);
    }

    /// <summary>The same for a demonstration, which migrates its database itself and never touches one that holds an installation.</summary>
    /// <param name="services">Services.</param>
    /// <param name="fresh">Whether what an earlier demonstration left in a server database is removed; the embedded one's file is gone already.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <exception cref="HostFault">The server database is not the demonstration's.</exception>
    public static async Task PrepareDemonstrationAsync(IServiceProvider services, bool fresh, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(services);
        var database = services.GetRequiredService<IGatewayDatabase>();
        try
        {
            await database.MigrateAsync(cancellation);
            if (database.IsShared && !await services.GetRequiredService<Demonstration>().TakeAsync(fresh, cancellation))
                throw new HostFault("The database that Gateway:Database:ConnectionString names holds an installation that is no demonstration; nothing was changed. Name an empty database for the demonstration.");
            await OpenAsync(services, cancellation);
        }
        catch (Exception e) when (database.Explain(e) is { } sentence)
        {
            throw new HostFault(sentence);
        }
    }

    private static async Task OpenAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await services.GetRequiredService<Installation>().OpenAsync(cancellation);
        await RequireAcceptedAsync(services, cancellation);
        await PrepareErasuresAsync(services, cancellation);
        // The in-memory transport starts empty: whatever was leased before has no message any more. A broker keeps its.
        if (services.GetRequiredService<GatewaySettings>().Broker is null)
            await services.GetRequiredService<WorkItemStore>().ClearLeasesAsync(cancellation);
        if (!services.GetRequiredService<IGatewayDatabase>().IsShared)
            await services.GetRequiredService<LeaseStore>().ClearAsync(cancellation);
        await services.GetRequiredService<SubmissionStore>().ForgetUnfinishedAsync(cancellation);
        services.GetRequiredService<Installation>().Release();
    }

    /// <summary>Refuses a database that is older than what was noted outside it: it was restored, and nobody has taken it into use.</summary>
    /// <exception cref="HostFault">It is older; the message says what to do.</exception>
    internal static async Task RequireAcceptedAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var file = services.GetRequiredService<GatewaySettings>().AuditHeads;
        // The file first: whatever is in it then was committed before.
        if (HeadsFile.Last(file) is not { } noted)
            return;
        await using var store = services.GetRequiredService<IGatewayDatabase>().Open();
        var last = await store.AuditSeals.MaxAsync(s => (int?)s.Number, cancellation) ?? 0;
        if (noted.Number > last)
            throw new HostFault($"Seal {noted.Number} of the audit trail was noted in '{file}' and is not in the database, which ends at seal {last}: the database was restored from a backup, or its end was cut off. Nothing is started, because what was delivered since would be delivered again. When it was restored, stop every process and run 'restore accept' once: deliveries are then held until an operator has seen what is missing (docs/backup.md). When nobody restored it, treat it as a security incident (runbook, audit-broken).");
    }

    /// <summary>What was erased stays erased, also after a restore, before anything works.</summary>
    /// <exception cref="HostFault">The file of erasures is not as it must be.</exception>
    internal static async Task PrepareErasuresAsync(IServiceProvider services, CancellationToken cancellation)
    {
        try
        {
            await services.PrepareErasuresAsync(cancellation);
        }
        catch (ErasureFileException e)
        {
            throw new HostFault(e.Message);
        }
    }

    internal static void AddLogging(ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.AddConfiguration(configuration.GetSection("Logging"));
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("MassTransit", LogLevel.Warning).AddFilter("System", LogLevel.Warning);
        // Standard output belongs to results; a program may read it.
        logging.AddSimpleConsole(o => o.SingleLine = true).AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
