namespace Gateway.Host.Commands;

/// <summary>What every verb ends with.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    internal const int Done = 0;

    /// <summary>It failed: something is not there, does not answer, does not hold, or is set up wrongly.</summary>
    internal const int Failed = 1;

    /// <summary>What was given is refused, in whole or part: arguments, settings that do not exist, records, files of contracts.</summary>
    internal const int Refused = 2;
}
