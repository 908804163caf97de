using System.Globalization;
using System.Text.Json;

namespace Gateway.Benchmarks.Translating;

/// <summary>What one format took.</summary>
/// <param name="Format">Profile and, where there are several, form.</param>
/// <param name="Bytes">Length of the document.</param>
/// <param name="Records">Its records.</param>
/// <param name="Seconds">Processor time to translate it.</param>
/// <param name="CutSeconds">Of it, to cut the records out of the document; rows of tables and lines become nodes in the same step.</param>
/// <param name="NodeSeconds">The same, and to make nodes of every name and value.</param>
/// <param name="BareSeconds">Processor time of the bare parse.</param>
/// <param name="LiveAtTen">Most memory in use while a document of 10 MB is read, bytes.</param>
/// <param name="Live">The same for the document itself.</param>
internal sealed record FormatSpeed(string Format, long Bytes, long Records, double Seconds, double CutSeconds, double NodeSeconds, double BareSeconds, long LiveAtTen, long Live)
{
    public double RecordsPerSecond => Records / Seconds;

    public double MegabytesPerSecond => Bytes / 1e6 / Seconds;

    public double BareMegabytesPerSecond => Bytes / 1e6 / BareSeconds;

    /// <summary>Speed beside the bare parse.</summary>
    public double Ratio => BareSeconds / Seconds;
}

/// <summary>All formats.</summary>
internal sealed record TranslationSpeeds(string Machine, int Megabytes, IReadOnlyList<FormatSpeed> Formats)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public void Json(TextWriter to) => to.WriteLine(JsonSerializer.Serialize(this, Readable));

    public void Table(TextWriter to)
    {
        void Line(FormattableString text) => to.WriteLine(text.ToString(CultureInfo.InvariantCulture));
        Line($"{Machine}; per second of processor time, garbage collection included");
        Line($"");
        Line($"  {"format",-22}{"records/s",11}{"MB/s",8}{"bare MB/s",11}{"ratio",8}{"cut",7}{"nodes",7}{"lines",7}   memory in use, MB, at 10 MB and at {Megabytes} MB");
        foreach (var f in Formats)
            Line($"  {f.Format,-22}{f.RecordsPerSecond,11:0}{f.MegabytesPerSecond,8:0.0}{f.BareMegabytesPerSecond,11:0.0}{f.Ratio,8:0.00}{f.CutSeconds / f.Seconds,7:0%}{(f.NodeSeconds - f.CutSeconds) / f.Seconds,7:0%}{1 - (f.NodeSeconds / f.Seconds),7:0%}   {f.LiveAtTen / 1e6,6:0.0}{f.Live / 1e6,8:0.0}");
    }
}
