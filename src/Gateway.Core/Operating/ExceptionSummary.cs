using System.Diagnostics;
using System.Reflection;

namespace Gateway.Core.Operating;

/// <summary>
/// What may be written down of an exception: its type, the type of its cause and the first place in our own code that it
/// passed. Its text is left out: it may quote data.
/// </summary>
public static class ExceptionSummary
{
    private const int Longest = 400;
    private const string Ours = "Gateway.";

    /// <summary>The summary as a sentence of at most 400 characters.</summary>
    public static string Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var cause = exception.InnerException is { } inner ? $" ({inner.GetType().Name})" : "";
        var where = PlaceOf(exception) is { } place ? " in " + place : "";
        var text = exception.GetType().Name + cause + where + ".";
        return text.Length > Longest ? text[..Longest] : text;
    }

    private static string? PlaceOf(Exception exception)
    {
        for (var thrown = exception; thrown is not null; thrown = thrown.InnerException)
        {
            var place = new StackTrace(thrown).GetFrames().Select(f => f.GetMethod())
                .FirstOrDefault(m => m?.DeclaringType?.Namespace?.StartsWith(Ours, StringComparison.Ordinal) == true);
            if (place is not null)
                return Written(place);
        }

        return null;
    }

    /// <summary>A method as it is written: an asynchronous one runs as a class the compiler made, named after it.</summary>
    private static string Written(MethodBase method)
    {
        var type = method.DeclaringType!;
        var name = method.Name;
        while (type.DeclaringType is { } outer && type.Name.StartsWith('<'))
        {
            if (type.Name.IndexOf('>', StringComparison.Ordinal) is > 1 and var end)
                name = type.Name[1..end];
            type = outer;
        }

        return $"{type.FullName}.{name}";
    }
}
