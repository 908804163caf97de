using Gateway.Simulation.Checking;
using Gateway.Simulation.Planted;

namespace Gateway.Simulation;

/// <summary>What is run from a seed: days, or schedules of a race; with a planted fault, or none.</summary>
/// <param name="Race">The race; null: days.</param>
/// <param name="Planted">Name of the planted fault; null: none.</param>
internal sealed record Run(string? Race = null, string? Planted = null)
{
    /// <summary>What a chapter came to.</summary>
    /// <param name="Run">What was run.</param>
    /// <param name="Seed">The chapter's seed.</param>
    /// <param name="Steps">Days or schedules that were run.</param>
    /// <param name="Fault">What does not hold; null: everything held.</param>
    /// <param name="Seen">What was seen.</param>
    /// <param name="Digest">A digest of everything that happened.</param>
    /// <param name="Orders">Orders in which the turns of schedules were taken, each once.</param>
    internal sealed record Outcome(Run Run, Seed Seed, int Steps, Exception? Fault, string Seen, string Digest, IReadOnlySet<ulong> Orders)
    {
        /// <summary>The command that gives the same run: the seed alone does not say what was run.</summary>
        public string Replay =>
            $"dotnet run --project tests/Gateway.Simulation -- --seed {Seed} {(Run.Race is null ? $"--days {Steps}" : $"--race {Run.Race} --schedules {Steps}")}{(Run.Planted is null ? "" : $" --planted {Run.Planted}")}";

        /// <inheritdoc />
        public override string ToString() => Fault is null
            ? $"Seed {Seed}: {Steps} {(Run.Race is null ? "days" : $"schedules of {Run.Race}")}, everything held. {Seen}. Trace {Digest}."
            : $"Seed {Seed}, {(Run.Race is null ? "day" : $"schedule of {Run.Race}")} {Steps}: {(Fault is ViolationException ? Fault.Message : Fault.ToString())} Trace {Digest}.{Environment.NewLine}Replay: {Replay}";
    }

    /// <summary>After so many steps everything is mended and looked at as a whole.</summary>
    private int BetweenLooks => Race is null ? 5 : 25;

    /// <summary>After so many steps a store begins anew, under the next seed: a failure is then replayed in as many at most.</summary>
    private int OfAChapter => Race is null ? 20 : 100;

    /// <summary>Goes on, chapter after chapter, until something does not hold.</summary>
    /// <param name="seed">The first chapter's seed; each further one's is one more.</param>
    /// <param name="steps">Days or schedules.</param>
    /// <param name="told">Called with each line of what happened.</param>
    public IEnumerable<Outcome> From(Seed seed, int steps, Action<string>? told = null)
    {
        for (var left = steps; left > 0; left -= OfAChapter)
        {
            var outcome = Chapter(seed, Math.Min(left, OfAChapter), told);
            yield return outcome;
            if (outcome.Fault is not null)
                yield break;
            seed = new Seed(seed.Number + 1);
        }
    }

    private Outcome Chapter(Seed seed, int steps, Action<string>? told)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            using var world = new SimulatedWorld(seed, Planted is null ? PlantedFault.None : Faults.All[Planted](), told);
            var done = 0;
            Exception? fault = null;
            try
            {
                while (done < steps)
                {
                    done++;
                    if (Race is null)
                        world.Day();
                    else
                        world.Race(Race);
                    if (done % BetweenLooks == 0 || done == steps)
                        world.Settle();
                }
            }
            catch (Exception e)
            {
                fault = e;
            }

            return new Outcome(this, seed, done, fault, world.Seen, world.Digest, world.Orders);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }
}
