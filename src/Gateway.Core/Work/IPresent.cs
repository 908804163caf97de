namespace Gateway.Core.Work;

/// <summary>
/// Something under <c>contracts/</c> that is replaced as a whole while the gateway runs. Whoever lives as long as the process
/// asks for it anew each time; whoever works on one thing asks once, and goes on under what it began with.
/// </summary>
/// <typeparam name="T">Directory, policy and collaborations; profiles; media types.</typeparam>
public interface IPresent<out T>
{
    /// <summary>As it is now.</summary>
    T Now { get; }
}

/// <summary>Something that is never replaced: a verb that runs once, a test.</summary>
/// <typeparam name="T">Kind.</typeparam>
/// <param name="Now">It.</param>
public sealed record Unchanging<T>(T Now) : IPresent<T>;
