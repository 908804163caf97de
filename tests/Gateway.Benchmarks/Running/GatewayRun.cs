namespace Gateway.Benchmarks;

/// <summary>One run of one build on a copy of what was prepared: warm up, alone, full load, half load, counting.</summary>
internal static class GatewayRun
{
    /// <summary>Runs it.</summary>
    /// <param name="grounds">Servers.</param>
    /// <param name="prepared">What it begins with.</param>
    /// <param name="name">Name of the copy: lower-case letters and digits.</param>
    /// <param name="workers">Processes for the stages behind one for HTTP; 0: everything in one process.</param>
    /// <param name="plan">Plan.</param>
    /// <param name="whole">False: full load only.</param>
    /// <param name="cancellation">Cancellation.</param>
    public static async Task<RunFigures> RunAsync(
        Grounds grounds, Prepared prepared, string name, int workers, Plan plan, bool whole, CancellationToken cancellation)
    {
        var ground = await grounds.CopyAsync(prepared.Ground, name, cancellation);
        try
        {
            await using var running = await RunningGateway.StartAsync(prepared, ground, workers, cancellation);
            var people = new People(prepared.Stored, plan.Batch);
            return await running.Traffic.WithOfficesAsync(
                async () =>
                {
                    await running.LoadAsync(people.HalfTogether(plan.WarmUp), plan, perSecond: null, cancellation);
                    var alone = whole ? await AloneAsync(running, people, plan, cancellation) : null;
                    var full = await running.LoadAsync(people.HalfTogether(plan.Referrals), plan, perSecond: null, cancellation);
                    var half = whole ? await running.LoadAsync(people.HalfTogether(plan.Half), plan, full.PerSecond / 2, cancellation) : null;
                    var (largest, all, source) = running.PeakMemory();
                    var figures = new RunFigures
                    {
                        Workers = workers, Full = full, Half = half, Alone = alone, PeakMegabytes = largest, AllMegabytes = all, PeakSource = source,
                    };
                    return whole ? await CountedAsync(figures, running, grounds.StatisticsOf(ground), people, plan, cancellation) : figures;
                },
                cancellation);
        }
        finally
        {
            await grounds.RemoveAsync(ground, CancellationToken.None);
        }
    }

    private static async Task<Latencies> AloneAsync(RunningGateway running, People people, Plan plan, CancellationToken cancellation)
    {
        var journeys = people.Singly(plan.Alone);
        foreach (var journey in journeys)
        {
            await running.Traffic.PostAsync([journey], cancellation);
            await journey.Through.WaitAsync(cancellation);
        }

        return Latencies.Of(journeys);
    }

    /// <summary>
    /// What the database does for a referral, one record a submission and many on the way. What it does anyhow while its
    /// connections hand on what they counted is measured afterwards and taken off.
    /// </summary>
    private static async Task<RunFigures> CountedAsync(
        RunFigures figures, RunningGateway running, DatabaseStatistics? statistics, People people, Plan plan, CancellationToken cancellation)
    {
        var first = await ReadAsync();
        var whole = await running.LoadAsync(people.Singly(plan.Half), plan, perSecond: null, cancellation);
        var second = await ReadAsync();
        var delivered = await running.LoadAsync(people.Singly(plan.Half, answered: false), plan, perSecond: null, cancellation);
        var third = await ReadAsync();
        var last = await ReadAsync();
        var idle = last?.Use - third?.Use;
        return figures with
        {
            WholeJourney = Caused(whole, first, second),
            FirstDelivery = Caused(delivered, second, third),
            IdlePerSecond = idle?.Per(DatabaseStatistics.Settling.TotalSeconds),
        };

        async Task<Reading?> ReadAsync() =>
            statistics is null ? null : new Reading(await statistics.SettledAsync(cancellation), await statistics.ByStatementAsync(cancellation));

        Counted Caused(Loaded loaded, Reading? from, Reading? until) => new(
            loaded, (until?.Use - from?.Use - idle)?.Per(plan.Half),
            from is null ? [] : StatementUse.Between(from.Statements, until!.Statements, third!.Statements, last!.Statements, plan.Half));
    }

    private sealed record Reading(DatabaseUse Use, IReadOnlyDictionary<long, StatementUse> Statements);
}
