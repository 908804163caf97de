namespace Gateway.Core.Rights;

/// <summary>Who asks for a right and how that was checked, as calls, forms and the command line write it.</summary>
public static class RightsCodes
{
    /// <summary>Who asks.</summary>
    public static IReadOnlyDictionary<string, Requester> Requesters { get; } = new Dictionary<string, Requester>(StringComparer.Ordinal)
    {
        ["self"] = Requester.Self, ["representative"] = Requester.Representative, ["authority"] = Requester.Authority,
    };

    /// <summary>How identity was checked.</summary>
    public static IReadOnlyDictionary<string, IdentityCheck> Checks { get; } = new Dictionary<string, IdentityCheck>(StringComparer.Ordinal)
    {
        ["document"] = IdentityCheck.Document, ["electronic-identity"] = IdentityCheck.ElectronicIdentity, ["known-in-person"] = IdentityCheck.KnownInPerson, ["order"] = IdentityCheck.Order,
    };
}
