using Gateway.Core.Work;
using Gateway.Workers;
using Gateway.Workers.Relay;
using Gateway.Workers.Stages;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Invariants;

/// <summary>What a process keeps for its own stages when it commits work, and what it leaves to the relay.</summary>
public sealed class LocalStagesTests
{
    private static readonly Guid[] Ids = [.. Enumerable.Range(1, 300).Select(i => new Guid(i, 0, 0, new byte[8]))];

    [Fact]
    public void Work_is_kept_only_while_somebody_works_on_it()
    {
        var stages = Stages();
        stages.Reserve(StageNames.Referral, 1).ShouldBeNull("its workers do not run yet: a lease would only delay the work");
        stages.Open();
        stages.Reserve(StageNames.Referral, 1).ShouldBe(stages.Token);
        stages.Close();
        stages.Reserve(StageNames.Referral, 1).ShouldBeNull("its workers have stopped");
    }

    [Fact]
    public void Stages_of_other_processes_what_has_no_room_and_everything_when_switched_off_are_left_to_the_relay()
    {
        Roles.TryParse("referral", out var roles, out _).ShouldBeTrue();
        var stages = Stages(roles);
        stages.Open();
        stages.Reserve(StageNames.Delivery, 1).ShouldBeNull();
        stages.Reserve(StageNames.Referral, 800).ShouldNotBeNull();
        stages.Reserve(StageNames.Referral, 1).ShouldBeNull("others may take it");
        stages.Release(StageNames.Referral, 1);
        stages.Reserve(StageNames.Referral, 1).ShouldNotBeNull();

        var off = new LocalStages(Roles.All, Options.Create(new RelayOptions { Direct = false }), new CountedKeys());
        off.Open();
        off.Reserve(StageNames.Referral, 1).ShouldBeNull();
    }

    [Fact]
    public async Task What_one_commit_made_is_taken_together_and_commits_until_a_batch_is_full()
    {
        var stages = Stages();
        stages.Open();
        foreach (var commit in new[] { Ids[..120], Ids[120..200], Ids[200..] })
        {
            stages.Reserve(StageNames.Referral, commit.Length);
            stages.Hand(StageNames.Referral, commit);
        }

        (await stages.TakeAsync(StageNames.Referral, 250, CancellationToken.None)).ShouldBe(Ids[..200]);
        (await stages.TakeAsync(StageNames.Referral, 50, CancellationToken.None)).ShouldBe(Ids[200..], "a commit is not divided");
        stages.TakeRest(StageNames.Referral).ShouldBeEmpty();
    }

    private static LocalStages Stages(Roles? roles = null) => new(roles ?? Roles.All, Options.Create(new RelayOptions()), new CountedKeys());

    private sealed class CountedKeys : IKeys
    {
        private int _last;

        public Guid Next() => new(++_last, 0, 0, new byte[8]);
    }
}
