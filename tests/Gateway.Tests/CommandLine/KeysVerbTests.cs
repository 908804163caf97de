using System.Text.Json.Nodes;
using Gateway.Host.Composition;
using Gateway.Tests.Running;

namespace Gateway.Tests.CommandLine;

/// <summary>Keys are shown and changed from the command line, and what belongs to somebody alone is made so.</summary>
public sealed class KeysVerbTests : IAsyncLifetime
{
    private readonly TempFolder _data = new();

    private string KeyFile => Path.Combine(_data.Path, "master.key");

    public async Task InitializeAsync() => await Shipped.FillAsync(_data.Path);

    public Task DisposeAsync()
    {
        _data.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_master_key_is_changed_and_asked_twice_it_says_what_goes_on()
    {
        var before = await ShownAsync();
        var first = before["master"]!["current"]!.GetValue<string>();

        var asked = await RunAsync("keys", "rotate", "master");

        asked.Code.ShouldBe(0, asked.Errors);
        asked.Output.ShouldContain(first);
        (await File.ReadAllLinesAsync(KeyFile)).Length.ShouldBe(2);
        var after = await ShownAsync();
        after["master"]!["current"]!.GetValue<string>().ShouldNotBe(first);
        after["master"]!["older"]![0]!.GetValue<string>().ShouldBe(first);
        after["installation"]!.GetValue<string>().ShouldBe(before["installation"]!.GetValue<string>());
        var twice = await RunAsync("keys", "rotate", "master");
        twice.Code.ShouldBe(2);
        twice.Errors.ShouldContain("already");
        (await File.ReadAllLinesAsync(KeyFile)).Length.ShouldBe(2);
        var text = await RunAsync("keys", "show");
        text.Output.ShouldContain($"Master key {first}: needed until");
        foreach (var line in await File.ReadAllLinesAsync(KeyFile))
            text.Output.ShouldNotContain(line);
    }

    [Fact]
    public async Task Index_and_compartments_get_their_next_key()
    {
        (await RunAsync("keys", "rotate", "index")).Code.ShouldBe(0);
        (await RunAsync("keys", "rotate", "index")).Code.ShouldBe(2);
        (await RunAsync("keys", "rotate", "compartment", "special")).Output.ShouldContain("key pair 2");
        (await RunAsync("keys", "rotate", "compartment")).Code.ShouldBe(0);
        var shown = await ShownAsync();
        shown["index"]!["newest"]!.GetValue<int>().ShouldBe(2);
        shown["compartments"]!["special"]!.AsArray().Count.ShouldBe(3);
        shown["compartments"]!["walled"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_lost_key_is_named_and_none_is_made_in_its_place()
    {
        var id = (await ShownAsync())["master"]!["current"]!.GetValue<string>();
        File.Delete(KeyFile);

        var shown = await RunAsync("keys", "show");
        shown.Code.ShouldBe(1);
        shown.Output.ShouldContain(id);
        foreach (var verb in new[] { "keys rotate master", "keys rotate index", "user create greet --roles viewer" })
        {
            var refused = await RunAsync(verb.Split(' '));
            refused.Code.ShouldBe(1, verb);
            refused.Errors.ShouldContain("master key");
        }

        var started = await RunAsync("run", "--Gateway:Http:Url=http://127.0.0.1:0");
        started.Code.ShouldBe(1);
        started.Errors.ShouldContain($"made with master key {id}");
        File.Exists(KeyFile).ShouldBeFalse();
    }

    [Fact]
    public async Task A_key_that_others_may_read_is_refused_with_the_command_that_ends_it()
    {
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var refused = await RunAsync("run", "--Gateway:Http:Url=http://127.0.0.1:0");
        refused.Code.ShouldBe(1);
        refused.Errors.ShouldContain($"Run: chmod 600 '{KeyFile}'");
    }

    [Fact]
    public async Task Folder_database_key_and_heads_are_made_for_their_owner_alone()
    {
        if (OperatingSystem.IsWindows())
            return;
        var data = Path.Combine(_data.Path, "fresh", "data");
        using (DataFolder.Take(data))
        await using (var gateway = await RunningGateway.StartAsync(data))
        {
            await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, Vdab.Referral());
            await gateway.UntilAsync(() => Task.FromResult(File.Exists(Path.Combine(data, "audit-heads.log"))));
        }

        File.GetUnixFileMode(data).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var file in Directory.EnumerateFiles(data))
            (File.GetUnixFileMode(file) & (UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)).ShouldBe(UnixFileMode.None, file);
    }

    private Task<Verb> RunAsync(params string[] arguments) => Verb.RunAsync(_data.Path, arguments);

    private async Task<JsonNode> ShownAsync()
    {
        var shown = await RunAsync("keys", "show", "--json");
        shown.Code.ShouldBe(0, shown.Errors);
        return JsonNode.Parse(shown.Output)!;
    }
}
