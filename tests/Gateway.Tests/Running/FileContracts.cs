using Gateway.Host.Composition;

namespace Gateway.Tests.Running;

/// <summary>The shipped contracts, with a drop folder for the welfare office of Dendermonde, which collects files anyway.</summary>
internal static class FileContracts
{
    public const string Agency = "ocmw-dendermonde";

    private static readonly Lazy<ContractsFolder> Read = new(Make);

    public static ContractsFolder Folder => Read.Value;

    private static ContractsFolder Make()
    {
        using var folder = new TempFolder();
        TempFolder.Copy(Shipped.Folder, folder.Path);
        var file = Path.Combine(folder.Path, "directory", "agencies.yaml");
        var text = File.ReadAllText(file);
        const string Place = "    channel: file\n    dutyContact: {role: coördinator activering";
        text.ShouldContain(Place);
        File.WriteAllText(file, text.Replace(Place, """
                inFolder:
                  name: dendermonde
                  whole: renamed
                  formats:
                    - {profile: ocmw-referral, files: "verwijzing-*.xml"}
                    - {profile: ocmw-result, folder: resultaten}

            """ + Place, StringComparison.Ordinal));
        return ContractsFolder.LoadOrFail(folder.Path);
    }
}
