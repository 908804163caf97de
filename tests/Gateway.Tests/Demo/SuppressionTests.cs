using Gateway.Core.Operating;
using Gateway.Demo.Report;

namespace Gateway.Tests.Demo;

public class SuppressionTests
{
    [Fact]
    public void A_column_without_small_numbers_is_shown_as_it_is() =>
        Column(9, 12, 5).ShouldBe([Suppression.None, Suppression.None, Suppression.None]);

    [Fact]
    public void A_single_small_number_takes_the_next_smallest_with_it() =>
        Column(13, 4, 8, 6).ShouldBe([Suppression.None, Suppression.Small, Suppression.None, Suppression.ProtectsAnother]);

    [Fact]
    public void Two_small_numbers_protect_each_other() =>
        Column(13, 2, 1, 8).ShouldBe([Suppression.None, Suppression.Small, Suppression.Small, Suppression.None]);

    [Fact]
    public void Two_fours_are_known_from_their_sum_and_need_a_third() =>
        Column(13, 4, 4, 8).ShouldBe([Suppression.None, Suppression.Small, Suppression.Small, Suppression.ProtectsAnother]);

    [Fact]
    public void Two_zeros_are_known_from_their_sum_and_need_a_third() =>
        Column(13, 0, 0, 8).ShouldBe([Suppression.None, Suppression.Small, Suppression.Small, Suppression.ProtectsAnother]);

    [Fact]
    public void A_hidden_number_between_two_equal_ones_of_its_row_protects_nothing()
    {
        // The second row's middle cell can only be 8: its neighbours say so. Another row must hide too.
        var shown = SiteTable.Suppress(new[,] { { 20, 18, 10 }, { 8, 8, 8 }, { 9, 4, 4 } });
        shown[2, 1].ShouldBe(Suppression.Small);
        shown[0, 1].ShouldBe(Suppression.ProtectsAnother);
    }

    [Fact]
    public void Whatever_the_table_no_hidden_number_follows_from_the_total()
    {
        var random = new Random(20260105);
        for (var round = 0; round < 300; round++)
        {
            var column = Enumerable.Range(0, 5).Select(_ => random.Next(0, 15)).ToArray();
            var shown = Column(column);
            if (shown.All(s => s is not Suppression.None))
                continue;
            var hidden = Enumerable.Range(0, 5).Where(i => shown[i] is not Suppression.None).ToList();
            var sum = hidden.Sum(i => column[i]);
            foreach (var cell in hidden)
                PossibleValues(cell, hidden, shown, sum).ShouldBeGreaterThan(1, string.Join(',', column));
        }
    }

    private static int PossibleValues(int cell, List<int> hidden, Suppression[] shown, int sum)
    {
        HashSet<int> sums = [0];
        foreach (var other in hidden.Where(h => h != cell))
            sums = [.. sums.SelectMany(s => Values(shown[other], sum).Select(v => s + v)).Where(s => s <= sum)];
        return Values(shown[cell], sum).Count(v => sums.Contains(sum - v));
    }

    private static IEnumerable<int> Values(Suppression shown, int sum) =>
        shown is Suppression.Small ? Enumerable.Range(0, 5) : Enumerable.Range(5, Math.Max(0, sum - 4));

    private static Suppression[] Column(params int[] counts)
    {
        var table = new int[counts.Length, 1];
        for (var r = 0; r < counts.Length; r++)
            table[r, 0] = counts[r];
        var shown = SiteTable.Suppress(table);
        return [.. counts.Select((_, r) => shown[r, 0])];
    }
}
