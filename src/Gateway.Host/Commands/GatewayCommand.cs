using System.CommandLine;
using System.CommandLine.Help;
using Gateway.Core.Operating;
using Gateway.Host.Composition;
using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Gateway.Host.Commands;

/// <summary>The command line. Exit codes: 0 done, 1 failed, 2 input refused in whole or part.</summary>
public static class GatewayCommand
{
    private const string SettingPrefix = "--Gateway:";

    /// <summary>Runs a verb.</summary>
    /// <param name="args">Arguments; <c>--Gateway:Key=value</c> sets any setting.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        try
        {
            var configuration = Configuration([.. args.Where(IsSetting)]);
            KnownSettings.Require(configuration);
            var parsed = Root(configuration).Parse([.. args.Where(a => !IsSetting(a))]);
            return Refused.Is(parsed)
                ? Refused.Say(parsed)
                : await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(40) });
        }
        catch (InvalidDataException e)
        {
            Shown.Error($"The file appsettings.json here cannot be read as JSON: {e.InnerException?.Message ?? e.Message}");
            return ExitCode.Failed;
        }
        catch (Exception e) when (e is HostFault or MasterKeyException or SchemaException or OptionsValidationException)
        {
            Shown.Error(e.Message);
            return e is HostFault { IsRefusal: true } ? ExitCode.Refused : ExitCode.Failed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Shown.Error(e.Message + " Check that the gateway's account may read and write there.");
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Failed;
        }
        catch (Exception e)
        {
            // Its text is left out: it may quote what was worked on.
            Shown.Error($"The gateway failed: {ExceptionSummary.Of(e)} This is a fault of the program; report this line and what was asked for.");
            return ExitCode.Failed;
        }
    }

    /// <summary>The file here, under a folder of secrets with a file per setting, under the environment, under the command line.</summary>
    private static IConfigurationRoot Configuration(string[] settings)
    {
        var file = Path.GetFullPath("appsettings.json");
        var plain = new ConfigurationBuilder().AddJsonFile(file, optional: true).AddEnvironmentVariables().AddCommandLine(settings).Build();
        var layers = new ConfigurationBuilder().AddJsonFile(file, optional: true);
        if (plain["Gateway:Secrets"] is { Length: > 0 } secrets)
        {
            layers.AddKeyPerFile(Directory.Exists(secrets)
                ? Path.GetFullPath(secrets)
                : throw new HostFault($"Gateway:Secrets is '{secrets}', and there is no such folder. Name the folder with a file per secret setting, for example Gateway__Broker__Uri."));
        }

        return layers.AddEnvironmentVariables().AddCommandLine(settings).Build();
    }

    /// <summary>Every verb.</summary>
    internal static RootCommand Root(IConfiguration configuration)
    {
        var root = new RootCommand(
            "Work–welfare gateway: carries referrals between employment services and welfare offices. "
            + "Any setting can be given as --Gateway:Key=value or in the environment as Gateway__Key.");
        root.Subcommands.Add(DemoCommand.Create(configuration));
        root.Subcommands.Add(RunCommand.Create(configuration));
        root.Subcommands.Add(SandboxCommand.Create(configuration));
        root.Subcommands.Add(ConformanceCommand.Create(configuration));
        root.Subcommands.Add(TranslateCommand.Create(configuration));
        root.Subcommands.Add(ProfileCommand.Create(configuration));
        root.Subcommands.Add(CheckCommand.Create(configuration));
        root.Subcommands.Add(PolicyCommand.Create(configuration));
        root.Subcommands.Add(EvaluationCommand.Create(configuration));
        root.Subcommands.Add(MigrateCommand.Create(configuration));
        root.Subcommands.Add(BackupCommand.Create(configuration));
        root.Subcommands.Add(RestoreCommand.Create(configuration));
        root.Subcommands.Add(HealthCommand.Create(configuration));
        root.Subcommands.Add(TopologyCommand.Create(configuration));
        root.Subcommands.Add(AuditCommand.Create(configuration));
        root.Subcommands.Add(ReplayCommand.Create(configuration));
        root.Subcommands.Add(AgreementCommand.Create(configuration));
        root.Subcommands.Add(AgencyCommand.Create(configuration));
        root.Subcommands.Add(UserCommand.Create(configuration));
        root.Subcommands.Add(ClientCommand.Create(configuration));
        root.Subcommands.Add(KeysCommand.Create(configuration));
        root.Subcommands.Add(RetentionCommand.Create(configuration));
        root.Subcommands.Add(RightsCommand.Create(configuration));
        root.Subcommands.Add(CompletionCommand.Create());
        var help = root.Options.OfType<HelpOption>().Single();
        help.Description = "Say what there is.";
        root.Options.OfType<VersionOption>().Single().Description = "Say which version it is.";
        help.Action = new NamedHelp((HelpAction)help.Action!);
        return root;
    }

    private static bool IsSetting(string arg) => arg.StartsWith(SettingPrefix, StringComparison.OrdinalIgnoreCase) && arg.Contains('=', StringComparison.Ordinal);
}
