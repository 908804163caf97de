using Gateway.Tests.Running;

namespace Gateway.Tests.CommandLine;

/// <summary>The published program, started in a folder that has nothing to do with it.</summary>
public sealed class PublishedProgramTests
{
    [Fact]
    public async Task A_published_program_brings_its_contracts_and_runs_in_any_folder()
    {
        using var published = new TempFolder();
        using var elsewhere = new TempFolder();
        var project = Path.Combine(Shipped.Repository, "src", "Gateway.Host");
        // As these tests were built: what is built already is not built again.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var publish = await Shell.RunAsync(project, "dotnet", ["publish", "--no-build", "--configuration", configuration, "--nologo", "--verbosity", "quiet", "--output", published.Path]);
        publish.Code.ShouldBe(0, publish.Output + publish.Errors);
        var sample = Path.Combine(published.Path, "contracts", "formats", "vdab-referral", "samples", "referral.json");

        var gateway = Path.Combine(published.Path, "gateway");
        var translate = await Shell.RunAsync(elsewhere.Path, gateway, ["translate", "--profile", "vdab-referral", sample]);
        var check = await Shell.RunAsync(elsewhere.Path, gateway, ["check"]);
        var elsewhereNamed = await Shell.RunAsync(elsewhere.Path, gateway, ["check", "--Gateway:Contracts=" + elsewhere.Path]);

        translate.Code.ShouldBe(0, translate.Output + translate.Errors);
        check.Code.ShouldBe(0, check.Output + check.Errors);
        check.Output.ShouldContain(Path.Combine(published.Path, "contracts") + ": valid.");
        elsewhereNamed.Code.ShouldBe(2, "a folder that is named counts, and no other");
        Directory.EnumerateFileSystemEntries(elsewhere.Path).ShouldBeEmpty();
    }
}
