using System.Xml.Linq;
using Gateway.Core.Operating;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Gateway.Dashboard.Access;

/// <summary>Gives the framework its keys from the store: a cookie outlives the process that made it and holds in all others.</summary>
internal sealed class ProtectionKeyRepository(Func<IProtectionKeys> keys) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => [.. keys().Read().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) => keys().Keep(element.ToString(SaveOptions.DisableFormatting));
}
