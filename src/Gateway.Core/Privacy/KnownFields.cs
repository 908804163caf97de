using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Contracts.Events;

namespace Gateway.Core.Privacy;

/// <summary>Every canonical leaf path a manifest may name, read from the contract types: a misspelt field is an error at load.</summary>
public static class KnownFields
{
    /// <summary>Paths below <c>referral</c> of a handover.</summary>
    public static IReadOnlySet<string> Referral { get; } = LeavesOf(typeof(ReferralSubmitted));

    /// <summary>Paths of a status event.</summary>
    public static IReadOnlySet<string> Status { get; } = LeavesOf(typeof(ReferralStatusChanged));

    /// <summary>Paths of a plan.</summary>
    public static IReadOnlySet<string> Plan { get; } = LeavesOf(typeof(PlanChanged));

    /// <summary>Paths for an event that a manifest can be for; empty when no manifest is for it.</summary>
    public static IReadOnlySet<string> Of(string eventType) => eventType switch
    {
        EventTypes.ReferralHandover => Referral,
        EventTypes.ReferralStatusChanged => Status,
        EventTypes.PlanChanged => Plan,
        _ => FrozenSet<string>.Empty,
    };

    /// <summary>Leaf paths of a contract type.</summary>
    /// <param name="type">Type of an event's data.</param>
    public static IReadOnlySet<string> LeavesOf(Type type)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        Collect(type, "", paths);
        return paths.ToFrozenSet(StringComparer.Ordinal);
    }

    private static void Collect(Type type, string prefix, HashSet<string> paths)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var path = prefix + JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var value = Element(property.PropertyType);
            if (value.Assembly == type.Assembly && value.IsClass)
                Collect(value, path + ".", paths);
            else
                paths.Add(path);
        }
    }

    private static Type Element(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : type;
}
