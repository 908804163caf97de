using System.Diagnostics;
using Gateway.Translation;
using Gateway.Translation.Reading;
using Gateway.Unit.Tests.Translation.Streaming;

namespace Gateway.Benchmarks.Translating;

/// <summary>
/// Every format through its profile, and a bare parse beside it. Figures are per second of processor time, all threads of the
/// process together: what one core does, whoever else uses the machine.
/// </summary>
internal static class TranslationSpeed
{
    private const int Rounds = 3;
    private const long Small = 10_000_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    private static readonly TranslateOptions Options = new() { Today = new DateOnly(2026, 3, 2) };

    /// <summary>Widths of primabook's columns, as its profile has them.</summary>
    private static readonly int[] Widths = [1, 5, 6, 11, 2, 11, 12, 1, 8, 8, 6, 1, 8, 1, 30];

    /// <param name="megabytes">Length of a document.</param>
    /// <param name="only">Only this profile.</param>
    /// <param name="cancellation">Cancellation.</param>
    public static TranslationSpeeds Measure(int megabytes, string? only, CancellationToken cancellation)
    {
        var contracts = Contracts();
        var profiles = ProfileSet.Load(contracts).Profiles ?? throw new InvalidOperationException("The shipped profiles do not load; run 'check'.");
        var samples = RepeatedSample.All(contracts);
        var speeds = new List<FormatSpeed>();
        foreach (var sample in samples.Where(s => only is null || s.Profile == only))
        {
            cancellation.ThrowIfCancellationRequested();
            Document Make(long bytes) => Document.Repeated(sample, bytes);
            speeds.Add(Measure(profiles.Find(sample.Profile)!, "", Make, megabytes * 1_000_000L));
        }

        if (only is null or "sonar-export")
            speeds.Add(Measure(profiles.Find("sonar-export")!, " (XLSX)", bytes => Document.Sheet(samples.Single(s => s.Profile == "sonar-export"), bytes), megabytes * 1_000_000L));
        return new TranslationSpeeds(Machines.This, megabytes, speeds);
    }

    private static FormatSpeed Measure(Profile profile, string form, Func<long, Document> make, long bytes)
    {
        var warm = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(warm) < WarmUp)
        {
            Bare(profile, make(Small / 10));
            Cut(profile, make(Small / 10), withValues: true);
            Translated(profile, make(Small / 10), look: null);
        }

        var document = make(bytes);
        var (bare, cut, nodes, translated) = (double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue);
        long records = 0;
        for (var round = 0; round < Rounds; round++)
        {
            bare = Math.Min(bare, Processor(() => Bare(profile, document)));
            cut = Math.Min(cut, Processor(() => Cut(profile, document, withValues: false)));
            nodes = Math.Min(nodes, Processor(() => Cut(profile, document, withValues: true)));
            translated = Math.Min(translated, Processor(() => records = Translated(profile, document, look: null)));
        }

        return new FormatSpeed(
            profile.Id + form, document.Bytes, records, translated, cut, nodes, bare, Live(profile, make(Small)), Live(profile, document));
    }

    private static long Bare(Profile profile, Document document)
    {
        using var content = document.Open();
        return BareParse.Read(profile, content, document.IsSheet, Widths);
    }

    /// <summary>The first steps of a translation alone: records are cut out of the document, and with values each is made nodes of.</summary>
    private static long Cut(Profile profile, Document document, bool withValues)
    {
        long records = 0;
        using var content = document.Open();
        foreach (var record in DocumentReader.Read(profile, content, Options, wanted: null))
            records += withValues && record.Root is null ? 0 : 1;
        return records;
    }

    private static long Translated(Profile profile, Document document, Action<long>? look)
    {
        long records = 0;
        using var content = document.Open();
        foreach (var record in new Translator().Translate(profile, content, Options, CancellationToken.None))
        {
            if (record.Status != RecordStatus.Translated)
                throw new InvalidOperationException($"A record of {profile.Id} was set aside: {record.Problems[0].Code}.");
            look?.Invoke(++records);
            records += look is null ? 1 : 0;
        }

        return records;
    }

    /// <summary>Most memory in use, in bytes, beyond what was in use before, at some twenty places of the document.</summary>
    private static long Live(Profile profile, Document document)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        var every = Math.Max(1, document.Records / 20);
        Translated(profile, document, n =>
        {
            if (n % every == 0)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        });
        return most;
    }

    private static double Processor(Action work)
    {
        using var process = Process.GetCurrentProcess();
        GC.Collect();
        process.Refresh();
        var before = process.TotalProcessorTime;
        work();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalSeconds;
    }

    private static string Contracts()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Gateway.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The benchmark runs outside its repository.");
        return Path.Combine(folder.FullName, "contracts");
    }
}
