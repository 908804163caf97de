using Gateway.Core.Callers;
using Gateway.Core.Operating;
using Gateway.Core.Reading;
using Gateway.Demo.Clock;
using Gateway.Demo.Offices;
using Gateway.Demo.Report;
using Gateway.Demo.Scenario;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Gateway.Demo;

/// <summary>Runs the simulated pilot year against a gateway that already listens, and reports.</summary>
public sealed class DemoRunner(
    SimulatedTime time, IClockStore clock, IQuiet quiet, IFigures figures, IReferralFiles files, IApiKeys keys, IUsers users,
    [FromKeyedServices("machine")] TimeProvider machine)
{
    private static readonly TimeSpan SealPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan SealPatience = TimeSpan.FromSeconds(15);

    /// <summary>Standard output, unless a test reads along.</summary>
    internal TextWriter Output { get; init; } = Console.Out;

    /// <summary>Standard error, unless a test reads along.</summary>
    internal TextWriter Error { get; init; } = Console.Error;

    /// <summary>The way to the gateway.</summary>
    internal HttpMessageHandler Way { get; init; } = new SocketsHttpHandler();

    /// <summary>Runs the year, from the stored time on.</summary>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Stops it; the next run with <c>--continue</c> goes on from there.</param>
    /// <returns>Exit code: 0 done; 1 the figures do not add up or the gateway did not come to rest, said on standard error.</returns>
    public async Task<int> RunAsync(DemoOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        var view = View(options);
        try
        {
            await time.RestoreAsync(clock, cancellation);
            if (options.Continue)
                view.Resumes(time.GetUtcNow());
            using var http = new HttpClient(Way, disposeHandler: false) { BaseAddress = options.BaseAddress };
            var offices = await OfficesAsync(options, http, cancellation);
            // Figures of the year are told when it ends; of quiet days after it none are.
            if (time.GetUtcNow() <= PilotCalendar.End && !await TellYearAsync(view, offices, cancellation))
                return 1;
            if (!options.Once)
                await ServeAsync(options, view, offices, cancellation);
        }
        catch (DemoStoppedException stopped)
        {
            await Error.WriteLineAsync(stopped.Message);
            return 1;
        }
        catch (HttpRequestException)
        {
            await Error.WriteLineAsync("The gateway no longer answers; its log says why.");
            return 1;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await Error.WriteLineAsync("Stopped before the year was over; go on with demo --continue.");
            return 1;
        }

        return 0;
    }

    private async Task<SimulatedOffices> OfficesAsync(DemoOptions options, HttpClient http, CancellationToken cancellation) => new(
        (await new OfficeKeys(keys, options.Folder).ForAsync(SimulatedOffices.All, cancellation)).Select(k => new OfficeLine(k.Key, k.Value, http, machine)), options.OutboxFolder);

    /// <summary>Runs the year and tells its figures.</summary>
    /// <returns>Whether they add up.</returns>
    private async Task<bool> TellYearAsync(IYearView view, SimulatedOffices offices, CancellationToken cancellation)
    {
        var result = await RunYearAsync(view, offices, cancellation);
        view.Report(result);
        var problems = Reconciliation.Problems(result);
        foreach (var problem in problems)
            await Error.WriteLineAsync("Does not reconcile: " + problem);
        return problems.Count == 0;
    }

    /// <summary>Lets time go on and people look, until Ctrl+C.</summary>
    private async Task ServeAsync(DemoOptions options, IYearView view, SimulatedOffices offices, CancellationToken cancellation)
    {
        var quietTime = new QuietTime(time, clock, quiet, offices, machine);
        try
        {
            await quietTime.CatchUpAsync(cancellation);
            foreach (var line in ReportText.Users(await new DemoUsers(users).InviteAsync(options.BaseAddress, cancellation)))
                await Error.WriteLineAsync(line);
            view.Serving(options.BaseAddress, goesOn: !options.Still);
            if (options.Still)
                await Task.Delay(Timeout.InfiniteTimeSpan, machine, cancellation);
            else
                await quietTime.GoOnAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl+C is how a serving demonstration ends.
        }
    }

    private async Task<PilotResult> RunYearAsync(IYearView view, SimulatedOffices offices, CancellationToken cancellation)
    {
        var began = machine.GetTimestamp();
        await view.WhileAsync(async () =>
        {
            await offices.OpenAsync(time.GetUtcNow(), cancellation);
            await new PilotYear(time, clock, quiet, offices, machine).RunAsync(
                async now =>
                {
                    if (view.Wants(now))
                        view.Show(new YearProgress(now, await figures.ReadAsync(null, cancellation), offices.Handovers));
                },
                cancellation);
        });
        return new PilotResult
        {
            Whole = await SealedAsync(cancellation),
            Pilot = await figures.ReadAsync("BE", cancellation),
            Dutch = await figures.ReadAsync("NL", cancellation),
            Figures = await figures.PilotAsync(cancellation),
            Stories = await StoriesAsync(offices, cancellation),
            Unexplained = offices.Unexplained,
            Handovers = offices.Handovers,
            SimulatedDays = PilotCalendar.DaysUntil(time.GetUtcNow()),
            Seconds = machine.GetElapsedTime(began).TotalSeconds,
        };
    }

    /// <summary>The sealer works on the machine's clock: the last entries are given a moment.</summary>
    private async Task<GatewayFigures> SealedAsync(CancellationToken cancellation)
    {
        var began = machine.GetTimestamp();
        while (true)
        {
            var now = await figures.ReadAsync(null, cancellation);
            if (now.AuditEntries.Unsealed == 0 || machine.GetElapsedTime(began) > SealPatience)
                return now;
            await Task.Delay(SealPause, machine, cancellation);
        }
    }

    private async Task<IReadOnlyList<ToldStory>> StoriesAsync(SimulatedOffices offices, CancellationToken cancellation)
    {
        var told = new List<ToldStory>();
        foreach (var (title, client) in StoriesToTell.All)
            if (await figures.ReferralByTicketAsync(client.Sender, client.Ticket, cancellation) is { } id
                && await files.ReadAsync(id, cancellation) is { } story)
                told.Add(new ToldStory(title, story with { Lines = [.. story.Lines.Concat(offices.ToldOf(client, id).Select(Line)).OrderBy(l => l.At)] }));
        return told;
    }

    private static FileLine Line(ToldLine told) => new(told.At, told.Office, "told", new Sentence(told.Words), Weight.Plain, null, [], [], []);

    private IYearView View(DemoOptions options)
    {
        if (options.Json)
            return new JsonView(Output, Error);
        return Console.IsOutputRedirected
            ? new PlainView(Output)
            : new TerminalView(AnsiConsole.Console, machine);
    }
}
