using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Privacy;
using Gateway.Core.Work;

namespace Gateway.Core.Technicians;

/// <summary>What came of the wish for a test event.</summary>
public enum TestSending
{
    /// <summary>It is on its way.</summary>
    Sent = 0,

    /// <summary>The agency's people read the web inbox, or it is not live: nothing can be brought to a system of it.</summary>
    NoChannel = 1,

    /// <summary>An earlier one has not left yet.</summary>
    StillWaiting = 2,
}

/// <summary>Sends test events.</summary>
public interface ITestEvents
{
    /// <summary>Sends one to an agency's own channel, and notes who asked for it.</summary>
    /// <param name="agency">Agency.</param>
    /// <param name="user">Who asks.</param>
    /// <param name="cancellation">Cancellation.</param>
    Task<TestSending> SendAsync(string agency, string user, CancellationToken cancellation);
}

/// <summary>
/// A test of an agency's own channel: an event without a client that goes the way of every other, through release, disclosure, attempt
/// and confirmation, and is marked as a test.
/// </summary>
public static class TestEventRules
{
    /// <summary>Name under which the disclosure register lists it, as purpose, manifest and basis.</summary>
    public const string Name = "channel-test";

    private static readonly FrozenSet<string> Fields = new[] { "ticket", "sentAt", "agency", "test" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether one may be sent.</summary>
    /// <param name="agency">The agency; null: the directory does not have it.</param>
    /// <param name="waiting">An earlier one has not left yet: one at a time, so that nobody fills a channel with tests.</param>
    public static TestSending MaySend(Agency? agency, bool waiting) => agency switch
    {
        null or { Live: false } or { Channel: ChannelKind.Inbox } => TestSending.NoChannel,
        _ => waiting ? TestSending.StillWaiting : TestSending.Sent,
    };

    /// <summary>Queues one.</summary>
    /// <param name="draft">The decision.</param>
    /// <param name="agency">Agency.</param>
    /// <returns>Key of the test, which bears the key under which it lies.</returns>
    public static Guid Send(Draft draft, string agency)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var test = draft.NewKey();
        HandoverRules.Queue(draft, new DeliverySnapshot
        {
            Id = draft.NewKey(),
            ReferralId = test,
            ClientId = test,
            From = agency,
            Recipient = agency,
            Event = EventTypes.ChannelTested,
        });
        return test;
    }

    /// <summary>Decides its release: to the agency itself.</summary>
    internal static ReleaseRules.Result Release(Draft draft, DeliverySnapshot delivery, ReleaseSnapshots known, IEventWriter writer, long? position)
    {
        if (draft.Agreed.Directory.Party(delivery.Recipient) is not { Live: true } to || delivery.From != delivery.Recipient)
            return Leaving.Not(draft, delivery, WithheldCodes.RecipientNotLive);
        if (delivery.State == DeliveryState.Released)
            return Leaving.Again(draft, known, delivery, position);
        var data = JsonSerializer.SerializeToNode(
            new ChannelTested { Ticket = delivery.Id.ToString("D"), SentAt = draft.Moment.Second, Agency = delivery.Recipient, Test = true }, ContractJson.Options)!.AsObject();
        if (data.Any(m => !Fields.Contains(m.Key)))
            return Leaving.Not(draft, delivery, WithheldCodes.NoManifest);
        var written = writer.Write(to, delivery.Event, data);
        return Leaving.First(draft, delivery, to, written, data.Select(m => m.Key).Except(written.NotCarried, StringComparer.Ordinal), new Leaving.Grounds(Name, Name, Name), position);
    }
}
