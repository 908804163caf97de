namespace Gateway.Core.Work;

/// <summary>Gives what a batch is decided under, as it is now.</summary>
public interface ICircumstances
{
    /// <summary>Agreed policy, keys, and the domain's time.</summary>
    Circumstances Now();
}
