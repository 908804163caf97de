using Gateway.Core.Reading;

namespace Gateway.Demo.Report;

/// <summary>Where the simulated year stands.</summary>
/// <param name="Now">Simulated time.</param>
/// <param name="Figures">Counts of the whole store.</param>
/// <param name="Handovers">Handovers the offices received.</param>
internal sealed record YearProgress(DateTimeOffset Now, GatewayFigures Figures, int Handovers);

/// <summary>How the year is shown.</summary>
internal interface IYearView
{
    /// <summary>Says that an earlier run is resumed at this moment.</summary>
    void Resumes(DateTimeOffset at);

    /// <summary>Shows something while the year passes.</summary>
    Task WhileAsync(Func<Task> year);

    /// <summary>Whether progress at this moment is wanted; reading figures costs time.</summary>
    bool Wants(DateTimeOffset now);

    /// <summary>Shows progress.</summary>
    void Show(YearProgress progress);

    /// <summary>Shows the result.</summary>
    void Report(PilotResult result);

    /// <summary>Says where the gateway serves after the year.</summary>
    /// <param name="address">Where.</param>
    /// <param name="goesOn">Quiet days go on; otherwise the clock stands still.</param>
    void Serving(Uri address, bool goesOn);
}
