using Gateway.Dashboard.Access;

namespace Gateway.Dashboard.Shared;

/// <summary>How long ago something was, in words.</summary>
internal static class Ago
{
    internal static string Of(Viewer viewer, DateTimeOffset since, DateTimeOffset now)
    {
        var passed = now - since;
        return passed switch
        {
            { TotalMinutes: < 1 } => viewer["under a minute"],
            { TotalHours: < 1 } => viewer["{0} min", (int)passed.TotalMinutes],
            { TotalDays: < 2 } => viewer["{0} h", (int)passed.TotalHours],
            _ => viewer["{0} days", (int)passed.TotalDays],
        };
    }
}
