using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Gateway.Unit.Tests.Architecture;

/// <summary>Every log event has a number of its own, and none takes an exception, whose text may quote data.</summary>
public class LogEventTests
{
    private const string Extensions = "Microsoft.Extensions.Logging.LoggerExtensions.";

    [Fact]
    public void No_number_of_a_log_event_is_used_twice_in_any_project()
    {
        var events = Events(Sources().Select(Assembly.Load));

        events.Count.ShouldBeGreaterThan(25);
        Shared(events).ShouldBeEmpty();
    }

    [Fact]
    public void No_log_event_takes_an_exception() => Events(Sources().Select(Assembly.Load)).Where(TakesException).Select(e => e.Name).ShouldBeEmpty();

    [Fact]
    public void Nobody_logs_past_numbered_events() =>
        Sources().Select(n => CompiledCode.Read(Path.Combine(AppContext.BaseDirectory, n + ".dll")))
            .SelectMany(c => c.Members.Where(m => m.StartsWith(Extensions, StringComparison.Ordinal)).Select(m => $"{c.Name} calls {m}."))
            .ShouldBeEmpty();

    [Fact]
    public void A_planted_number_that_is_used_twice_and_a_planted_exception_are_found()
    {
        var planted = Events([typeof(LogEventTests).Assembly]);

        Shared(planted).ShouldBe(["9001: PlantedOne.Said, PlantedTwo.Said"]);
        planted.Where(TakesException).Select(e => e.Name).ShouldBe(["PlantedTwo.Said"]);
    }

    private static List<LogEvent> Events(IEnumerable<Assembly> assemblies) =>
    [
        .. from type in assemblies.SelectMany(a => a.GetTypes())
           from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           let numbered = method.GetCustomAttribute<LoggerMessageAttribute>()
           where numbered is not null
           let owner = type.Name == "Log" && type.DeclaringType is { } around ? around : type
           select new LogEvent(numbered.EventId, $"{owner.Name}.{method.Name}", method),
    ];

    private static IEnumerable<string> Shared(List<LogEvent> events) =>
        events.GroupBy(e => e.Number).Where(g => g.Count() > 1 || g.Key <= 0).OrderBy(g => g.Key)
            .Select(g => $"{g.Key}: {string.Join(", ", g.Select(e => e.Name).Order(StringComparer.Ordinal))}");

    private static bool TakesException(LogEvent logged) => logged.Method.GetParameters().Any(p => p.ParameterType.IsAssignableTo(typeof(Exception)));

    private static IEnumerable<string> Sources() => Repository.SourceProjects.Select(p => Path.GetFileNameWithoutExtension(p))
        .Where(n => n.StartsWith("Gateway.", StringComparison.Ordinal));

    private sealed record LogEvent(int Number, string Name, MethodInfo Method);
}

internal static partial class PlantedOne
{
    [LoggerMessage(9001, LogLevel.Information, "Planted.")]
    internal static partial void Said(ILogger logger);
}

internal static partial class PlantedTwo
{
    [LoggerMessage(9001, LogLevel.Information, "Planted.")]
    internal static partial void Said(ILogger logger, Exception exception);
}
