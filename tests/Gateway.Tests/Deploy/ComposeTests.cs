using System.Globalization;
using Gateway.Host.Composition;
using Gateway.Tests.CommandLine;
using Gateway.Tests.Running;
using Gateway.Workers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Deploy;

/// <summary>The shipped compose file, checked where no image can be pulled: its form, what it names, and that the host knows what it says.</summary>
public sealed class ComposeTests
{
    private static readonly string Text = File.ReadAllText(ComposeFile.Path);
    private static readonly ComposeFile Shipping = ComposeFile.Parse(Text);

    [Fact]
    public async Task The_file_fits_the_specification_and_everything_it_names_is_there() => (await FaultsAsync(Text)).ShouldBeEmpty();

    [Theory]
    [InlineData("127.0.0.1:5080:5080", "5080:5080", "no port of loopback")]
    [InlineData("interval: 30s", "intervall: 30s", "intervall is no key")]
    [InlineData("timeout: 15s", "timeout: soon", "no duration")]
    [InlineData("condition: service_healthy", "condition: healthy", "is none of")]
    [InlineData("restart: unless-stopped", "restart: sometimes", "is none of")]
    [InlineData("init: true", "init: perhaps", "neither true nor false")]
    [InlineData("rabbitmq:3.13-management", "rabbitmq", "no image with a tag")]
    [InlineData("- data:/data", "- dta:/data", "dta is not declared")]
    [InlineData("- Gateway__Broker__Password", "- Gateway__Broker__Passwort", "Passwort is not declared")]
    [InlineData("networks: [inner, outer]", "networks: [inner, outside]", "outside is not declared")]
    [InlineData("file: deploy/secrets/master.key", "file: deploy/secrets/master", "deploy/secrets/master is not there")]
    [InlineData("./deploy/rabbitmq/rabbitmq.conf", "./deploy/rabbitmq/rabbit.conf", "rabbit.conf is not there")]
    [InlineData("${GATEWAY_UID:?", "${GATEWAY_USER:?", "is set by nobody")]
    [InlineData("$$MSSQL_SA_PASSWORD", "$MSSQL_SA_PASSWORD", "is set by nobody")]
    [InlineData("      create-database:\n        condition: service_completed_successfully", "      api:\n        condition: service_healthy", "depends on itself")]
    [InlineData("    restart: \"no\"\n    command: [migrate]", "    command: [migrate]", "started again for ever")]
    public async Task A_planted_fault_is_found(string right, string wrong, string fault)
    {
        Text.ShouldContain(right);
        (await FaultsAsync(Text.Replace(right, wrong, StringComparison.Ordinal))).ShouldContain(f => f.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_role_has_one_service_and_no_service_another_role()
    {
        var roles = Shipping.Services.Select(s => (s.Key, Command: ComposeFile.Texts(s.Value, "command"))).Where(s => s.Command is ["run", ..]).ToList();
        roles.ShouldAllBe(s => s.Command.Count == 3 && s.Command[1] == "--role" && s.Command[2] == s.Key);
        roles.Select(s => s.Key).Order(StringComparer.Ordinal).ShouldBe(Roles.Names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_verb_and_option_of_the_file_is_one_of_the_host()
    {
        using var folder = new TempFolder();
        foreach (var (verb, options) in new (string, string[])[] { ("run", ["--role"]), ("migrate", []), ("health", []), ("topology", ["--passwords", "--create-passwords"]) })
        {
            Text.ShouldContain(verb);
            var help = await Verb.StartedAsync(null, folder.Path, verb, "--help");
            help.Code.ShouldBe(0, verb);
            help.Output.ShouldContain($"gateway {verb}");
            foreach (var option in options)
                help.Output.ShouldContain(option);
        }

        var verbs = Shipping.Gateways.Select(s => ComposeFile.Texts(s.Value, "command")).Where(c => c.Count > 0).Select(c => c[0]).Distinct(StringComparer.Ordinal);
        verbs.Order(StringComparer.Ordinal).ShouldBe(["migrate", "run"]);
    }

    [Fact]
    public async Task Every_setting_and_secret_of_the_file_is_one_that_the_host_reads()
    {
        var given = Given();
        var read = await SettingsRead.Async(Values(given));
        given.Except(read, StringComparer.OrdinalIgnoreCase).ShouldBe(["Gateway:Secrets"], "that one is read before the others, by the command line");
        given.ShouldContain("Gateway:Broker:Password");
        read.ShouldNotContain("Gateway:Broker:Passwort");
    }

    [Fact]
    public async Task The_folder_of_secrets_is_read_by_the_command_line()
    {
        using var folder = new TempFolder();
        (await Verb.RunAsync(folder.Path, "health", "--Gateway:Secrets=" + Path.Combine(folder.Path, "nowhere"))).Errors.ShouldContain("there is no such folder");
        var secrets = Directory.CreateDirectory(Path.Combine(folder.Path, "secrets")).FullName;
        await File.WriteAllTextAsync(Path.Combine(secrets, "Gateway__Database__Provider"), "Oracle");
        (await Verb.RunAsync(folder.Path, "health", "--Gateway:Secrets=" + secrets)).Errors.ShouldContain("'Oracle'");
    }

    [Fact]
    public async Task A_container_is_given_longer_to_stop_than_the_host_takes()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Values(Given())).Build();
        await using var app = GatewayApplication.Build(configuration, GatewaySettings.Read(configuration), Shipped.Contracts);
        var takes = app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;
        foreach (var (name, service) in Shipping.Gateways)
            TimeSpan.FromSeconds(int.Parse(((string)service["stop_grace_period"]).TrimEnd('s'), CultureInfo.InvariantCulture)).ShouldBeGreaterThan(takes, name);
    }

    [Fact]
    public void Workers_start_after_what_they_need_and_have_no_rights_they_do_not_need()
    {
        foreach (var (name, service) in Shipping.Gateways)
        {
            service["read_only"].ShouldBe("true", name);
            ComposeFile.Texts(service, "cap_drop").ShouldBe(["ALL"]);
            ComposeFile.Texts(service, "volumes").ShouldContain("./contracts:/contracts:ro");
            if (!Roles.Names.Contains(name, StringComparer.Ordinal))
                continue;
            ComposeFile.Map(service, "depends_on").Keys.Order(StringComparer.Ordinal).ShouldBe(["database", "migrate", "rabbitmq"]);
            ComposeFile.Texts(ComposeFile.Map(service, "healthcheck"), "test").ShouldContain("health");
        }
    }

    [Fact]
    public async Task The_file_for_PostgreSql_changes_services_that_are_there_and_names_files_that_are_there()
    {
        var other = ComposeFile.Parse((await File.ReadAllTextAsync(Path.Combine(Shipped.Repository, "deploy", "compose.postgresql.yml"))).Replace(" !override", "", StringComparison.Ordinal));
        other.Services.Keys.Order(StringComparer.Ordinal).ShouldBe(["create-database", "database"]);
        foreach (var (name, service) in other.Services)
        {
            Shipping.Services.Keys.ShouldContain(name);
            foreach (var volume in ComposeFile.Texts(service, "volumes").Select(v => v.Split(':')[0]))
                (ComposeFile.Map(Shipping.Root, "volumes").ContainsKey(volume) || Path.Exists(Path.Combine(Shipped.Repository, volume))).ShouldBeTrue(volume);
        }

        using var folder = new TempFolder();
        (await SecretsScript.RunAsync(folder, "--postgresql")).Code.ShouldBe(0);
        var written = await File.ReadAllTextAsync(SecretsScript.EnvFile(folder));
        written.ShouldContain("COMPOSE_FILE=docker-compose.yml:deploy/compose.postgresql.yml");
        written.ShouldContain("GATEWAY_DATABASE_PROVIDER=PostgreSql");
        Text.ShouldContain("${GATEWAY_DATABASE_PROVIDER:-SqlServer}");
    }

    [Fact]
    public void No_password_stands_in_the_file() =>
        Shipping.Services.Values.SelectMany(s => ComposeFile.Map(s, "environment").Keys).Where(k => k.Contains("PASSWORD", StringComparison.OrdinalIgnoreCase) || k.Contains("ConnectionString", StringComparison.Ordinal)).ShouldBeEmpty();

    private static List<string> Given() =>
        [.. Shipping.Gateways.SelectMany(s => ComposeFile.Map(s.Value, "environment").Keys.Concat(ComposeFile.Texts(s.Value, "secrets")))
            .Where(k => k.StartsWith("Gateway__", StringComparison.Ordinal)).Concat(["Gateway__Data", "Gateway__Outbox__Folder", "Gateway__FileIntake__Folder", "Gateway__Contracts"])
            .Select(k => k.Replace("__", ":", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)];

    /// <summary>The values of the file, where the test can use them.</summary>
    private static Dictionary<string, string?> Values(IEnumerable<string> keys)
    {
        var values = keys.ToDictionary(k => k, _ => (string?)null, StringComparer.Ordinal);
        foreach (var (key, value) in ComposeFile.Map(Shipping.Services["referral"], "environment"))
            values[key.Replace("__", ":", StringComparison.Ordinal)] = (string)value;
        values["Gateway:Telemetry:Endpoint"] = null;
        values["Gateway:Contracts"] = Shipped.Folder;
        values["Gateway:Database:Provider"] = "SqlServer";
        values["Gateway:Database:ConnectionString"] = "Server=database";
        values["Gateway:Broker:Password"] = "for this test";
        return values;
    }

    private static async Task<IReadOnlyList<string>> FaultsAsync(string text)
    {
        var file = ComposeFile.Parse(text);
        var faults = ComposeSchema.Faults(file);
        return faults.Count > 0 ? faults : ComposeReferences.Faults(file, await Made.Value, ["GATEWAY_UID"]);
    }

    /// <summary>What the script makes, as the compose file names it.</summary>
    private static readonly Lazy<Task<IReadOnlyCollection<string>>> Made = new(async () =>
    {
        using var folder = new TempFolder();
        await SecretsScript.RunAsync(folder);
        (await File.ReadAllTextAsync(SecretsScript.EnvFile(folder))).ShouldStartWith("GATEWAY_UID=");
        var secrets = SecretsScript.Folder(folder);
        return [.. Directory.EnumerateFileSystemEntries(secrets, "*", SearchOption.AllDirectories).Select(f => "deploy/secrets/" + Path.GetRelativePath(secrets, f))];
    });
}
