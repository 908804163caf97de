namespace Gateway.Core.Work;

/// <summary>Makes the keys of new rows. A port, so that a decision can be repeated exactly.</summary>
public interface IKeys
{
    /// <summary>The next key; keys of one process rise.</summary>
    Guid Next();
}
