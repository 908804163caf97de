namespace Gateway.Tests.Api;

/// <summary>Measures what the whole process does, its memory or its spans: nothing runs beside it.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
