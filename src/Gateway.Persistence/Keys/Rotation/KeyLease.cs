namespace Gateway.Persistence.Keys.Rotation;

/// <summary>The lease of whoever moves rotations on: the gateway, or a command.</summary>
public static class KeyLease
{
    /// <summary>Its name.</summary>
    public const string Name = "key-rotation";

    /// <summary>How long it holds.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);
}
