using System.Globalization;

namespace Gateway.Tests.Running;

/// <summary>Invented people: each test takes new ones, so that tests on one gateway do not meet.</summary>
internal static class People
{
    private static int _last;

    /// <summary>A Belgian number that nobody else in this run has; its check digits pass (97 minus the rest modulo 97).</summary>
    public static string Insz()
    {
        var next = Interlocked.Increment(ref _last);
        var born = new DateOnly(1960, 1, 1).AddDays(next);
        var nine = born.ToString("yyMMdd", CultureInfo.InvariantCulture) + (1 + next % 900).ToString("000", CultureInfo.InvariantCulture);
        return nine + (97 - long.Parse(nine, CultureInfo.InvariantCulture) % 97).ToString("00", CultureInfo.InvariantCulture);
    }

    /// <summary>A Dutch number that nobody else in this run has; it passes the eleven test.</summary>
    public static string Bsn()
    {
        while (true)
        {
            var eight = (30_000_000 + Interlocked.Increment(ref _last)).ToString(CultureInfo.InvariantCulture);
            var rest = eight.Select((digit, at) => (digit - '0') * (9 - at)).Sum() % 11;
            if (rest < 10)
                return eight + rest.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>A ticket as senders make them.</summary>
    public static string Ticket() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("D");
}
