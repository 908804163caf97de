namespace Gateway.Core.Operating;

/// <summary>Keys under which the pages' cookies are protected, shared by every process and sealed at rest.</summary>
public interface IProtectionKeys
{
    /// <summary>All keys, as the framework wrote them.</summary>
    /// <exception cref="InvalidOperationException">The store is not open yet.</exception>
    IReadOnlyList<string> Read();

    /// <summary>Keeps a key.</summary>
    void Keep(string key);
}
