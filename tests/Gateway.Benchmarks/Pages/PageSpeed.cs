using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Benchmarks.Finding;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Host.Composition;
using Gateway.Persistence.Audit;

namespace Gateway.Benchmarks.Pages;

/// <summary>How long a page or list took, how many bytes it had, and how many it brings with its style sheets and scripts.</summary>
/// <param name="Name">Who reads it, and its address.</param>
/// <param name="Milliseconds">Times; empty where it could not be read.</param>
/// <param name="Bytes">Bytes transferred of the document.</param>
/// <param name="Paint">Bytes of the first paint; null: it is no page.</param>
internal sealed record PageFigure(string Name, Latency Milliseconds, long Bytes, long? Paint);

/// <summary>Every page, list, report and chart of a gateway with many referrals and three years of figures.</summary>
internal sealed record PageSpeed(string Machine, Noise Noise, int Referrals, double FilledInSeconds, IReadOnlyList<PageFigure> Pages, RollUpCost RollUp)
{
    /// <summary>Referrals when nothing else is said.</summary>
    public const int Usual = 1_000_000;

    private const double MostMilliseconds = 300;
    private const long MostPaint = 150_000;
    private const int Times = 40;

    /// <summary>Referrals that are written one by one; the others are copies of them.</summary>
    private const int Written = 10_000;

    /// <summary>Fills a store, starts a gateway on it and calls what people call.</summary>
    public static async Task<PageSpeed> MeasureAsync(int referrals, CancellationToken cancellation)
    {
        var noise = Noise.Now();
        await using var grounds = await Grounds.StartAsync(postgres: true, rabbit: true, cancellation);
        var ground = await grounds.NewAsync("pages", cancellation);
        var agreed = ContractsFolder.LoadOrFail(GatewayBuild.This.Contracts).Agreed;
        var began = TimeProvider.System.GetTimestamp();
        var copies = Math.Max(1, referrals / Written) - 1;
        var length = TimeSpan.FromDays(ThreeYears.Days);
        await using var store = await FilledStore.FillAsync(ground, referrals / (copies + 1), length, _ => { }, cancellation);
        await ThreeYears.EndsAsync(ground.Postgres!, agreed, cancellation);
        await new ManyFold(copies, length / referrals).CopyAsync(ground.Postgres!, store.Get<TrailKeys>(), cancellation);
        var rollUp = await RollUpCost.MeasureAsync(store, ground.Postgres!, TimeProvider.System.GetUtcNow(), cancellation);
        await ThreeYears.CountsAsync(ground.Postgres!, agreed, TimeProvider.System.GetUtcNow(), cancellation);
        var filled = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        Progress.Said($"Filled in {filled:0} s.");
        var people = new PagePeople(await LinkAsync(ground, "desk", "viewer,operator,replay", null, cancellation), await LinkAsync(ground, "officer", "dpo", null, cancellation),
            await LinkAsync(ground, "worker", "caseworker", store.Year.BusyOffice, cancellation), await LinkAsync(ground, "admin", "administrator", null, cancellation),
            await GatewayProcess.VerbAsync(GatewayBuild.This, ground, ["user", "key", "create", "desk"], cancellation),
            await GatewayProcess.VerbAsync(GatewayBuild.This, ground, ["agency", "key", "create", store.Year.Busy], cancellation));
        // A process of its own for HTTP, as in production: what the stages and the audit trail would do with what was written straight into the tables is not measured here.
        await using var gateway = await GatewayProcess.StartAsync(
            GatewayBuild.This, ground with { Further = ["--Gateway:Traffic:Every=00:00:00", "--Gateway:Retention:Every=00:00:00", "--Gateway:Heartbeat:Every=00:00:00"] }, roles: "api", cancellation);
        var list = await PageList.MakeAsync(gateway.Address, people, store.Year, agreed, cancellation);
        List<PageFigure> pages = [];
        foreach (var page in list.All)
            pages.Add(await MeasureAsync(page, cancellation));
        return new PageSpeed(Machines.This, new Noise(noise, Noise.Now()), referrals, filled, pages, rollUp);
    }

    /// <summary>Prints it.</summary>
    public void Table(TextWriter to)
    {
        to.WriteLine(Machine);
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"PostgreSQL, {Referrals} referrals and {ThreeYears.Days} days of figures, filled in {FilledInSeconds:0} s; load average before {Noise.Before}, after {Noise.After}"));
        to.WriteLine($"  {"page",-92}{"ms p50",9}{"p95",9}{"bytes",10}{"first paint",12}");
        foreach (var page in Pages.OrderByDescending(p => p.Milliseconds.P95))
            to.WriteLine(Line(page));
        to.WriteLine();
        RollUp.Table(to);
    }

    private static string Line(PageFigure page) => string.Create(
        CultureInfo.InvariantCulture,
        $"  {page.Name,-92}{page.Milliseconds.P50,9:0.0}{page.Milliseconds.P95,9:0.0}{page.Bytes,10}{page.Paint,12}{(page.Milliseconds.P95 > MostMilliseconds ? "  over 300 ms" : "")}{(page.Paint > MostPaint ? "  over 150 kB" : "")}");

    private static async Task<PageFigure> MeasureAsync(CalledPage page, CancellationToken cancellation)
    {
        // The first answers compile the program and fill the caches, as the first viewer of the day does.
        var first = await page.Call(cancellation);
        await page.Call(cancellation);
        List<double> took = [];
        for (var i = 0; i < Times; i++)
            took.Add((await page.Call(cancellation)).Milliseconds);
        long? paint = null;
        foreach (var asset in PageReader.AssetsOf(first.Text).Distinct(StringComparer.Ordinal))
            paint = (paint ?? first.Bytes) + await page.By.TransferredAsync(asset, cancellation);
        var figure = new PageFigure(page.Name, Latency.Of(took), first.Bytes, paint);
        Progress.Said($"{Line(figure)}  first {first.Milliseconds:0}");
        return figure;
    }

    private static async Task<string> LinkAsync(Ground ground, string name, string roles, string? agency, CancellationToken cancellation)
    {
        string[] of = agency is null ? [] : ["--agency", agency];
        var made = await GatewayProcess.VerbAsync(GatewayBuild.This, ground, ["user", "create", name, "--roles", roles, "--json", .. of], cancellation);
        return JsonNode.Parse(made)!["link"]!.GetValue<string>();
    }
}

/// <summary>Links by which people sign in, and keys of programs.</summary>
internal sealed record PagePeople(string Desk, string Officer, string Worker, string Administrator, string Key, string AgencyKey);
