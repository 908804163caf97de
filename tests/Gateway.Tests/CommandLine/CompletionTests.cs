using Gateway.Host.Commands;
using Gateway.Tests.Running;

namespace Gateway.Tests.CommandLine;

/// <summary>What a shell may complete.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData(" agen", "agency")]
    [InlineData(" agency key ", "create")]
    [InlineData(" agency key create --sc", "--scopes")]
    [InlineData(" policy matrix --format ", "markdown")]
    [InlineData(" completion ", "pwsh")]
    public async Task The_program_says_what_may_follow(string typed, string expected)
    {
        using var folder = new TempFolder();

        var said = await Verb.CalledAsync(folder.Path, [$"[suggest:{typed.Length}]", typed]);

        said.Code.ShouldBe(0, said.Errors);
        said.Output.Split('\n', StringSplitOptions.TrimEntries).ShouldContain(expected);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("pwsh")]
    public async Task A_script_for_each_shell_asks_the_program(string shell)
    {
        using var folder = new TempFolder();

        var script = await Verb.CalledAsync(folder.Path, ["completion", shell]);

        (script.Code, script.Errors).ShouldBe((0, ""));
        script.Output.ShouldContain("[suggest:");
    }

    [Fact]
    public async Task Bash_completes_a_verb_by_the_script_that_the_program_prints()
    {
        using var folder = new TempFolder();
        var script = (await Verb.CalledAsync(folder.Path, ["completion", "bash"])).Output;
        var program = Path.Combine(folder.Path, "gateway");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\nexec dotnet '{typeof(GatewayCommand).Assembly.Location}' \"$@\"\n");

        var completed = await Shell.RunAsync(folder.Path, $$"""
            chmod +x '{{program}}'
            {{script}}
            COMP_LINE='{{program}} agency key ro'
            COMP_POINT=${#COMP_LINE}
            COMP_WORDS=('{{program}}' agency key ro)
            COMP_CWORD=3
            _gateway '{{program}}'
            echo "${COMPREPLY[*]}"
            """);

        completed.Output.Trim().ShouldBe("rotate", completed.Errors);
    }
}
