namespace Gateway.Unit.Tests.Architecture;

public class ArrowTests
{
    public static TheoryData<string> Projects => [.. Repository.SourceProjects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_knows_only_whom_it_may_know(string path)
    {
        var project = ProjectFile.Read(path);
        var code = CompiledCode.Read(Path.Combine(AppContext.BaseDirectory, project.Name + ".dll"));
        code.Name.ShouldBe(project.Name);
        Arrows.Broken(project.Name, project.References, code.Gateway).ShouldBeEmpty();
    }

    [Fact]
    public void Every_project_of_the_house_is_built_and_every_arrow_is_of_a_project_that_exists()
    {
        var names = Repository.SourceProjects.Select(p => Path.GetFileNameWithoutExtension(p)).ToList();
        names.ShouldBe(Arrows.Direct.Keys.Append(Arrows.Composer), ignoreOrder: true);
    }

    [Theory]
    [InlineData("Gateway.Contracts")]
    [InlineData("Gateway.Core")]
    public void Rules_are_pure(string name)
    {
        CompiledCode.Read(Path.Combine(AppContext.BaseDirectory, name + ".dll")).Impure().ShouldBeEmpty();
        ProjectFile.Read(Path.Combine(Repository.Root, "src", name, name + ".csproj")).Packages.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Gateway.Core", "Gateway.Persistence")]
    [InlineData("Gateway.Api", "Gateway.Persistence")]
    [InlineData("Gateway.Persistence", "Gateway.Workers")]
    [InlineData("Gateway.Demo", "Gateway.Api")]
    [InlineData("Gateway.Contracts", "Gateway.Core")]
    public void A_planted_reference_is_found(string from, string to)
    {
        var planted = ProjectFile.Parse(from, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup><ProjectReference Include="..\{to}\{to}.csproj" /></ItemGroup>
            </Project>
            """);
        Arrows.Broken(from, planted.References, []).ShouldBe([$"{from} refers to {to}."]);
    }

    [Fact]
    public void Use_of_what_comes_along_with_another_project_is_found() =>
        Arrows.Broken("Gateway.Api", ["Gateway.Translation"], ["Gateway.Catalogue"]).ShouldBe(["Gateway.Api uses Gateway.Catalogue."]);

    [Fact]
    public void A_project_without_a_place_is_found() =>
        Arrows.Broken("Gateway.Planted", [], []).ShouldHaveSingleItem().ShouldContain("no place");

    [Fact]
    public void Planted_impurities_are_found_in_compiled_code()
    {
        var planted = CompiledCode.Read(Path.Combine(AppContext.BaseDirectory, "Gateway.Architecture.Planted.dll"));
        planted.Impure().ShouldBe(
            [
                "Gateway.Architecture.Planted knows Microsoft.EntityFrameworkCore.",
                "Gateway.Architecture.Planted knows MassTransit.Abstractions.",
                "Gateway.Architecture.Planted knows Microsoft.AspNetCore.Http.Abstractions.",
                "Gateway.Architecture.Planted uses System.IO.File.",
                "Gateway.Architecture.Planted calls System.TimeProvider.get_System.",
                "Gateway.Architecture.Planted calls System.DateTime.get_Now.",
            ],
            ignoreOrder: true);
        // What is planted stands for a rule of Core, which is no stranger to itself.
        Arrows.Broken("Gateway.Core", [], planted.Gateway.Except(["Gateway.Core"])).ShouldBe(["Gateway.Core uses Gateway.Persistence."]);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Only_the_store_its_providers_and_who_composes_know_a_database(string path)
    {
        var project = ProjectFile.Read(path);
        var code = CompiledCode.Read(Path.Combine(AppContext.BaseDirectory, project.Name + ".dll"));
        Arrows.StoreBroken(project.Name, project.Packages.Concat(code.Assemblies)).ShouldBeEmpty();
    }

    [Fact]
    public void A_planted_query_outside_the_store_is_found()
    {
        var planted = CompiledCode.Read(Path.Combine(AppContext.BaseDirectory, "Gateway.Architecture.Planted.dll"));
        Arrows.StoreBroken(planted.Name, planted.Assemblies).ShouldBe(["Gateway.Architecture.Planted knows Microsoft.EntityFrameworkCore."]);
        Arrows.StoreBroken("Gateway.Workers", ["Npgsql", "Microsoft.Data.Sqlite", "Microsoft.Extensions.Logging"]).ShouldBe(["Gateway.Workers knows Npgsql.", "Gateway.Workers knows Microsoft.Data.Sqlite."]);
        CompiledCode.Read(Path.Combine(AppContext.BaseDirectory, "Gateway.Persistence.dll")).Assemblies.ShouldContain("Microsoft.EntityFrameworkCore", "the check must see it where it is");
    }

    [Fact]
    public void Only_the_verb_of_the_demonstration_knows_it()
    {
        var host = Path.Combine(Repository.Root, "src", Arrows.Composer);
        var speaking = Repository.SourceFiles().Where(f => f.StartsWith(host + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .Where(f => File.ReadAllText(f).Contains("Gateway.Demo", StringComparison.Ordinal)).Select(f => Path.GetRelativePath(host, f));
        speaking.ShouldBe([Path.Combine("Commands", "DemoCommand.cs")]);
    }
}
