using Gateway.Persistence.Keys;
using Gateway.Tests.Running;

namespace Gateway.Tests.Deploy;

/// <summary>The secrets of a deployment: made once, strong, for their owner only.</summary>
public sealed class SecretsTests
{
    [Fact]
    public async Task Secrets_are_made_for_their_owner_only_and_never_over_those_that_are_there()
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("The script is for the machine that runs the containers.");
        using var folder = new TempFolder();
        (await SecretsScript.RunAsync(folder)).Code.ShouldBe(0);
        var files = Directory.GetFiles(SecretsScript.Folder(folder), "*", SearchOption.AllDirectories).Append(SecretsScript.EnvFile(folder)).ToList();
        files.Count.ShouldBeGreaterThan(5);
        foreach (var file in files)
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        File.GetUnixFileMode(SecretsScript.Folder(folder)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        FileKeyVault.Open(Path.Combine(SecretsScript.Folder(folder), "master.key"), makesFirst: false).Ids.ShouldHaveSingleItem();

        var before = files.ToDictionary(f => f, File.ReadAllText, StringComparer.Ordinal);
        var (code, errors) = await SecretsScript.RunAsync(folder);
        code.ShouldBe(1);
        errors.ShouldContain("nothing was changed");
        files.ToDictionary(f => f, File.ReadAllText, StringComparer.Ordinal).ShouldBe(before);
    }

    [Fact]
    public async Task An_option_that_the_script_does_not_know_makes_nothing()
    {
        using var folder = new TempFolder();
        var (code, errors) = await SecretsScript.RunAsync(folder, "--postgres");
        code.ShouldBe(2);
        errors.ShouldContain("it knows --postgresql");
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, "MSSQL_SA_PASSWORD", "SQLCMDPASSWORD")]
    [InlineData("--postgresql", "POSTGRES_PASSWORD", "PGPASSWORD")]
    public async Task Two_deployments_share_no_secret_and_the_parts_of_one_agree(string? option, string administrator, string used)
    {
        string[] options = option is null ? [] : [option];
        using var one = new TempFolder();
        using var other = new TempFolder();
        await SecretsScript.RunAsync(one, options);
        await SecretsScript.RunAsync(other, options);
        string Read(TempFolder folder, string name) => File.ReadAllText(Path.Combine(SecretsScript.Folder(folder), name)).Trim();
        foreach (var name in new[] { "master.key", "broker/gateway", "database-connection", "database.env", "create-database.env", "grafana.env" })
            Read(one, name).ShouldNotBe(Read(other, name), name);

        var made = Read(one, "create-database.env").Split('\n').Select(l => l.Split('=', 2)).ToDictionary(l => l[0], l => l[1], StringComparer.Ordinal);
        Read(one, "database.env").ShouldBe($"{administrator}={made[used]}");
        $"{Read(one, "database-connection")};".ShouldContain($"Password={made["GATEWAY_PASSWORD"]};");
        made["GATEWAY_PASSWORD"].ShouldNotBe(made[used]);
        made.Values.ShouldAllBe(p => p.Length > 30 && p.All(c => char.IsAsciiLetterOrDigit(c) || c == '-' || c == '_'));
    }

    [Fact]
    public void Neither_the_repository_nor_the_image_takes_secrets_in()
    {
        File.ReadLines(Path.Combine(Shipped.Repository, ".gitignore")).ShouldContain("/deploy/secrets/");
        File.ReadLines(Path.Combine(Shipped.Repository, ".gitignore")).ShouldContain("/.env");
        File.ReadLines(Path.Combine(Shipped.Repository, ".dockerignore")).ShouldContain("deploy/secrets");
        File.ReadLines(Path.Combine(Shipped.Repository, ".dockerignore")).ShouldContain(".env");
    }

    [Fact]
    public void The_image_is_built_from_locked_packages_and_runs_as_an_ordinary_account()
    {
        var lines = File.ReadAllLines(Path.Combine(Shipped.Repository, "deploy", "Dockerfile"));
        var last = Array.FindLastIndex(lines, l => l.StartsWith("FROM ", StringComparison.Ordinal));
        lines[last].ShouldContain("/aspnet:10.0");
        lines.ShouldContain(l => l.Contains("--locked-mode", StringComparison.Ordinal));
        lines.Skip(last).ShouldContain("ARG UID=1654");
        lines.Skip(last).Where(l => l.StartsWith("USER ", StringComparison.Ordinal)).ShouldBe(["USER $UID:$UID"]);
        lines.Skip(last).Where(l => l.StartsWith("COPY ", StringComparison.Ordinal)).ShouldBe(["COPY --from=build /app /app"]);
    }
}
