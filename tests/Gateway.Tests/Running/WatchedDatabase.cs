using System.Reflection;
using Gateway.Persistence;

namespace Gateway.Tests.Running;

/// <summary>The gateway's database, where something of the test's own happens before the n-th context is opened.</summary>
public class WatchedDatabase : DispatchProxy
{
    private IGatewayDatabase _database = null!;
    private Action<int> _opening = null!;
    private int _opened;

    internal static IGatewayDatabase Around(IGatewayDatabase database, Action<int> opening)
    {
        var watched = Create<IGatewayDatabase, WatchedDatabase>();
        (((WatchedDatabase)(object)watched)._database, ((WatchedDatabase)(object)watched)._opening) = (database, opening);
        return watched;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IGatewayDatabase.Open))
            _opening(++_opened);
        return targetMethod.Invoke(_database, args);
    }
}
