using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Gateway.Simulation.Running;

/// <summary>
/// A port with a turn before and after each call: others may come between what a stage reads, decides, writes and sends, and a
/// process may die there. What watches or changes a call for a planted fault does it here too, outside of the product.
/// </summary>
internal class Port : DispatchProxy
{
    private static readonly ConcurrentDictionary<Type, MethodInfo> Typed = new();
    private static readonly MethodInfo AnswerOf = typeof(Port).GetMethod(nameof(AnswerAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>Calls that give a signal at once: a turn before would miss what they are taken for.</summary>
    private static readonly HashSet<string> Signals = ["NextCommit", "Committed"];

    private object _inner = null!;
    private PortWatch _watch = null!;

    /// <summary>Puts turns around a port.</summary>
    public static T Around<T>(T inner, PortWatch watch) where T : class
    {
        var port = Create<T, Port>();
        ((Port)(object)port)._inner = inner;
        ((Port)(object)port)._watch = watch;
        return port;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var method = targetMethod!;
        if (!typeof(Task).IsAssignableFrom(method.ReturnType))
            return Call(method, args!);
        if (Signals.Contains(method.Name))
            return InLaneAsync((Task)Call(method, args!)!);
        return method.ReturnType == typeof(Task)
            ? DoneAsync(method, args!)
            : Typed.GetOrAdd(method.ReturnType.GetGenericArguments()[0], static t => AnswerOf.MakeGenericMethod(t)).Invoke(this, [method, args]);
    }

    private object? Call(MethodInfo method, object?[] args)
    {
        try
        {
            return method.Invoke(_inner, args);
        }
        catch (TargetInvocationException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
    }

    /// <summary>Whoever waits for a signal together with something else would be woken in a thread of the pool.</summary>
    private static async Task InLaneAsync(Task signal) => await signal;

    private async Task DoneAsync(MethodInfo method, object?[] args)
    {
        await Task.Yield();
        if (_watch.Before(method, args) is { } instead)
        {
            await (Task)instead;
        }
        else
        {
            await (Task)Call(method, args)!;
            _watch.After(method, args, null);
        }

        await Task.Yield();
    }

    private async Task<T> AnswerAsync<T>(MethodInfo method, object?[] args)
    {
        await Task.Yield();
        var answer = _watch.Before(method, args) is Task<T> instead ? await instead : await (Task<T>)Call(method, args)!;
        answer = (T)_watch.After(method, args, answer)!;
        await Task.Yield();
        return answer;
    }
}

/// <summary>Sees the calls of ports; a planted fault changes them.</summary>
internal class PortWatch
{
    /// <summary>Before a call.</summary>
    /// <returns>What happens instead of the call; null: the call.</returns>
    public virtual object? Before(MethodInfo method, object?[] args) => null;

    /// <summary>After a call, before anybody else has a turn.</summary>
    /// <returns>What the caller gets.</returns>
    public virtual object? After(MethodInfo method, object?[] args, object? answer) => answer;
}
