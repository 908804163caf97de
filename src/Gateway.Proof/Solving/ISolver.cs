using Gateway.Proof.Logic;

namespace Gateway.Proof.Solving;

/// <summary>What a solver answers.</summary>
internal abstract record Answer
{
    /// <summary>There is no such case.</summary>
    internal sealed record Never : Answer;

    /// <summary>There is, for example this one.</summary>
    internal sealed record Possible(Assignment Case) : Answer;

    /// <summary>It does not know. That is no proof.</summary>
    internal sealed record GaveUp(string Why) : Answer;
}

/// <summary>Asks whether a formula holds of any case.</summary>
internal interface ISolver : IDisposable
{
    /// <summary>Its name and version.</summary>
    string Name { get; }

    /// <summary>Asks.</summary>
    Answer Ask(Space space, Formula question);
}
