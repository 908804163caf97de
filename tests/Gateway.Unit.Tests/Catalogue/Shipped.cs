using Gateway.Catalogue;
using Gateway.Core.Routing;

namespace Gateway.Unit.Tests.Catalogue;

/// <summary>The contracts folder of the repository.</summary>
internal static class Shipped
{
    public static string Folder => Repository.Contracts;

    public static Agreed Agreed => CatalogueLoader.Load(Folder).Agreed.ShouldNotBeNull();
}
