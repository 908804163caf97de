namespace Gateway.Core.Operating;

/// <summary>Says in a language what the gateway wrote down. A sentence that a language lacks is said in English.</summary>
public interface ISpoken
{
    /// <summary>The sentence.</summary>
    /// <param name="language">ISO 639-1.</param>
    /// <param name="sentence">What was written down.</param>
    string In(string language, Sentence sentence);
}
