using Gateway.Simulation.Checking;
using Gateway.Simulation.Planted;

namespace Gateway.Simulation;

/// <summary>A run from a seed: so many days, or so many schedules of a race.</summary>
internal static class Run
{
    /// <summary>After so many days everything is mended and looked at as a whole.</summary>
    private const int DaysBetweenLooks = 5;

    /// <summary>After so many days a store begins anew, under the next seed: a failure is then replayed in as many days at most.</summary>
    private const int DaysOfAChapter = 20;

    private const int SchedulesBetweenLooks = 25;
    private const int SchedulesOfAChapter = 100;

    /// <summary>What a chapter came to.</summary>
    /// <param name="Seed">Its seed.</param>
    /// <param name="Steps">Days or schedules that were run.</param>
    /// <param name="Race">The race; null: days.</param>
    /// <param name="Fault">What does not hold; null: everything held.</param>
    /// <param name="Seen">What was seen.</param>
    /// <param name="Digest">A digest of everything that happened.</param>
    internal sealed record Outcome(Seed Seed, int Steps, string? Race, Exception? Fault, string Seen, string Digest)
    {
        /// <summary>The command that gives the same run.</summary>
        public string Replay => $"dotnet run --project tests/Gateway.Simulation -- --seed {Seed} " + (Race is null ? $"--days {Steps}" : $"--race {Race} --schedules {Steps}");

        /// <inheritdoc />
        public override string ToString() => Fault is null
            ? $"Seed {Seed}: {Steps} {(Race is null ? "days" : $"schedules of {Race}")}, everything held. {Seen}. Trace {Digest}."
            : $"Seed {Seed}, {(Race is null ? "day" : $"schedule of {Race}")} {Steps}: {(Fault is ViolationException ? Fault.Message : Fault.ToString())}{Environment.NewLine}Replay: {Replay}";
    }

    /// <summary>Lives through days, chapter after chapter, until something does not hold.</summary>
    /// <param name="seed">The first chapter's seed; each further one's is one more.</param>
    /// <param name="days">Days.</param>
    /// <param name="fault">A planted fault, or none.</param>
    /// <param name="told">Called with each line of what happened.</param>
    public static IEnumerable<Outcome> Days(Seed seed, int days, Func<PlantedFault> fault, Action<string>? told = null) =>
        Chapters(seed, days, DaysOfAChapter, DaysBetweenLooks, null, world => world.Day(), fault, told);

    /// <summary>Runs schedules of a race, chapter after chapter, until something does not hold.</summary>
    public static IEnumerable<Outcome> Schedules(Seed seed, string race, int schedules, Func<PlantedFault> fault, Action<string>? told = null) =>
        Chapters(seed, schedules, SchedulesOfAChapter, SchedulesBetweenLooks, race, world => world.Race(race), fault, told);

    private static IEnumerable<Outcome> Chapters(Seed seed, int steps, int chapter, int looks, string? race, Action<SimulatedWorld> step, Func<PlantedFault> fault, Action<string>? told)
    {
        for (var left = steps; left > 0; left -= chapter)
        {
            var outcome = Chapter(seed, Math.Min(left, chapter), looks, race, step, fault(), told);
            yield return outcome;
            if (outcome.Fault is not null)
                yield break;
            seed = new Seed(seed.Number + 1);
        }
    }

    private static Outcome Chapter(Seed seed, int steps, int looks, string? race, Action<SimulatedWorld> step, PlantedFault fault, Action<string>? told)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            using var world = new SimulatedWorld(seed, fault, told);
            var done = 0;
            try
            {
                while (done < steps)
                {
                    done++;
                    step(world);
                    if (done % looks == 0 || done == steps)
                        world.Settle();
                }

                return new Outcome(seed, done, race, null, world.Seen, world.Digest);
            }
            catch (Exception e)
            {
                return new Outcome(seed, done, race, e, world.Seen, world.Digest);
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }
}
