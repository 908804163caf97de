namespace Gateway.Core.Work;

/// <summary>Tells when the store may be worked on: a server database may be absent at start.</summary>
public interface IPreparedStore
{
    /// <summary>Completes when the store is open and prepared.</summary>
    Task WhenOpenAsync(CancellationToken cancellation);
}
