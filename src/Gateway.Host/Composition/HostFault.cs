namespace Gateway.Host.Composition;

/// <summary>Something an operator must put right before the gateway can start: said in one sentence, without a stack trace.</summary>
/// <param name="message">What is wrong and what to do.</param>
public sealed class HostFault(string message) : Exception(message);
