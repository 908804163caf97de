namespace Gateway.Sandbox;

/// <summary>The sandbox itself, or its gateway, does not work: nothing is said about the vendor's system.</summary>
/// <param name="sentence">What is wrong, without personal data.</param>
public sealed class SandboxFault(string sentence) : Exception(sentence);
