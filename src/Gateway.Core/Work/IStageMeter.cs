namespace Gateway.Core.Work;

/// <summary>Measures the stages.</summary>
public interface IStageMeter
{
    /// <summary>A stage worked on a message.</summary>
    /// <param name="stage">Stage.</param>
    /// <param name="took">How long it took.</param>
    void Worked(string stage, TimeSpan took);
}
