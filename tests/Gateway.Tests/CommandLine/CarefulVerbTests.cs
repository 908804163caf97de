using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Gateway.Tests.Running;

namespace Gateway.Tests.CommandLine;

/// <summary>Verbs that only look make nothing, slips in settings are told, and one sentence says what to do.</summary>
public sealed class CarefulVerbTests
{
    [Theory]
    [InlineData("audit verify", true)]
    [InlineData("agency key list", true)]
    [InlineData("agency key revoke abc", true)]
    [InlineData("user list", true)]
    [InlineData("user disable greet", true)]
    [InlineData("user roles greet --roles viewer", true)]
    [InlineData("replay", true)]
    [InlineData("keys show", true)]
    [InlineData("keys rotate master", true)]
    [InlineData("retention run", true)]
    [InlineData("evaluation report pilot", true)]
    [InlineData("health --Gateway:Http:Url=http://127.0.0.1:9", false)]
    [InlineData("check", false)]
    [InlineData("translate --profile vdab-referral absent.json", false)]
    [InlineData("topology", false)]
    public async Task In_an_empty_folder_nothing_is_made(string verb, bool needsDatabase)
    {
        using var folder = new TempFolder();
        var data = Path.Combine(folder.Path, "data");
        Directory.CreateDirectory(data);

        var ran = await Verb.RunAsync(data, verb.Split(' '));

        Directory.GetFileSystemEntries(data).ShouldBeEmpty();
        if (!needsDatabase)
            return;
        ran.Code.ShouldBe(1);
        ran.Output.ShouldBeEmpty();
        ran.Errors.Trim().ShouldStartWith($"There is no database in '{data}'.");
        ran.Errors.Trim().Split('\n').ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("audit verify")]
    [InlineData("user list")]
    [InlineData("keys show")]
    [InlineData("retention show")]
    [InlineData("retention run --dry-run")]
    public async Task A_verb_that_looks_needs_no_master_key_and_makes_none(string verb)
    {
        using var folder = new TempFolder();
        (await Verb.RunAsync(folder.Path, "migrate")).Code.ShouldBe(0);

        var ran = await Verb.RunAsync(folder.Path, verb.Split(' '));

        ran.Code.ShouldBe(0, ran.Errors);
        File.Exists(Path.Combine(folder.Path, "master.key")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("Gateway:Htp:Url", "Gateway:Http:Url")]
    [InlineData("Gateway:Http:Ur", "Gateway:Http:Url")]
    [InlineData("gateway:relay:leese", "Gateway:Relay:Lease")]
    [InlineData("Gateway:Dashboard:OpenID:Autority", "Gateway:Dashboard:OpenId:Authority")]
    public async Task A_slip_in_a_setting_is_refused_with_what_was_meant(string slip, string meant)
    {
        using var folder = new TempFolder();

        var ran = await Verb.RunAsync(folder.Path, "check", $"--{slip}=http://127.0.0.1:5080");

        ran.Code.ShouldBe(2);
        ran.Errors.Trim().ShouldBe($"There is no setting '{slip}'. Did you mean '{meant}'?");
    }

    [Fact]
    public async Task A_slip_in_the_environment_or_in_the_file_is_refused_too()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "appsettings.json"), "{\"Gateway\":{\"Relay\":{\"Polls\":\"00:00:01\"},\"Nonsense\":{\"Of\":{\"Somebody\":1}}}}");

        var ran = await RunAsync(folder.Path, ("Gateway__Audit__VerifyEvry", "1"), "check");

        ran.Code.ShouldBe(2);
        ran.Errors.ShouldContain("Did you mean 'Gateway:Relay:Poll'?");
        ran.Errors.ShouldContain("Did you mean 'Gateway:Audit:VerifyEvery'?");
        ran.Errors.ShouldContain("There is no setting 'Gateway:Nonsense:Of:Somebody'. Remove it");
    }

    [Fact]
    public async Task Every_setting_that_the_host_asks_for_is_known()
    {
        using var folder = new TempFolder();
        var asked = await Deploy.SettingsRead.Async(RunningGateway.Settings(folder.Path, Shipped.Folder));
        var ours = asked.Where(k => k.StartsWith("Gateway:", StringComparison.OrdinalIgnoreCase)).ToList();

        ours.Count.ShouldBeGreaterThan(20);
        // What is asked for as a whole is a section, not a setting.
        ours.Where(k => !Host.Composition.KnownSettings.All.Any(known => known.Equals(k, StringComparison.OrdinalIgnoreCase) || known.StartsWith(k + ":", StringComparison.OrdinalIgnoreCase)))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_in_one_sentence()
    {
        using var folder = new TempFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var ran = await Verb.RunAsync(folder.Path, "run", $"--Gateway:Http:Url=http://127.0.0.1:{port}");

        ran.Code.ShouldBe(1);
        ran.Errors.Trim().ShouldBe($"Port {port} of 127.0.0.1 is taken by another program. Stop that program, or give another port with --Gateway:Http:Url=http://127.0.0.1:{port + 1}.");
    }

    [Fact]
    public async Task An_address_that_is_not_of_this_machine_is_told_in_one_sentence()
    {
        using var folder = new TempFolder();

        var ran = await Verb.RunAsync(folder.Path, "run", "--Gateway:Http:Url=http://192.0.2.1:5080");

        ran.Code.ShouldBe(1);
        ran.Errors.Trim().ShouldStartWith("This machine has no address 192.0.2.1.");
        ran.Errors.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Asked_to_listen_everywhere_it_says_so()
    {
        using var folder = new TempFolder();
        var start = Start(folder.Path, null, "run", "--Gateway:Http:Url=http://0.0.0.0:0");
        using var process = Process.Start(start)!;
        try
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
            string? line;
            do
            {
                line = await process.StandardError.ReadLineAsync(deadline.Token);
            }
            while (line?.StartsWith("The gateway listens on", StringComparison.Ordinal) == false);
            line.ShouldNotBeNull();
            line.ShouldMatch("^The gateway listens on http://0\\.0\\.0\\.0:[1-9][0-9]* \\(every address of this machine\\)");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    private static async Task<Verb> RunAsync(string data, (string Name, string Value) variable, params string[] arguments)
    {
        using var process = Process.Start(Start(data, variable, arguments))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Verb(process.ExitCode, await output, await errors);
    }

    private static ProcessStartInfo Start(string data, (string Name, string Value)? variable, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = data };
        if (variable is { } given)
            start.Environment[given.Name] = given.Value;
        foreach (var argument in (string[])[HostProgram.File, .. arguments, "--Gateway:Data=" + data, "--Gateway:Contracts=" + Shipped.Folder])
            start.ArgumentList.Add(argument);
        return start;
    }
}
