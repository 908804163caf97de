using Gateway.Core.Operating;
using Gateway.Core.Reading;

namespace Gateway.Demo.Report;

/// <summary>A client's whole story, told without personal data.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Story">The story.</param>
internal sealed record ToldStory(string Title, ReferralFile Story);

/// <summary>Everything the demonstration reports at its end.</summary>
internal sealed record PilotResult
{
    /// <summary>The whole store.</summary>
    public required GatewayFigures Whole { get; init; }

    /// <summary>The Belgian offices: the pilot.</summary>
    public required GatewayFigures Pilot { get; init; }

    /// <summary>The Dutch service, apart.</summary>
    public required GatewayFigures Dutch { get; init; }

    /// <summary>Funnel and sites.</summary>
    public required PilotFigures Figures { get; init; }

    /// <summary>Three stories.</summary>
    public required IReadOnlyList<ToldStory> Stories { get; init; }

    /// <summary>Handovers the offices cannot explain: for nobody referred, or a second one for one referral.</summary>
    public required int Unexplained { get; init; }

    /// <summary>Handovers the offices received.</summary>
    public required int Handovers { get; init; }

    /// <summary>Simulated days that passed.</summary>
    public required int SimulatedDays { get; init; }

    /// <summary>Seconds this took on the machine's clock.</summary>
    public required double Seconds { get; init; }
}
