using Gateway.Core.Work;
using Gateway.Persistence.Writing;

namespace Gateway.Persistence.Stages;

/// <summary>Which work items a load takes.</summary>
internal static class HeldItems
{
    /// <summary>Those that are held under a lease; with <see cref="IStageStore.ForPreview"/> those that are parked.</summary>
    internal static SqlText Condition(Guid token)
    {
        SqlText held = $""" "LeaseToken" = {token} AND "State" = {WorkItemState.Open}""";
        SqlText parked = $""" "State" = {WorkItemState.Parked}""";
        return token == IStageStore.ForPreview ? parked : held;
    }
}
