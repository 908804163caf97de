using System.Text;
using Gateway.Acceptance.Tests.Edge.Broker;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Gateway.Tests.Running;
using Gateway.Workers.Edge;
using Gateway.Workers.Intake;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Acceptance.Tests.Edge.Arriving;

/// <summary>Messages of a queue are accepted in the order in which they were put there, whatever becomes of one of them on the way.</summary>
[Collection(EdgeCollection.Name)]
public sealed class OrderOfArrivalTests(SharedBroker broker)
{
    private const int Slow = 4;

    /// <summary>Each is told by its length. Together in hand, and committed two by two.</summary>
    private static readonly IReadOnlyList<byte[]> Bodies =
        [.. Enumerable.Range(0, 12).Select(i => Encoding.UTF8.GetBytes(Vdab.Referral().ToJsonString() + new string(' ', i)))];

    [Fact]
    public async Task Nothing_behind_one_that_failed_before_its_commit_is_accepted_before_it()
    {
        var failures = 3;
        await AcceptedInOrderAsync(Bodies, services => BeforeIntake.Register(services, request =>
            request.IdempotencyKey == "message-4" && Interlocked.Decrement(ref failures) >= 0 ? throw new InvalidOperationException("A fault of the gateway.") : Task.CompletedTask));
        failures.ShouldBeLessThan(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_behind_one_whose_commit_failed_is_accepted_before_it(bool away)
    {
        var failures = 3;
        await AcceptedInOrderAsync(Bodies, services => WatchedIntakeStore.Register(services, _ => { }, (_, group) =>
            IsIn(group) && Interlocked.Decrement(ref failures) >= 0 ? throw (away ? new MasterKeyException("The database is away.") : new InvalidOperationException("A fault of the gateway.")) : Task.CompletedTask));
        failures.ShouldBeLessThan(0);
    }

    [Fact]
    public async Task Nothing_behind_a_long_one_that_is_stored_ahead_is_accepted_before_it()
    {
        List<long> committed = [];
        byte[][] bodies = [.. Bodies];
        bodies[Slow] = [.. Bodies[Slow], .. Enumerable.Repeat((byte)' ', 8 * SubmissionStore.SegmentSize)];
        await AcceptedInOrderAsync(bodies, services => WatchedIntakeStore.Register(services, _ => { }, (_, group) =>
        {
            committed.AddRange(group.Select(s => s.Submission.Bytes));
            return Task.CompletedTask;
        }));
        committed.ShouldBe(bodies.Select(b => (long)b.Length));
    }

    /// <summary>A process that has lost its turn at the queue, and does not know it yet, holds what another has taken in since.</summary>
    [Fact]
    public async Task Nothing_behind_one_that_another_process_has_taken_in_keeps_the_earlier_key_that_it_was_given_here()
    {
        var taken = 0;
        IServiceProvider? running = null;
        await AcceptedInOrderAsync(Bodies, services =>
        {
            WatchedIntakeStore.Register(services, p => running = p, async (store, group) =>
            {
                if (!IsIn(group) || Interlocked.Exchange(ref taken, 1) == 1)
                    return;
                var own = group.Single(s => s.Submission.Bytes == Bodies[Slow].Length);
                var other = new NewSubmission { Submission = own.Submission with { Id = running!.GetRequiredService<KeySequence>().Next() }, Sealed = [], Noes = [], ProfileVersion = own.ProfileVersion };
                var known = await store.LoadAsync([other], CancellationToken.None);
                await store.AcceptAsync(known, [IntakeRules.Decide(known, running!.GetRequiredService<ICircumstances>().Now(), other).Decision], CancellationToken.None);
            });
        });
        taken.ShouldBe(1);
    }

    private static bool IsIn(IReadOnlyList<NewSubmission> group) => group.Any(s => s.Submission.Bytes == Bodies[Slow].Length);

    private async Task AcceptedInOrderAsync(IReadOnlyList<byte[]> bodies, Action<IServiceCollection> further)
    {
        await using var line = await broker.LineAsync("vdab");
        for (var i = 0; i < bodies.Count; i++)
            await line.PublishAsync("vdab", bodies[i], Vdab.Profile, "message-" + i);
        await using var gateway = await EdgeGateway.StartAsync(broker.Rabbit.Uri, services =>
        {
            services.PostConfigure<IntakeOptions>(o => o.CommitTogether = 2);
            further(services);
        });

        await ArrivingTests.TakenAsync(gateway, bodies.Count);
        await ArrivingTests.DrainedAsync(gateway, line);

        (await gateway.ReadAsync(s => s.Submissions.OrderBy(r => r.Id).Select(r => r.Bytes).ToListAsync())).ShouldBe(bodies.Select(b => (long)b.Length));
        (await gateway.ReadAsync(s => s.Submissions.CountAsync(r => r.State == SubmissionState.SetAside))).ShouldBe(0);
    }
}
