using System.CommandLine;
using Gateway.Benchmarks;

var referrals = new Option<int>("--referrals") { Description = "Referrals to measure with.", DefaultValueFactory = _ => 5_000 };
var batch = new Option<int>("--batch") { Description = "Referrals in one submission, where they are posted together; the other half is posted one by one.", DefaultValueFactory = _ => 100 };
var onTheWay = new Option<int>("--on-the-way") { Description = "At most this many referrals posted and not yet through.", DefaultValueFactory = _ => 1_000 };
var connections = new Option<int>("--connections") { Description = "Connections that post one referral at a time.", DefaultValueFactory = _ => 16 };
var json = new Option<bool>("--json") { Description = "Print one JSON object." };
var command = new RootCommand(
    "Measures the embedded gateway: starts Gateway.Host as a process of its own, drives it over HTTP as an employment service and five welfare "
    + "offices would, and sets a floor beside it: the same bytes through a bare HTTP endpoint and one SQLite table.")
{
    referrals, batch, onTheWay, connections, json,
};
foreach (var number in new[] { referrals, batch, onTheWay, connections })
{
    number.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
            result.AddError($"{number.Name} must be at least 1.");
    });
}

command.SetAction(async (parsed, cancellation) =>
{
    var plan = new Plan(parsed.GetValue(referrals), parsed.GetValue(batch), parsed.GetValue(onTheWay), parsed.GetValue(connections));
    var figures = await Measurement.RunAsync(plan, cancellation);
    if (parsed.GetValue(json))
        Report.Json(figures, Console.Out);
    else
        Report.Table(figures, Console.Out);
    return 0;
});
return await command.Parse(args).InvokeAsync();
