using System.CommandLine;

namespace Gateway.Host.Commands;

/// <summary><c>completion</c>: a script with which a shell completes verbs and options. It asks the program itself what may follow.</summary>
internal static class CompletionCommand
{
    private const string Bash =
        """
        # Completes 'gateway' in bash. Put it into a file that is read at start: gateway completion bash >~/.gateway-completion; . ~/.gateway-completion
        _gateway() {
          local typed="${COMP_LINE#"$1"}"
          local at=$((COMP_POINT - ${#1}))
          mapfile -t COMPREPLY < <(compgen -W "$("$1" "[suggest:$at]" "$typed" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}")
        }
        complete -o default -F _gateway gateway
        """;

    private const string Zsh =
        """
        #compdef gateway
        # Completes 'gateway' in zsh. Put it as _gateway into a folder of $fpath.
        _gateway() {
          local typed="${BUFFER#"$words[1]"}"
          local -a found
          found=("${(@f)$("$words[1]" "[suggest:$((CURSOR - ${#words[1]}))]" "$typed" 2>/dev/null)}")
          compadd -a found
          [[ ${#found[@]} -gt 0 && -n "$found[1]" ]] || _files
        }
        compdef _gateway gateway
        """;

    private const string PowerShell =
        """
        # Completes 'gateway' in PowerShell. Put it into the profile: gateway completion pwsh >> $PROFILE
        Register-ArgumentCompleter -Native -CommandName gateway -ScriptBlock {
            param($word, $command, $cursor)
            $program = $command.CommandElements[0].Extent.Text
            $typed = $command.ToString().PadRight($cursor).Substring($program.Length)
            & $program "[suggest:$($cursor - $program.Length)]" $typed 2>$null | Where-Object { $_ -like "$word*" } |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }
        """;

    private static readonly Dictionary<string, string> s_scripts = new(StringComparer.Ordinal) { ["bash"] = Bash, ["zsh"] = Zsh, ["pwsh"] = PowerShell };

    internal static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = $"Which shell: {string.Join(", ", s_scripts.Keys)}." };
        shell.Among([.. s_scripts.Keys]);
        var command = new Command("completion", "Print a script with which a shell completes verbs, options and their values.") { shell };
        command.SetAction(parsed => Console.WriteLine(s_scripts[parsed.GetValue(shell)!]));
        return command;
    }
}
