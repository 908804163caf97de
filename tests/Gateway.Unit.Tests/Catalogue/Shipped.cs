using Gateway.Catalogue;
using Gateway.Core.Routing;

namespace Gateway.Unit.Tests.Catalogue;

/// <summary>The contracts folder of the repository.</summary>
internal static class Shipped
{
    public static string Folder => Repository.Contracts;

    public static Agreed Agreed => CatalogueLoader.Load(Folder).Agreed.ShouldNotBeNull();

    /// <summary>Copies the folder, so that a test can change it.</summary>
    /// <param name="to">Folder to copy to.</param>
    /// <param name="parts">Folders in it; none: all of it.</param>
    public static void CopyTo(string to, params IReadOnlyList<string> parts)
    {
        foreach (var file in (parts.Count == 0 ? [""] : parts).SelectMany(p => System.IO.Directory.EnumerateFiles(Path.Combine(Folder, p), "*", SearchOption.AllDirectories)))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(Folder, file));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
