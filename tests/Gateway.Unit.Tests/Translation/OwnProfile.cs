using System.Text;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

/// <summary>A profile written for one test, in a contracts folder of its own.</summary>
internal sealed class OwnProfile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("own-profile").FullName;

    /// <summary>Writes the profile and its code maps.</summary>
    /// <param name="profile">Lines of profile.yaml.</param>
    /// <param name="maps">Code maps by name.</param>
    public OwnProfile(string profile, params (string Name, string Text)[] maps)
    {
        var folder = Path.Combine(_folder, "formats", "own");
        Directory.CreateDirectory(Path.Combine(folder, "codes"));
        File.WriteAllText(Path.Combine(folder, "profile.yaml"), profile);
        foreach (var (name, text) in maps)
            File.WriteAllText(Path.Combine(folder, "codes", name + ".yaml"), text);
        var shared = Directory.CreateDirectory(Path.Combine(_folder, "formats", "codes")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(Translating.Contracts, "formats", "codes")))
            File.Copy(file, Path.Combine(shared, Path.GetFileName(file)));
    }

    public ProfileSetResult Loaded => ProfileSet.Load(_folder);

    public List<TranslatedRecord> Translate(string content)
    {
        var loaded = Loaded;
        loaded.Problems.ShouldBeEmpty();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        return [.. new Translator().Translate(loaded.Profiles!.Find("own")!, stream, Translating.Options with { Explain = true }, CancellationToken.None)];
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
