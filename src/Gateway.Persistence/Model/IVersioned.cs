namespace Gateway.Persistence.Model;

/// <summary>A row with a version number that the application raises at every change: its concurrency token.</summary>
public interface IVersioned
{
    /// <summary>Version, from 0.</summary>
    int Version { get; set; }
}
