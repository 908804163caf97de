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

    // Found by trying every set of numbers: adding, subtracting and bounds, sum by sum, did not see it.
    [Fact]
    public void Small_numbers_that_only_all_sums_together_give_back_are_protected_too()
    {
        int[] counts = [3, 1, 1, 1, 0, 0, 1, 3, 3, 0, 0, 0, 0, 0, 12, 0, 0, 12, 0, 1, 11, 18, 4, 1, 13, 0, 1, 12];
        KnownSum[] sums =
        [
            new(0, [3, 1, 2]), new(3, [6, 4, 5]), new(7, [10, 8, 9]), new(10, [13, 11, 12]), new(14, [17, 15, 16]), new(17, [20, 18, 19]), new(21, [0, 7, 14]), new(22, [1, 8, 15]),
            new(23, [2, 9, 16]), new(24, [3, 10, 17]), new(25, [4, 11, 18]), new(26, [5, 12, 19]), new(27, [6, 13, 20]), new(21, [24, 22, 23]), new(24, [27, 25, 26]),
        ];

        GivenBack.From(counts, SmallNumbers.Suppress(counts, sums), sums).ShouldBeEmpty();
    }

    [Fact]
    public void A_step_is_at_most_the_step_before_and_nobody_is_told_that_it_is_as_many()
    {
        KnownSum known = new(0, [1]), atMost = known with { IsAtMost = true };

        SmallNumbers.Computable([5, 5], [Suppression.ProtectsAnother, Suppression.None], [known]).ShouldBe(0);
        SmallNumbers.Computable([5, 5], [Suppression.ProtectsAnother, Suppression.None], [atMost]).ShouldBeNull("some may have been lost");
        SmallNumbers.Computable([5, 5], [Suppression.None, Suppression.ProtectsAnother], [atMost]).ShouldBe(1, "at most five and at least five is five");
    }

    [Fact]
    public void Whoever_tries_every_set_of_numbers_gets_none_back()
    {
        var random = new Random(11);
        var shown = 0;
        for (var round = 0; round < 60; round++)
        {
            var (counts, sums) = Table(random, sites: 3, stages: 2);

            var hidden = SmallNumbers.Suppress(counts, sums);

            GivenBack.From(counts, hidden, sums).ShouldBeEmpty($"round {round}");
            shown += hidden.Count(h => h == Suppression.None);
        }

        shown.ShouldBeGreaterThan(100, "hiding everything is no protection");
        GivenBack.From([20, 18, 2], [Suppression.None, Suppression.None, Suppression.Small], [new KnownSum(0, [1, 2])]).ShouldBe([2], "the attack itself works");
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
