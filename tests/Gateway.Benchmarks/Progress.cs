namespace Gateway.Benchmarks;

/// <summary>Says what is being done, on standard error: standard output belongs to the result.</summary>
internal static class Progress
{
    public static void Said(FormattableString what) => Console.Error.WriteLine(FormattableString.Invariant(what));
}
