namespace Gateway.Store.Tests.Plans;

/// <summary>After the sealer was away the open period is long: each of its seals reads its own entries, and none that are sealed.</summary>
public sealed class SealingWorkTests : StoreSuite<SqliteFixture>
{
    private const int Entries = 4_000;
    private const int PerSeal = 50;

    [Fact]
    public async Task A_seal_at_the_end_of_a_long_period_is_as_much_work_as_one_at_its_beginning()
    {
        await Db.WriteAsync(unit =>
        {
            for (var i = 0; i < Entries; i++)
                unit.Record("work-item.parked", "gateway", Db.Keys.Next(), new { stage = "referral" });
        });
        using var work = new SqliteWork(Db.File);
        work.Start();
        await SealAsync();

        var early = await work.OfAsync(SealAsync);
        for (var i = 0; i < (Entries / PerSeal) - 4; i++)
            await SealAsync();
        var late = await work.OfAsync(SealAsync);

        early.Steps.ShouldBeGreaterThan(0);
        ((double)late.Steps / early.Steps).ShouldBeLessThan(1.5, $"{early} and {late}");
        (await Db.Audit.VerifyAsync(heads: null, CancellationToken.None)).ShouldSatisfyAllConditions(v => v.Broken.ShouldBeNull(), v => v.Sealed.ShouldBe(Entries - PerSeal));
    }

    private async Task SealAsync() => (await Db.Audit.SealAsync(PerSeal, lease: null, CancellationToken.None)).ShouldNotBeNull();
}
