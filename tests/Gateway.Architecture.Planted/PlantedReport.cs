namespace Gateway.Architecture.Planted;

/// <summary>A report that claims an effect of its own on purpose: the architecture tests must object to both.</summary>
public sealed record PlantedReport(int People, double EffectOnWork, int? PeopleHelpedByThePilot);
