namespace Gateway.Persistence.Files;

/// <summary>A file has its name, and its folder could not be flushed: others may see it already, and a loss of power may take it away.</summary>
public sealed class FileNotConfirmedException : IOException
{
    /// <summary>Of a file that has its name.</summary>
    /// <param name="cause">Why its folder could not be flushed.</param>
    public FileNotConfirmedException(Exception cause)
        : base("A file has its name, but its folder could not be flushed to the disk.", cause)
    {
    }
}
