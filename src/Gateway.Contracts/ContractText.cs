namespace Gateway.Contracts;

/// <summary>What a text in a contract event may be.</summary>
public static class ContractText
{
    /// <summary>
    /// Characters (Unicode code points) of a text at most, as <c>maxLength</c> in every schema says. Texts are names, codes,
    /// references and parts of addresses; nothing that an event carries is longer.
    /// </summary>
    public const int Longest = 200;
}
