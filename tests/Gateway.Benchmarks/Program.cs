using System.CommandLine;
using Gateway.Benchmarks;
using Gateway.Benchmarks.Compared;
using Gateway.Benchmarks.Finding;
using Gateway.Benchmarks.Translating;

var referrals = new Option<int>("--referrals") { Description = "Referrals to measure with.", DefaultValueFactory = _ => 5_000 };
var batch = new Option<int>("--batch") { Description = "Referrals in one submission, where they are posted together; the other half is posted one by one.", DefaultValueFactory = _ => 100 };
var onTheWay = new Option<int>("--on-the-way") { Description = "At most this many referrals posted and not yet through.", DefaultValueFactory = _ => 1_000 };
var connections = new Option<int>("--connections") { Description = "Connections that post one referral at a time.", DefaultValueFactory = _ => 16 };
var broker = new Option<string>("--broker") { Description = "memory: the in-memory transport; rabbitmq: a private RabbitMQ.", DefaultValueFactory = _ => "memory" };
broker.AcceptOnlyFromAmong("memory", "rabbitmq");
var database = new Option<string>("--database") { Description = "sqlite: the embedded file; postgresql: a private PostgreSQL.", DefaultValueFactory = _ => "sqlite" };
database.AcceptOnlyFromAmong("sqlite", "postgresql");
var only = new Option<bool>("--only-gateway") { Description = "Of the comparison, only the gateway in one process: to set one build beside another." };
var find = new Option<bool>("--find") { Description = "Instead: fill a store with a year of referrals (1,000,000 unless --referrals says otherwise) and measure what Find, the worklists, Now and a referral's page ask of it." };
var translate = new Option<bool>("--translate") { Description = "Instead: every format through its profile, beside a bare parse of the same bytes with the same library, on one core." };
var megabytes = new Option<int>("--megabytes") { Description = "With --translate: length of a document.", DefaultValueFactory = _ => 20 };
var format = new Option<string?>("--format") { Description = "With --translate: this profile only." };
var json = new Option<bool>("--json") { Description = "Print one JSON object." };
var command = new RootCommand(
    "Measures the gateway: starts Gateway.Host as a process of its own, drives it over HTTP as an employment service and five welfare "
    + "offices would, and sets a floor beside it: the same bytes through a bare HTTP endpoint and one SQLite table. With --broker rabbitmq "
    + "--database postgresql it compares instead, in one run: the gateway in one process and with 1, 2 and 4 workers, a raw RabbitMQ client "
    + "with as many hops, and MassTransit consumers as they are usually written.")
{
    referrals, batch, onTheWay, connections, broker, database, only, find, translate, megabytes, format, json,
};
foreach (var number in new[] { referrals, batch, onTheWay, connections, megabytes })
{
    number.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
            result.AddError($"{number.Name} must be at least 1.");
    });
}

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

    if (rabbit && postgres)
    {
        var comparison = await Comparison.RunAsync(plan, parsed.GetValue(only), cancellation);
        if (parsed.GetValue(json))
            comparison.Json(Console.Out);
        else
            comparison.Table(Console.Out);
        return 0;
    }

    var figures = await Measurement.RunAsync(plan, postgres, rabbit, cancellation);
    if (parsed.GetValue(json))
        Report.Json(figures, Console.Out);
    else
        Report.Table(figures, Console.Out);
    return 0;
});
return await command.Parse(args).InvokeAsync();
