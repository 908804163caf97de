namespace Gateway.Demo;

/// <summary>The demonstration cannot go on; the message is one sentence for the person who started it.</summary>
internal sealed class DemoStoppedException(string message) : Exception(message);
