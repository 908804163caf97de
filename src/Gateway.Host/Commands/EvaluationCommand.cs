using System.CommandLine;
using Gateway.Core.Evaluation;
using Gateway.Core.Reports;
using Gateway.Core.Routing;
using Gateway.Dashboard.Evaluation;
using Gateway.Host.Composition;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Host.Commands;

/// <summary><c>evaluation report|return</c>: reports with what they can and cannot say, and calculations of social return.</summary>
internal static class EvaluationCommand
{
    internal static Command Create(IConfiguration configuration) =>
        new("evaluation", "Reports on the pilot, each with what it can and cannot say about an effect; and calculations of social return.") { Report(configuration), Return(configuration) };

    private static Command Report(IConfiguration configuration)
    {
        var paper = new PaperOptions("text", "text", "html", "markdown", "csv", "json");
        var kind = new Argument<string>("report") { Description = "One of " + string.Join(", ", ReportKinds.All) + "." };
        kind.Among([.. ReportKinds.All]);
        var command = new Command("report", "One report, counted now. Small numbers are hidden over all reports together.") { kind };
        paper.AddTo(command, hasDay: false);
        command.SetAction((parsed, cancellation) => StoreVerb.RunAsync(
            configuration, StoreUse.Reads,
            async services => await paper.WriteAsync(
                parsed,
                ReportPaper.Of((await services.GetRequiredService<IReports>().ReadAsync(cancellation)).Find(parsed.GetValue(kind)!)!, services.GetRequiredService<Agreed>(), paper.Language(parsed), TimeZoneInfo.Utc),
                cancellation),
            cancellation));
        return command;
    }

    private static Command Return(IConfiguration configuration)
    {
        var paper = new PaperOptions("text", "text", "html", "markdown", "csv", "json");
        var id = new Argument<string>("calculation") { Description = "Name of a file of contracts/evaluation, without its ending." };
        var command = new Command("return", "A calculation of social return from contracts/evaluation. One of published totals needs no store; one of the pilot's own uses its counts.") { id };
        paper.AddTo(command, hasDay: false);
        command.SetAction((parsed, cancellation) =>
        {
            var contracts = ContractsFolder.LoadOrFail(GatewaySettings.Read(configuration).Contracts).Agreed;
            if (contracts.Evaluation.Find(parsed.GetValue(id)!) is not { } calculation)
                return SharedOptions.RefuseAsync($"There is no calculation '{parsed.GetValue(id)}' in contracts/evaluation. There are: {string.Join(", ", contracts.Evaluation.Returns.Select(r => r.Id))}.");
            if (calculation.PublishedBy is not null)
                return paper.WriteAsync(parsed, ReportPaper.Of(Alone(ReturnRules.Of(calculation, contracts.Evaluation, own: null)), contracts, paper.Language(parsed), TimeZoneInfo.Utc), cancellation);
            return StoreVerb.RunAsync(
                configuration, StoreUse.Reads,
                async services => await paper.WriteAsync(
                    parsed,
                    ReportPaper.Of(Alone((await services.GetRequiredService<IReports>().ReadAsync(cancellation)).Find(ReportKinds.SocialReturn)!.Returns.First(r => r.Of.Id == calculation.Id)), contracts, paper.Language(parsed), TimeZoneInfo.Utc),
                    cancellation),
                cancellation);
        });
        return command;
    }

    private static Report Alone(SocialReturn found) =>
        new() { Kind = ReportKinds.SocialReturn, At = TimeProvider.System.GetUtcNow(), Claims = [found.Claim], Tables = [], Returns = [found] };
}
