using Gateway.Core.Operating;

namespace Gateway.Unit.Tests.Core.Operating;

public class SmallNumbersTests
{
    [Fact]
    public void Numbers_under_five_are_hidden_and_none_can_be_got_back_by_subtraction()
    {
        int[] counts = [20, 18, 2];
        KnownSum[] sums = [new(0, [1, 2])];

        SmallNumbers.Computable(counts, [Suppression.None, Suppression.None, Suppression.Small], sums).ShouldBe(2, "20 less 18");
        SmallNumbers.Suppress(counts, sums).ShouldBe([Suppression.None, Suppression.ProtectsAnother, Suppression.Small]);
    }

    [Fact]
    public void A_total_that_leaves_one_possibility_to_small_numbers_is_hidden_too()
    {
        int[] nothing = [0, 0];

        SmallNumbers.Suppress([8, 8, .. nothing], [new KnownSum(0, [1, 2, 3])]).Count(s => s == Suppression.ProtectsAnother).ShouldBe(1);
        SmallNumbers.Suppress([8, 4, 4], [new KnownSum(0, [1, 2])])[0].ShouldBe(Suppression.ProtectsAnother, "eight of two numbers under five is four and four");
    }

    [Fact]
    public void Sums_that_cross_give_nothing_back()
    {
        // Three hidden numbers in three pairs: each pair alone tells nothing, all together tell everything.
        int[] counts = [100, 90, 80, 190, 180, 170];
        KnownSum[] sums = [new(3, [0, 1]), new(4, [0, 2]), new(5, [1, 2])];
        Suppression[] hidden = [.. Enumerable.Repeat(Suppression.ProtectsAnother, 3), .. Enumerable.Repeat(Suppression.None, 3)];

        SmallNumbers.Computable(counts, hidden, sums).ShouldNotBeNull();
        SmallNumbers.Computable(counts, hidden, sums[..2]).ShouldBeNull();
    }

    [Fact]
    public void No_table_of_sites_and_stages_gives_a_hidden_number_back()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var (counts, sums) = Table(random, sites: 4, stages: 3);

            var hidden = SmallNumbers.Suppress(counts, sums);

            counts.Zip(hidden).ShouldAllBe(c => c.First >= SmallNumbers.Threshold || c.Second == Suppression.Small);
            SmallNumbers.Computable(counts, hidden, sums).ShouldBeNull();
        }
    }

    /// <summary>Sites by stages with a total per stage; each stage is the next one and what was lost.</summary>
    private static (List<int> Counts, List<KnownSum> Sums) Table(Random random, int sites, int stages)
    {
        List<int> counts = [];
        List<KnownSum> sums = [];
        var places = Enumerable.Range(0, sites).Select(_ =>
        {
            List<int> mine = [];
            var left = random.Next(0, 30);
            for (var stage = 0; stage < stages; stage++)
            {
                counts.Add(left);
                mine.Add(counts.Count - 1);
                var lost = random.Next(0, Math.Min(left, 8) + 1);
                counts.Add(lost);
                left -= lost;
            }

            counts.Add(left);
            mine.Add(counts.Count - 1);
            sums.AddRange(Enumerable.Range(0, stages).Select(s => new KnownSum(mine[s], [mine[s + 1], mine[s] + 1])));
            return mine;
        }).ToList();
        for (var stage = 0; stage <= stages; stage++)
        {
            int[] parts = [.. places.Select(p => p[stage])];
            counts.Add(parts.Sum(p => counts[p]));
            sums.Add(new KnownSum(counts.Count - 1, parts));
        }

        return (counts, sums);
    }
}
