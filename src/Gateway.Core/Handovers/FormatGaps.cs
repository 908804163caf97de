using System.Security.Cryptography;
using System.Text;
using Gateway.Contracts;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Core.Tasks;

namespace Gateway.Core.Handovers;

/// <summary>What the formats in which an office receives have no place for.</summary>
/// <param name="Agency">The office.</param>
/// <param name="Formats">Its formats.</param>
/// <param name="Missing">Events, which come as contract events instead, and fields of other events, which do not leave.</param>
public sealed record FormatGap(string Agency, string Formats, IReadOnlyList<string> Missing)
{
    /// <summary>Stands for exactly this gap: it is told once.</summary>
    public Guid Key { get; } = new(SHA256.HashData(Encoding.UTF8.GetBytes($"{Agency}\n{Formats}\n{string.Join('\n', Missing)}")).AsSpan(0, 16));
}

/// <summary>
/// Finds what may leave to an office and has no place in its formats. It depends on nothing but the contracts: an office is told
/// of it once, and not with each event.
/// </summary>
public static class FormatGaps
{
    /// <summary>Reason code of the task that tells it.</summary>
    public const string Code = "format-gap";

    /// <summary>Events that come as the contract event itself where the office's format of statuses has no place for them.</summary>
    public static IReadOnlyList<string> AsContractEvents { get; } =
        [EventTypes.RecordReturned, EventTypes.ClientErased, EventTypes.TaskChanged, EventTypes.PlanChanged, EventTypes.ReconciliationCounted, EventTypes.ChannelTested];

    /// <summary>The gaps of every office that receives events.</summary>
    public static IReadOnlyList<FormatGap> Of(Agreed agreed, IEventWriter writer)
    {
        ArgumentNullException.ThrowIfNull(agreed);
        ArgumentNullException.ThrowIfNull(writer);
        var under = writer.Under(agreed);
        return [.. agreed.Directory.Agencies.Where(a => a is { Live: true, Authentic: false } && a.Channel != ChannelKind.Inbox).Select(a => Of(a, agreed.Policy, under)).OfType<FormatGap>()];
    }

    private static FormatGap? Of(Agency office, Policy policy, IEventWriter writer)
    {
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in AsContractEvents.Where(t => Receives(office, policy, t)))
        {
            if (writer.PlacesOf(office, type) is { Count: 0 })
                missing.Add(type);
        }

        foreach (var told in policy.Manifests.Where(m => m.To == office.Class).GroupBy(m => m.Event, StringComparer.Ordinal))
        {
            if (writer.PlacesOf(office, told.Key) is { Count: > 0 } places)
                missing.UnionWith(told.SelectMany(m => m.Fields).Where(f => !places.Contains(f) && !places.Contains("referral." + f)).Select(f => $"{told.Key} {f}"));
        }

        if (writer.PlacesOf(office, EventTypes.TaskChanged) is { Count: > 0 } ofTasks)
            missing.UnionWith(TaskEvents.Fields.Where(f => !ofTasks.Contains(f)).Select(f => $"{EventTypes.TaskChanged} {f}"));
        return missing.Count == 0 ? null : new FormatGap(office.Id, office.HandoverProfile == office.StatusProfile ? office.StatusProfile : $"{office.HandoverProfile}, {office.StatusProfile}", [.. missing]);
    }

    private static bool Receives(Agency office, Policy policy, string type) => type switch
    {
        EventTypes.PlanChanged => policy.Manifests.Any(m => m.To == office.Class && m.Event == type),
        EventTypes.ReconciliationCounted => office.ReconcileDaily,
        // It comes when the office's own technician asks for it, who then sees in what form.
        EventTypes.ChannelTested => false,
        _ => true,
    };
}

/// <summary>Tells offices what their formats have no place for, each gap once.</summary>
public interface IFormatNotices
{
    /// <summary>Opens a task for each gap that was not told yet, and closes those that have changed.</summary>
    /// <param name="lease">The lease under which this process tells.</param>
    /// <param name="gaps">All there are; one or more.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task TellAsync(Work.Lease lease, IReadOnlyList<FormatGap> gaps, CancellationToken cancellation);
}
