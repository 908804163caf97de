using System.Globalization;
using System.Text.Json;
using Gateway.Contracts;

namespace Gateway.Host.Commands;

/// <summary>
/// How verbs print: JSON for programs; colours where a terminal is. The framework writes none into files and pipes, nor where
/// <c>NO_COLOR</c> is set.
/// </summary>
internal static class Shown
{
    /// <summary>A document for programs, on one line.</summary>
    internal static void Json<T>(T document) => Console.WriteLine(JsonSerializer.Serialize(document, ContractJson.Options));

    /// <summary>A line that says that something is as it should be.</summary>
    internal static void Good(string line) => Line(Console.Out, ConsoleColor.Green, line);

    /// <summary>A line that says that something is not as it should be.</summary>
    internal static void Bad(string line) => Line(Console.Out, ConsoleColor.Red, line);

    /// <summary>A line above others.</summary>
    internal static void Header(string line) => Line(Console.Out, ConsoleColor.Cyan, line);

    /// <summary>Why something failed or is refused, on standard error.</summary>
    internal static void Error(string sentence) => Line(Console.Error, ConsoleColor.Red, sentence);

    /// <summary>Day, hour and minute in UTC.</summary>
    internal static string Minute(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + "Z";

    private static void Line(TextWriter writer, ConsoleColor color, string line)
    {
        Console.ForegroundColor = color;
        writer.Write(line);
        Console.ResetColor();
        writer.WriteLine();
    }
}
