using System.CommandLine;
using System.Globalization;
using Gateway.Benchmarks;
using Gateway.Benchmarks.Against;
using Gateway.Benchmarks.Agencies;
using Gateway.Benchmarks.Background;
using Gateway.Benchmarks.Compared;
using Gateway.Benchmarks.Deadlines;
using Gateway.Benchmarks.Deciding;
using Gateway.Benchmarks.Finding;
using Gateway.Benchmarks.Pages;
using Gateway.Benchmarks.Replaying;
using Gateway.Benchmarks.Sizing;
using Gateway.Benchmarks.Starting;
using Gateway.Benchmarks.Trail;
using Gateway.Benchmarks.Translating;
using Gateway.Benchmarks.Waiting;

var referrals = new Option<int>("--referrals") { Description = "Referrals to measure with.", DefaultValueFactory = _ => 5_000 };
var batch = new Option<int>("--batch") { Description = "Referrals in one submission, where they are posted together; the other half is posted one by one.", DefaultValueFactory = _ => 100 };
var onTheWay = new Option<int>("--on-the-way") { Description = "At most this many referrals posted and not yet through.", DefaultValueFactory = _ => 1_000 };
var connections = new Option<int>("--connections") { Description = "Connections that post one referral at a time.", DefaultValueFactory = _ => 16 };
var broker = new Option<string>("--broker") { Description = "memory: the in-memory transport; rabbitmq: a private RabbitMQ.", DefaultValueFactory = _ => "memory" };
broker.AcceptOnlyFromAmong("memory", "rabbitmq");
var database = new Option<string>("--database") { Description = "sqlite: the embedded file; postgresql: a private PostgreSQL.", DefaultValueFactory = _ => "sqlite" };
database.AcceptOnlyFromAmong("sqlite", "postgresql");
var only = new Option<bool>("--only-gateway") { Description = "Of the comparison, only the gateway in one process, without floor and plain way." };
var times = new Option<int>("--times") { Description = $"Run the gateway so often, and print medians and spread. With --against and --telemetry at least {BuildComparison.FewestTimes}, which is the default there.", DefaultValueFactory = _ => 1 };
var workers = new Option<string>("--workers") { Description = "Numbers of worker processes to compare, divided by commas; 0: everything in one process. Needs RabbitMQ and PostgreSQL.", DefaultValueFactory = _ => string.Join(',', Comparison.UsualWorkers) };
var stored = new Option<int>("--stored") { Description = "Referrals stored before anything is measured. Needs PostgreSQL.", DefaultValueFactory = _ => 0 };
var statements = new Option<int>("--statements") { Description = "Print so many of the statements that a referral causes. Needs PostgreSQL with pg_stat_statements installed.", DefaultValueFactory = _ => 0 };
var against = new Option<string?>("--against") { Description = "Instead: run another build alternately with this one. The folder with its Gateway.Host.dll; its contracts are looked for there and above." };
var telemetry = new Option<bool>("--telemetry") { Description = $"Instead: the gateway without and with telemetry, alternately, at full load. At least {BuildComparison.FewestTimes} runs each." };
var openTransaction = new Option<double>("--open-transaction") { Description = "Instead: the load for so many minutes without and so many with a transaction left open on the database. Needs PostgreSQL." };
var find = new Option<bool>("--find") { Description = "Instead: fill a store with a year of referrals (1,000,000 unless --referrals says otherwise) and measure what Find, the worklists, Now and a referral's page ask of it." };
var pages = new Option<int>("--pages") { Arity = ArgumentArity.ZeroOrOne, Description = $"Instead: fill a PostgreSQL database with so many referrals ({PageSpeed.Usual} when none is given) and three years of figures, and call every page, list, report and chart; and what counting traffic costs." };
var translate = new Option<bool>("--translate") { Description = "Instead: every format through its profile, beside a bare parse of the same bytes with the same library, on one core." };
var background = new Option<bool>("--background") { Description = $"Instead: which share of a core retention and rotation of keys use, with nothing else to do and beside full load, and what counting traffic takes ({BackgroundShare.Enough} referrals stored unless --stored says otherwise)." };
var trail = new Option<int>("--trail") { Description = "Instead: how fast a trail of so many entries is sealed and verified, and how long a proof of one disclosure takes." };
var perSeal = new Option<int>("--per-seal") { Description = "With --trail: entries that one seal covers. The gateway seals every second what there is, 2,000 at most.", DefaultValueFactory = _ => TrailSpeed.MostPerSeal };
var start = new Option<bool>("--start") { Description = $"Instead: how long 'run' takes until it is ready, with a new and an existing data folder ({StartSpeed.UsualTimes} times each unless --times says otherwise); with --against also another build, or a published program." };
var decide = new Option<bool>("--decide") { Description = "Instead: how many releases, views and routes one core decides in a second." };
var prove = new Option<bool>("--prove") { Description = "Instead: how long the shipped policy is proved, and one of 600 offices and 50 local agreements." };
var deadlines = new Option<int>("--deadlines") { Description = "Instead: so many deadlines open (1,000,000 is the goal's number): what looking for due ones costs, and how long 10,000 due at once take.", DefaultValueFactory = _ => 0 };
var replay = new Option<int>("--replay") { Description = "Instead: so many records set aside for one cause and translated again, beside as many translated at first, in one run." };
replay.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() < 12)
        result.AddError("--replay takes 12 records or more: one, then ten, then the rest.");
});
var waiting = new Option<int>("--waiting") { Description = "Instead: so many referrals that wait for a place at one office, until each is handed over when it states enough." };
var agencies = new Option<int>("--agencies") { Description = "Instead: deliveries to so many offices (20 or more), most by webhook, with and without two that are sick, alternately: what waits, and latencies at half load. On RabbitMQ and PostgreSQL. With --only-gateway what waits alone." };
agencies.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() is < 20 or > 999)
        result.AddError("--agencies takes 20 to 999 offices.");
});
var feed = new Option<int>("--feed") { Description = "Instead: how long a page of a feed of so many events takes, near its beginning, in its middle and near its end." };
feed.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() < 10_000)
        result.AddError("--feed takes 10000 events or more.");
});
var sizing = new Option<string?>("--sizing") { Description = "Instead: what an operator sizes by, written into the marked places of a document (docs/sizing.md). On RabbitMQ and PostgreSQL." };
var part = new Option<string?>("--part") { Description = $"With --sizing: only {string.Join(", ", SizingParts.All.Keys)}." };
part.AcceptOnlyFromAmong([.. SizingParts.All.Keys]);
var megabytes = new Option<int>("--megabytes") { Description = "With --translate: length of a document.", DefaultValueFactory = _ => 20 };
var format = new Option<string?>("--format") { Description = "With --translate: this profile only." };
var json = new Option<bool>("--json") { Description = "Print one JSON object." };
var command = new RootCommand(
    "Measures the gateway: starts Gateway.Host as a process of its own, drives it over HTTP as an employment service and five welfare "
    + "offices would, and sets a floor beside it: the same bytes through a bare HTTP endpoint and one SQLite table. With --broker rabbitmq "
    + "--database postgresql it compares instead, in one run: the gateway in one process and with 1, 2 and 4 workers, a raw RabbitMQ client "
    + "with as many hops, and MassTransit consumers as they are usually written.")
{
    referrals, batch, onTheWay, connections, broker, database, only, times, workers, stored, statements, against, telemetry, openTransaction, find, translate, background, decide, prove, trail, perSeal, start, deadlines, waiting, replay, agencies, feed, sizing, part, pages, megabytes, format, json,
};
foreach (var number in new[] { referrals, batch, onTheWay, connections, megabytes, times, perSeal })
{
    number.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
            result.AddError($"{number.Name} must be at least 1.");
    });
}

workers.Validators.Add(result =>
{
    if (Numbers(result.GetValueOrDefault<string>()) is not { Count: > 0 } numbers || numbers.Any(n => n is < 0 or > 16))
        result.AddError("--workers takes numbers from 0 to 16, divided by commas, for example 0,1,2,4.");
});
foreach (var number in new[] { stored, statements, deadlines })
{
    number.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 0)
            result.AddError($"{number.Name} must be at least 0.");
    });
}

openTransaction.Validators.Add(result =>
{
    if (result.GetValueOrDefault<double>() <= 0)
        result.AddError("--open-transaction takes minutes, more than 0.");
});
against.Validators.Add(result =>
{
    if (result.GetValueOrDefault<string>() is { } folder && !GatewayBuild.TryFind("the other build", folder, out _, out var problem))
        result.AddError(problem);
});
sizing.Validators.Add(result =>
{
    foreach (var name in SizingParts.All.Keys)
    {
        if (result.GetValueOrDefault<string>() is { } document && SizingFile.Missing(document, name) is { } missing)
            result.AddError(missing);
    }
});
command.Validators.Add(result =>
{
    bool Given(Option option) => result.GetResult(option) is { Implicit: false };
    var (onPostgres, overRabbit) = (result.GetValue(database) == "postgresql", result.GetValue(broker) == "rabbitmq");
    if (((Given(stored) && !Given(background)) || Given(openTransaction)) && !onPostgres)
        result.AddError("--stored and --open-transaction need --database postgresql.");
    if (Given(workers) && (!onPostgres || !overRabbit || Given(against) || Given(openTransaction)))
        result.AddError("--workers needs --broker rabbitmq --database postgresql, and does not go with --against or --open-transaction.");
    if (Given(against) && Given(openTransaction))
        result.AddError("Give --against or --open-transaction, not both.");
    if (Given(telemetry) && (Given(against) || Given(openTransaction) || Given(workers)))
        result.AddError("--telemetry does not go with --against, --open-transaction or --workers.");
    if ((Given(against) || Given(telemetry)) && Given(times) && !Given(start) && result.GetValue(times) < BuildComparison.FewestTimes)
        result.AddError($"--against and --telemetry need --times {BuildComparison.FewestTimes} or more: fewer runs say nothing about the spread.");
});

command.SetAction(async (parsed, cancellation) =>
{
    if (parsed.GetValue(translate))
    {
        var speeds = TranslationSpeed.Measure(parsed.GetValue(megabytes), parsed.GetValue(format), cancellation);
        if (parsed.GetValue(json))
            speeds.Json(Console.Out);
        else
            speeds.Table(Console.Out);
        return 0;
    }

    if (parsed.GetValue(prove))
    {
        var speed = ProofSpeed.Measure();
        Print(speed, speed.Table);
        return 0;
    }

    if (parsed.GetValue(decide))
    {
        var speed = DecisionSpeed.Measure(cancellation);
        Print(speed, speed.Table);
        return 0;
    }

    var plan = new Plan(parsed.GetValue(referrals), parsed.GetValue(batch), parsed.GetValue(onTheWay), parsed.GetValue(connections));
    var (rabbit, postgres) = (parsed.GetValue(broker) == "rabbitmq", parsed.GetValue(database) == "postgresql");
    if (parsed.GetValue(find))
    {
        var number = parsed.GetResult(referrals) is { Implicit: false } ? plan.Referrals : 1_000_000;
        var found = await FindMeasurement.RunAsync(number, postgres, Console.Error, cancellation);
        if (parsed.GetValue(json))
            FindReport.Json(found, Console.Out);
        else
            FindReport.Table(found, Console.Out);
        return 0;
    }

    if (parsed.GetResult(pages) is { Implicit: false })
    {
        var speed = await PageSpeed.MeasureAsync(parsed.GetValue(pages) is > 0 and var given ? given : PageSpeed.Usual, cancellation);
        Print(speed, speed.Table);
        return 0;
    }

    if (parsed.GetValue(trail) is > 0 and var entries)
    {
        var speed = await TrailSpeed.MeasureAsync(entries, parsed.GetValue(perSeal), postgres, cancellation);
        Print(speed, speed.Table);
        return 0;
    }

    if (parsed.GetValue(start))
    {
        List<GatewayBuild> builds = [GatewayBuild.This];
        if (parsed.GetValue(against) is { } beside && GatewayBuild.TryFind("the other build", beside, out var also, out _))
            builds.Add(also);
        var speed = await StartSpeed.MeasureAsync(builds, parsed.GetResult(times) is { Implicit: false } ? parsed.GetValue(times) : StartSpeed.UsualTimes, cancellation);
        Print(speed, speed.Table);
        return 0;
    }

    if (parsed.GetValue(deadlines) is > 0 and var many)
    {
        var speed = await DeadlineSpeed.MeasureAsync(many, 10_000, postgres, cancellation);
        Print(speed, speed.Table);
        return 0;
    }

    if (parsed.GetValue(background))
    {
        var kept = parsed.GetResult(stored) is { Implicit: false } ? parsed.GetValue(stored) : BackgroundShare.Enough;
        var share = await BackgroundShare.RunAsync(plan, kept, postgres, rabbit, cancellation);
        Print(share, share.Table);
        return 0;
    }

    if (parsed.GetResult(replay) is { Implicit: false })
    {
        var speed = await ReplaySpeed.MeasureAsync(parsed.GetValue(replay), postgres, cancellation);
        Print(speed, speed.Table);
        return 0;
    }

    if (parsed.GetResult(waiting) is { Implicit: false })
    {
        var again = await WaitingSpeed.MeasureAsync(parsed.GetValue(waiting), postgres, cancellation);
        Print(again, again.Table);
        return 0;
    }

    if (parsed.GetValue(sizing) is { } document)
    {
        foreach (var (name, measure) in SizingParts.All.Where(p => parsed.GetValue(part) is not { } one || one == p.Key))
            SizingFile.Write(document, name, await measure(plan, cancellation));
        return 0;
    }

    if (parsed.GetResult(agencies) is { Implicit: false })
    {
        var speed = await DeliveryMeasurement.MeasureAsync(parsed.GetValue(agencies), plan, parsed.GetValue(times), parsed.GetValue(only), cancellation);
        Print(speed, to =>
        {
            speed.Table(to);
            Report.Statements(speed.Sick[^1].Statements, parsed.GetValue(statements), "delivery", to);
        });
        return 0;
    }

    if (parsed.GetResult(feed) is { Implicit: false })
    {
        var pages = await FeedPages.MeasureAsync(parsed.GetValue(feed), postgres, cancellation);
        Print(pages, pages.Table);
        return 0;
    }

    var options = new RunOptions(parsed.GetValue(times), parsed.GetValue(stored));
    if (parsed.GetValue(against) is { } folder && GatewayBuild.TryFind("the other build", folder, out var other, out _))
    {
        var often = options with { Times = Math.Max(options.Times, BuildComparison.FewestTimes) };
        var builds = await BuildComparison.RunAsync(other, plan, often, postgres, rabbit, cancellation);
        Print(builds, to =>
        {
            builds.Table(to);
            foreach (var runs in new[] { builds.This, builds.That })
                Report.Statements(runs[^1], parsed.GetValue(statements), to);
        });
    }
    else if (parsed.GetValue(telemetry))
    {
        var cost = await TelemetryComparison.RunAsync(plan, options with { Times = Math.Max(options.Times, BuildComparison.FewestTimes) }, postgres, rabbit, cancellation);
        Print(cost, cost.Table);
    }
    else if (parsed.GetResult(openTransaction) is { Implicit: false })
    {
        var cost = await OpenTransaction.RunAsync(plan, options, parsed.GetValue(openTransaction), rabbit, cancellation);
        Print(cost, cost.Table);
    }
    else if (rabbit && postgres)
    {
        var alone = parsed.GetValue(only) && parsed.GetResult(workers) is null or { Implicit: true };
        var comparison = await Comparison.RunAsync(plan, options, alone ? [0] : Numbers(parsed.GetValue(workers))!, parsed.GetValue(only), cancellation);
        Print(comparison, to =>
        {
            comparison.Table(to);
            Report.Statements(comparison.Gateways[0][^1], parsed.GetValue(statements), to);
        });
    }
    else
    {
        var figures = await Measurement.RunAsync(plan, options, postgres, rabbit, cancellation);
        Print(figures, to =>
        {
            Report.Table(figures, to);
            Report.Statements(figures.Gateway[^1], parsed.GetValue(statements), to);
        });
    }

    return 0;

    void Print(object result, Action<TextWriter> table)
    {
        if (parsed.GetValue(json))
            Report.Json(result, Console.Out);
        else
            table(Console.Out);
    }
});
return await command.Parse(args).InvokeAsync();

// Null: not all are numbers.
static IReadOnlyList<int>? Numbers(string? text)
{
    List<int> numbers = [];
    foreach (var part in (text ?? "").Split(','))
    {
        if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        numbers.Add(number);
    }

    return numbers;
}
