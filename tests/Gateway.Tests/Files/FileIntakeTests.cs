using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Core.Files;
using Gateway.Core.Operating;
using Gateway.Persistence.Model;
using Gateway.Tests.Running;
using Gateway.Workers.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Files;

/// <summary>The running gateway and what an office drops.</summary>
public sealed class FileIntakeTests
{
    [Fact]
    public async Task Two_processes_with_one_lease_take_each_file_in_once_and_a_folder_that_cannot_be_used_holds_up_nobody()
    {
        await using var gateway = await StartAsync();
        var second = ActivatorUtilities.CreateInstance<FileIntake>(gateway.Services);
        var third = ActivatorUtilities.CreateInstance<FileIntake>(gateway.Services);
        await second.StartAsync(CancellationToken.None);
        await third.StartAsync(CancellationToken.None);

        foreach (var number in Enumerable.Range(1, 30))
            Drop(gateway, $"verwijzing-{number:00}.xml", Ocmw.Referral(People.Ticket(), People.Insz(), "42006").ToString());
        await gateway.UntilAsync(() => Task.FromResult(Directory.GetFiles(At(gateway, "receipts"), "*.receipt.json").Length == 30 && Directory.GetFiles(At(gateway, "in")).Length == 0));
        await gateway.QuietAsync();
        await gateway.UntilAsync(() => Task.FromResult(Directory.GetFiles(At(gateway, "receipts/.waiting")).Length == 0));

        (await gateway.ReadAsync(s => s.Submissions.CountAsync(x => x.Agency == FileContracts.Agency))).ShouldBe(30);
        Directory.GetFiles(At(gateway, "done"), "*", SearchOption.AllDirectories).Length.ShouldBe(30);
        (await gateway.ReadAsync(s => s.Settings.CountAsync(x => x.Name == "lease:file-intake"))).ShouldBe(1);
        await second.StopAsync(CancellationToken.None);
        await third.StopAsync(CancellationToken.None);
        second.Dispose();
        third.Dispose();
    }

    [Fact]
    public async Task Operators_see_the_folder_and_quarantine_and_no_name_of_a_file_leaves_it()
    {
        using var captured = new Captured();
        await using var gateway = await StartAsync(s => s.AddLogging(l => l.AddProvider(captured).AddFilter<Captured>(null, LogLevel.Trace)));
        var insz = People.Insz();
        using var otto = await Visitor.SignedInAsync(gateway, "otto", UserRoles.Operator);
        Drop(gateway, $"verwijzing-{insz}.xml", Ocmw.Referral(People.Ticket(), insz, "42006").ToString());
        Drop(gateway, $"lijst-{insz}.txt", insz);

        await gateway.UntilAsync(async () => (await gateway.Services.GetRequiredService<IFolderNotes>().ReadAsync(CancellationToken.None)).GetValueOrDefault(FileContracts.Agency) is { Quarantined: 1, Waiting: 0, TakenAt: not null });
        await gateway.QuietAsync();

        var alarm = (await gateway.Services.GetRequiredService<IOverview>().ReadAsync(CancellationToken.None)).Alarms.Single(a => a.Code == AlarmCodes.FileQuarantine);
        (alarm.Values[0], alarm.Values[1]).ShouldBe((FileContracts.Agency, 1));
        (await otto.GetAsync("/dashboard/now")).Text.ShouldContain("Files of ocmw-dendermonde that could not be taken in and lie in quarantine: 1.");
        (await otto.GetAsync("/dashboard/agencies/" + FileContracts.Agency)).Text.ShouldContain("0 files wait, 1 in quarantine");
        captured.Lines.ShouldContain(l => l.Contains("is put into quarantine", StringComparison.Ordinal));
        string.Join('\n', captured.Lines.Concat(captured.Spans)).ShouldNotContain(insz);
        (await gateway.ReadAsync(s => s.Settings.Select(x => x.Value).ToListAsync())).ShouldNotContain(v => v.Contains(insz, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_is_the_same_submission_as_over_http_with_the_same_limits()
    {
        await using var gateway = await StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Gateway:Http:MaxSubmissionBytes"] = "100000", ["Gateway:Http:MaxEventsBytes"] = "100000", ["Gateway:Intake:MaxRecords"] = "3" });
        using var office = await gateway.OfficeAsync(FileContracts.Agency);
        var bad = Ocmw.Referral(People.Ticket(), "not a number", "42006");
        Drop(gateway, "verwijzing-bad.xml", bad.ToString());
        Drop(gateway, "verwijzing-large.xml", new string('x', 100_001));

        await gateway.UntilAsync(() => Task.FromResult(Receipt(gateway, "verwijzing-bad.xml") is { } r && (string?)r["state"] != "received"));

        var told = Receipt(gateway, "verwijzing-bad.xml")!;
        var read = await office.SubmissionAsync(Guid.Parse((string)told["submissionId"]!, CultureInfo.InvariantCulture));
        ((int)told["records"]!["received"]!, (int)told["records"]!["setAside"]!).ShouldBe((1, 1));
        var (line, record) = (told["setAside"]!.AsArray().ShouldHaveSingleItem()!, read["records"]!.AsArray().ShouldHaveSingleItem()!);
        ((string?)line["record"], (string?)line["code"], (string?)line["sentence"]).ShouldBe(((string?)record["id"], (string?)record["reason"]!["code"], (string?)record["reason"]!["sentence"]));
        ((string?)line["remedy"]).ShouldNotBeNullOrEmpty();
        told.ToJsonString().ShouldNotContain("not a number");
        ((string?)Receipt(gateway, "verwijzing-large.xml")!["reason"]!["code"]).ShouldBe(FileCodes.TooLarge);
    }

    [Fact]
    public async Task Without_an_agreed_folder_nothing_is_looked_at_or_written()
    {
        await using var gateway = await RunningGateway.StartAsync(settings: Settings);
        Directory.CreateDirectory(Path.Combine(gateway.Data, "intake", FileContracts.Agency, "in"));
        await File.WriteAllTextAsync(Path.Combine(gateway.Data, "intake", FileContracts.Agency, "in", "verwijzing-1.xml"), "<x/>");
        gateway.Services.GetServices<IHostedService>().OfType<FileIntake>().ShouldHaveSingleItem();

        await gateway.QuietAsync();

        (await gateway.ReadAsync(s => s.Settings.CountAsync(x => x.Name == "lease:file-intake"))).ShouldBe(0);
        Directory.EnumerateFileSystemEntries(Path.Combine(gateway.Data, "intake", FileContracts.Agency)).Count().ShouldBe(1);
    }

    private static Dictionary<string, string?> Settings { get; } = new(StringComparer.Ordinal) { ["Gateway:FileIntake:Every"] = "00:00:00.020" };

    private static async Task<RunningGateway> StartAsync(Action<IServiceCollection>? further = null, Dictionary<string, string?>? settings = null)
    {
        var gateway = await RunningGateway.StartAsync(contracts: FileContracts.Folder, further: further, settings: new Dictionary<string, string?>(Settings.Concat(settings ?? []), StringComparer.Ordinal));
        await gateway.UntilAsync(() => Task.FromResult(Directory.Exists(At(gateway, "quarantine"))));
        return gateway;
    }

    private static string At(RunningGateway gateway, string path) => Path.Combine(gateway.Data, "intake", "dendermonde", path);

    private static void Drop(RunningGateway gateway, string name, string content)
    {
        File.WriteAllText(At(gateway, "in/." + name), content);
        File.Move(At(gateway, "in/." + name), At(gateway, "in/" + name));
    }

    private static JsonNode? Receipt(RunningGateway gateway, string name) =>
        File.Exists(At(gateway, $"receipts/{name}.receipt.json")) ? JsonNode.Parse(File.ReadAllText(At(gateway, $"receipts/{name}.receipt.json"))) : null;
}
