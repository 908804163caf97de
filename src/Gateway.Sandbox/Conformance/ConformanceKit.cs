using Gateway.Core.Callers;
using Gateway.Core.Intake;
using Gateway.Core.Reading;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Demo;
using Gateway.Demo.Offices;
using Gateway.Sandbox.Conformance.Line;
using Gateway.Sandbox.Offices;
using Gateway.Translation;
using Gateway.Workers.Delivery;
using Gateway.Workers.Delivery.Webhooks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Sandbox.Conformance;

/// <summary>How cases are played.</summary>
public sealed record ConformanceOptions
{
    /// <summary>Where the gateway listens.</summary>
    public required Uri Address { get; init; }

    /// <summary>Where the invented offices keep their keys.</summary>
    public required string Folder { get; init; }

    /// <summary>How long the vendor's system may take for each answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long nothing may happen until it counts that nothing happens; null: a sixth of the patience, five seconds at most.</summary>
    public TimeSpan? Quiet { get; init; }

    /// <summary>Is told each case when it has ended.</summary>
    public Func<PlayedCase, Task> Progress { get; init; } = _ => Task.CompletedTask;
}

/// <summary>Plays the published cases against a vendor's system, on a gateway in this process that is as it is in production but for the line between both.</summary>
public sealed class ConformanceKit(IServiceProvider services, VendorSeat seat, [FromKeyedServices(MachineTime.Key)] TimeProvider machine)
{
    /// <summary>The case without which no other says anything.</summary>
    private const string First = "handover";

    /// <summary>Puts the line between the gateway and the vendor's system.</summary>
    public static void AddTo(IServiceCollection services, VendorSeat seat)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(seat);
        services.AddSingleton(seat);
        services.AddSingleton(p => new VendorLine(seat.Agency, Machine(p)));
        services.AddSingleton<IStartupFilter, VendorGate>();
        services.AddSingleton<ConformanceKit>();
        Watch<IOutbound>(services, (inner, p) => new WatchedOutbound(inner, p.GetRequiredService<VendorLine>()));
        Watch<IFeed>(services, (inner, p) => new WatchedFeed(inner, p.GetRequiredService<VendorLine>(), Machine(p)));
        Watch<IIntake>(services, (inner, p) => new WatchedIntake(inner, p.GetRequiredService<VendorLine>(), p.GetRequiredService<IPresent<ProfileSet>>(), p.GetRequiredService<TimeProvider>()));
        // A case waits for the vendor's system, and not for a pause that is meant for the night.
        services.Configure<WebhookOptions>(o => (o.FirstPause, o.LongestPause) = (TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1)));
    }

    /// <summary>Plays cases, one after the other.</summary>
    /// <param name="cases">The list.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <exception cref="SandboxFault">The kit or its gateway does not work.</exception>
    public async Task<IReadOnlyList<PlayedCase>> PlayAsync(IReadOnlyList<ConformanceCase> cases, ConformanceOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(options);
        var agreed = services.GetRequiredService<IPresent<Agreed>>().Now;
        var domain = services.GetRequiredService<TimeProvider>();
        var counterpart = Counterpart.Of(agreed, agreed.Directory.Find(seat.Agency)!, DateOnly.FromDateTime(domain.GetUtcNow().UtcDateTime))!;
        string[] offices = [counterpart.Agency.Id, .. agreed.Directory.Agencies.Where(a => a is { Authentic: true, Live: true }).Select(a => a.Id)];
        var keys = await new OfficeKeys(services.GetRequiredService<IApiKeys>(), options.Folder).ForAsync(offices, cancellation);
        using var http = new HttpClient { BaseAddress = options.Address };
        http.DefaultRequestHeaders.Add(VendorGate.OwnCall, "1");
        var lines = keys.ToDictionary(k => k.Key, k => new OfficeLine(k.Key, k.Value, http, machine), StringComparer.Ordinal);
        using var play = new Play(seat, counterpart, services.GetRequiredService<VendorLine>(), new Parts(services), new Letters(domain), o => lines[o], options, machine);
        List<PlayedCase> played = [];
        foreach (var one in cases)
        {
            var began = machine.GetTimestamp();
            var verdict = WhyNot(one, played) is { } why ? new Verdict(CaseEnd.NotPlayed, why) : await PlayAsync(one, play, cancellation);
            played.Add(new PlayedCase(one, verdict, machine.GetElapsedTime(began)));
            await options.Progress(played[^1]);
        }

        return played;
    }

    private string? WhyNot(ConformanceCase one, List<PlayedCase> played) =>
        !one.Channels.Contains(seat.Way, StringComparer.Ordinal) ? $"It cannot come about by {(seat.Thin ? "a webhook that is told ids" : seat.Way)}."
        : played.Exists(p => p.Case.Id == First && p.Verdict.End == CaseEnd.Failed) ? $"The case '{First}' failed, without which the others say nothing."
        : null;

    private static async Task<Verdict> PlayAsync(ConformanceCase one, Play play, CancellationToken cancellation)
    {
        if (!Cases.All.TryGetValue(one.Id, out var known))
            throw new SandboxFault($"The list of cases has a case '{one.Id}', which this gateway cannot play. Take the list of the same version.");
        try
        {
            return await known.PlayAsync(play, cancellation);
        }
        catch (DemoStoppedException e)
        {
            throw new SandboxFault($"In the case '{one.Id}': {e.Message}");
        }
        catch (HttpRequestException)
        {
            throw new SandboxFault($"In the case '{one.Id}' the kit could not reach its own gateway; the log says why.");
        }
        finally
        {
            play.Line.Clear();
        }
    }

    private static TimeProvider Machine(IServiceProvider services) => services.GetRequiredKeyedService<TimeProvider>(MachineTime.Key);

    /// <summary>Puts a watch around every registration of a port.</summary>
    private static void Watch<T>(IServiceCollection services, Func<T, IServiceProvider, T> watch) where T : class
    {
        foreach (var known in services.Where(s => s.ServiceType == typeof(T) && !s.IsKeyedService).ToList())
        {
            services[services.IndexOf(known)] = ServiceDescriptor.Singleton<T>(p => watch(
                (T)(known.ImplementationInstance ?? known.ImplementationFactory?.Invoke(p) ?? ActivatorUtilities.CreateInstance(p, known.ImplementationType!)), p));
        }
    }
}
