using Gateway.Core.Routing;

namespace Gateway.Catalogue.Tests;

/// <summary>The contracts folder of the repository.</summary>
internal static class Shipped
{
    public static string Folder { get; } = Find(AppContext.BaseDirectory);

    public static Agreed Agreed => CatalogueLoader.Load(Folder).Agreed.ShouldNotBeNull();

    private static string Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Gateway.sln")))
                return Path.Combine(folder.FullName, "contracts");
        }

        throw new InvalidOperationException("The tests run outside of the repository.");
    }
}
