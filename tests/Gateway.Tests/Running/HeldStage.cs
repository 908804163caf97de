using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Workers.Stages;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Running;

/// <summary>Puts something of the test's own around the stages.</summary>
internal static class StagesUnderTest
{
    public static void Around(this IServiceCollection services, string name, Func<IServiceProvider, IStage, IStage> around)
    {
        foreach (var stage in services.Where(d => d.ServiceType == typeof(IStage)).ToList())
        {
            services.Remove(stage);
            services.AddSingleton<IStage>(p =>
            {
                var made = (IStage)(stage.ImplementationFactory?.Invoke(p) ?? ActivatorUtilities.CreateInstance(p, stage.ImplementationType!));
                return made.Name == name ? around(p, made) : made;
            });
        }
    }
}

/// <summary>A stage that takes its messages and stops there, until the test lets it go on.</summary>
internal sealed class HeldStage(string name)
{
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many messages it was given.</summary>
    public int Messages { get; private set; }

    /// <summary>Completes when a message is in its hands.</summary>
    public Task Reached => _reached.Task;

    public void Register(IServiceCollection services) => services.Around(name, (_, stage) => new Holding(this, stage));

    public void LetGo() => _go.TrySetResult();

    private sealed class Holding(HeldStage held, IStage stage) : IStage
    {
        public string Name => stage.Name;

        public async Task WorkAsync(Guid token, IReadOnlyList<Guid> ids, CancellationToken cancellation)
        {
            held.Messages++;
            held._reached.TrySetResult();
            await held._go.Task.WaitAsync(cancellation);
            await stage.WorkAsync(token, ids, cancellation);
        }
    }
}

/// <summary>Rules that throw for the records the test names, and otherwise are the gateway's own.</summary>
internal sealed class ThrowingRules(IBatchRules rules, Func<RecordSnapshot, bool> throwsFor, Func<Exception> exception) : IBatchRules
{
    public string Name => rules.Name;

    public async Task<IBatch> LoadAsync(Guid token, IReadOnlyList<Guid> items, CancellationToken cancellation) =>
        new Batch(await rules.LoadAsync(token, items, cancellation), throwsFor, exception);

    private sealed class Batch(IBatch batch, Func<RecordSnapshot, bool> throwsFor, Func<Exception> exception) : IBatch
    {
        public IReadOnlyList<WorkItem> Items => batch.Items;

        public Snapshots Known => batch.Known;

        public Decision Decide(WorkItem item)
        {
            // Its effects are there already when it throws: they must not be committed.
            var decision = batch.Decide(item);
            return batch.Known.Records.Find(item.SubjectId) is { } record && throwsFor(record) ? throw exception() : decision;
        }
    }
}
