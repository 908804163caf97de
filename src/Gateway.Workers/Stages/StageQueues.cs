namespace Gateway.Workers.Stages;

/// <summary>Names of the internal queues.</summary>
public static class StageQueues
{
    /// <summary>Queue of a stage: <c>gateway.{stage}</c>.</summary>
    public static string Name(string stage) => "gateway." + stage;
}
