namespace Gateway.Host.Composition;

/// <summary>Something an operator must put right before the gateway can start: said in one sentence, without a stack trace.</summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="isRefusal">What was given is wrong, and not what was found.</param>
public sealed class HostFault(string message, bool isRefusal = false) : Exception(message)
{
    /// <summary>What was given is wrong, and not what was found.</summary>
    public bool IsRefusal => isRefusal;
}
