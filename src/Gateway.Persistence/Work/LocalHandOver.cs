using Gateway.Core.Work;

namespace Gateway.Persistence.Work;

/// <summary>Hands the work items that a commit makes to stages of the same process, leased from the start.</summary>
internal sealed class LocalHandOver
{
    private readonly ILocalStages? _local;
    private readonly List<IGrouping<string, WorkItem>> _handed = [];

    /// <summary>Leases what this process has room for.</summary>
    internal LocalHandOver(ILocalStages? local, IEnumerable<WorkItem> made, DateTimeOffset now)
    {
        _local = local;
        List<string> others = [];
        foreach (var stage in made.GroupBy(w => w.Stage, StringComparer.Ordinal))
        {
            // What is to wait is not for now, and keeps its whole stage to the relay.
            if (local is not null && stage.All(w => w.NotBefore <= now) && local.Reserve(stage.Key, stage.Count()) is { } token)
            {
                foreach (var item in stage)
                    (item.LeaseToken, item.LeasedUntil, item.Attempts) = (token, now + local.Lease, 1);
                _handed.Add(stage);
            }
            else
            {
                others.Add(stage.Key);
            }
        }

        Others = others;
    }

    /// <summary>Stages whose work the relay hands out.</summary>
    internal IReadOnlyList<string> Others { get; }

    /// <summary>Commits, then hands over.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="undone">Whether an exception means that nothing was written.</param>
    internal async Task AfterAsync(Func<Task> commit, Func<Exception, bool> undone)
    {
        try
        {
            await commit();
        }
        catch (Exception e) when (undone(e))
        {
            foreach (var stage in _handed)
                _local!.Release(stage.Key, stage.Count());
            throw;
        }
        catch
        {
            // It may have happened all the same: whoever takes the items finds them, or nothing.
            Hand();
            throw;
        }

        Hand();
    }

    private void Hand()
    {
        foreach (var stage in _handed)
            _local!.Hand(stage.Key, [.. stage.Select(w => w.Id)]);
    }
}
