using System.Globalization;

namespace Gateway.Translation.Explaining;

/// <summary>What became of one sample.</summary>
/// <param name="Profile">Profile id.</param>
/// <param name="Sample">File name of the sample.</param>
/// <param name="Difference">Null when the result is the approved one, otherwise where they part and what to do.</param>
public sealed record SampleResult(string Profile, string Sample, string? Difference);

/// <summary>
/// Runs the samples of profiles and compares what becomes of them, field by field, with the results that were approved:
/// <c>contracts/formats/{profile}/approved/{sample}.json</c>. A change of a profile or a code map is seen in review.
/// </summary>
public static class ProfileSamples
{
    /// <summary>The day on which samples are translated, so that dated code maps give the same result every day.</summary>
    public static DateOnly Day { get; } = new(2026, 3, 2);

    /// <summary>Compares, or approves.</summary>
    /// <param name="contractsFolder">Folder that holds <c>formats/</c>.</param>
    /// <param name="profiles">The profiles to run, loaded from it.</param>
    /// <param name="approve">Write the results as approved instead of comparing.</param>
    /// <returns>One result per sample, and one per approved result whose sample is gone.</returns>
    public static IEnumerable<SampleResult> Run(string contractsFolder, IEnumerable<Profile> profiles, bool approve)
    {
        ArgumentNullException.ThrowIfNull(profiles);
        foreach (var profile in profiles.OrderBy(p => p.Id, StringComparer.Ordinal))
        {
            var folder = Path.Combine(contractsFolder, "formats", profile.Id);
            var samples = Files(Path.Combine(folder, "samples"));
            foreach (var sample in samples)
                yield return new SampleResult(profile.Id, Path.GetFileName(sample), Compare(Result(profile, sample), Path.Combine(folder, "approved", Path.GetFileName(sample) + ".json"), approve));
            var names = samples.Select(s => Path.GetFileName(s) + ".json").ToHashSet(StringComparer.Ordinal);
            foreach (var left in Files(Path.Combine(folder, "approved")).Where(f => !names.Contains(Path.GetFileName(f))))
                yield return new SampleResult(profile.Id, Path.GetFileName(left), "There is an approved result and no sample of that name; delete the one or restore the other.");
        }
    }

    private static string Result(Profile profile, string sample)
    {
        using var output = new MemoryStream();
        using (var content = File.OpenRead(sample))
        using (var report = new TranslationReport(output, profile.Id, explain: true))
        {
            var options = new TranslateOptions { Today = Day, Explain = true, Reference = "sample" };
            foreach (var record in new Translator().Translate(profile, content, options, CancellationToken.None))
                report.Add(record);
            report.Finish();
        }

        return System.Text.Encoding.UTF8.GetString(output.ToArray()) + "\n";
    }

    private static string? Compare(string result, string approved, bool approve)
    {
        if (approve)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(approved)!);
            File.WriteAllText(approved, result);
            return null;
        }

        if (!File.Exists(approved))
            return "The sample has no approved result. Look at it with 'translate --explain', then run 'profile test' with GATEWAY_APPROVE=1.";
        var was = File.ReadAllText(approved).ReplaceLineEndings("\n").Split('\n');
        var now = result.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < Math.Max(was.Length, now.Length); i++)
        {
            var (before, after) = (was.ElementAtOrDefault(i)?.Trim() ?? "(end)", now.ElementAtOrDefault(i)?.Trim() ?? "(end)");
            if (before != after)
                return string.Create(CultureInfo.InvariantCulture, $"Line {i + 1} was approved as {before} and is now {after}. When the change is meant, run 'profile test' with GATEWAY_APPROVE=1 and review it.");
        }

        return null;
    }

    private static List<string> Files(string folder) =>
        Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal)] : [];
}
