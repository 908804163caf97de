using Gateway.Core.Work;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Which work items a load takes.</summary>
internal static class HeldItems
{
    /// <summary>Those that are held under a lease; with <see cref="IStageStore.ForPreview"/> those that are parked.</summary>
    /// <remarks>Open and parked are said as ranges: an equality makes SQLite look through every item in that state instead of for the keys named.</remarks>
    internal static SqlText Condition(Guid token)
    {
        SqlText held = $""" "LeaseToken" = {token} AND "State" < {WorkItemState.Parked}""";
        SqlText parked = $""" "State" > {WorkItemState.Open}""";
        return token == IStageStore.ForPreview ? parked : held;
    }
}
