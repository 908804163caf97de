namespace Gateway.Core.Work;

/// <summary>A row that several decisions may change. The store raises its version at every change and refuses one that was decided on an older version.</summary>
public interface IVersioned
{
    /// <summary>Key.</summary>
    Guid Id { get; }

    /// <summary>Version, from 0.</summary>
    int Version { get; }
}
