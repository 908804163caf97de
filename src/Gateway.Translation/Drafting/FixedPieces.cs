using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Translation.Profiles;

namespace Gateway.Translation.Drafting;

/// <summary>
/// Takes lines of fixed width apart as far as they show it: a national number, and what stands behind a column that is blank in
/// every line. The rest is one piece, for a person to take apart.
/// </summary>
internal static class FixedPieces
{
    /// <summary>Of so many lines a number that passes in all of them is no chance any more.</summary>
    private const int Enough = 3;

    private static readonly (string Scheme, int Width, int Lines)[] Numbers =
        [(IdentifierSchemes.Insz, 11, 1), (IdentifierSchemes.Fnr, 11, Enough), (IdentifierSchemes.Bsn, 9, Enough)];

    /// <summary>The pieces, in order; together they are the line.</summary>
    /// <param name="lines">Lines of one width.</param>
    /// <param name="width">Their width.</param>
    public static IReadOnlyList<FixedColumn> Of(IReadOnlyList<string> lines, int width)
    {
        var (scheme, from, length) = NumberIn(lines, width);
        var begins = Enumerable.Range(1, width - 1).Where(i => !(i > from && i < from + length) && lines.All(l => l[i - 1] == ' ') && lines.Any(l => l[i] != ' ')).Append(0);
        if (scheme is not null)
            begins = begins.Append(from).Append(from + length);
        var places = begins.Where(i => i < width).Distinct().Order().Append(width).ToList();
        return [.. places.Zip(places.Skip(1), (begin, end) => new FixedColumn(scheme is not null && begin == from ? scheme : $"from{begin + 1}", end - begin))];
    }

    private static (string? Scheme, int From, int Length) NumberIn(IReadOnlyList<string> lines, int width)
    {
        foreach (var (scheme, length, least) in Numbers)
        {
            for (var from = 0; lines.Count >= least && from + length <= width; from++)
            {
                if (lines.All(l => l.AsSpan(from, length).IndexOfAnyExceptInRange('0', '9') < 0 && NationalNumbers.Normalise(scheme, l.Substring(from, length)) is not null))
                    return (scheme, from, length);
            }
        }

        return (null, -1, 0);
    }
}
