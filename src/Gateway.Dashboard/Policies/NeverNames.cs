namespace Gateway.Dashboard.Policies;

/// <summary>Fields that never leave, as a lawyer would call them, in English; documents translate.</summary>
internal static class NeverNames
{
    internal static string? Of(string path) => path switch
    {
        "registration.category" => "Category of the registration (it can tell of an exclusion)",
        "client.protection.secretAddress" => "That the address is secret",
        "client.protection.staffOfAgency" => "That the client works at the agency",
        "client.protection.restricted" => "That the use of the data is restricted",
        "client.protection.objected" => "That the client objected",
        "profile.occupationName" => "Occupation in words",
        "profile.sector" => "Sector in words",
        "ladder.rawRung" => "Rung as it was written",
        "agreement.explicitNeeds" => "Whether the client agreed explicitly that needs are told",
        "agreement.stated" => "A yes or no without details",
        "assistance.category" => "Category of the assistance (with whom the client lives)",
        "basis.expires" => "Last day of the basis as the sender claims it",
        "recipient.unit" => "Unit of the office addressed",
        "recipient.contact.name" => "Contact person of the office addressed",
        "recipient.contact.function" => "Function of that contact person",
        "recipient.contact.phone" => "Telephone of that contact person",
        _ => null,
    };
}
