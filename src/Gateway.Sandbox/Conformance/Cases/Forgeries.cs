using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;

namespace Gateway.Sandbox.Conformance;

/// <summary>Cases about events that the gateway did not sign, that are new, or that cannot be read.</summary>
internal static class Forgeries
{
    /// <summary>Age of a call that a receiver must not take any more.</summary>
    private static readonly TimeSpan TooOld = TimeSpan.FromMinutes(10);

    internal static async Task<Verdict> BadSignatureAsync(Play play, CancellationToken cancellation)
    {
        if (await play.HandOverAsync(client: null, cancellation) is not { } handed)
            return Verdict.Failed("The handover was not fetched in time.");
        if (!await play.AnswersAsync(handed, ReplyOutcomes.Received, cancellation))
            return Verdict.Failed("The handover was not confirmed.");
        var own = await play.SecretsAsync(cancellation);
        foreach (var (how, secrets, age) in new (string, IReadOnlyList<byte[]>, TimeSpan)[]
        {
            ("without a signature", [], TimeSpan.Zero), ("signed with another secret", [RandomNumberGenerator.GetBytes(own[0].Length)], TimeSpan.Zero), ("signed ten minutes ago", own, TooOld),
        })
        {
            var forged = handed.First.Event with { Id = NewId(), Subject = NewId() };
            var status = await play.CallAsync(play.Seat.Thin ? Play.Notice(forged.Id) : forged, secrets, age, cancellation);
            if (status is not (>= 400 and < 500))
                return Verdict.Failed($"A call {how} was not refused. {Play.Said(status)}");
        }

        return await play.GoesOnAsync(cancellation) is { } stuck ? Verdict.Failed(stuck) : Verdict.Passed("Three forged calls were refused, and the next handover was confirmed.");
    }

    internal static async Task<Verdict> UnknownEventAsync(Play play, CancellationToken cancellation)
    {
        var unknown = new CloudEvent
        {
            Id = NewId(), Source = CloudEvent.DeskSource, Type = "conformance.unheard-of", Time = play.Now, DataContentType = "application/json", Data = new JsonObject { ["says"] = "nothing that is known today" },
        };
        if (await play.SendAsync(unknown, cancellation) is { } refused)
            return Verdict.Failed("An event of a type that is new was not taken. " + refused);
        return await play.GoesOnAsync(cancellation) is { } stuck ? Verdict.Failed(stuck) : Verdict.Passed("The event of a new type was passed over, and the next handover was confirmed.");
    }

    internal static async Task<Verdict> PoisonRecordAsync(Play play, CancellationToken cancellation)
    {
        if (await play.HandOverAsync(client: null, cancellation) is not { } handed)
            return Verdict.Failed("The handover was not fetched in time.");
        if (!await play.AnswersAsync(handed, ReplyOutcomes.Received, cancellation))
            return Verdict.Failed("The handover was not confirmed.");
        var poison = handed.First.Event with { Id = NewId(), Subject = NewId(), Data = Broken(handed.First.Event.Data!) };
        // Whether it is taken and put aside or refused is the system's own matter.
        await play.SendAsync(poison, cancellation);
        return await play.GoesOnAsync(cancellation) is { } stuck ? Verdict.Failed(stuck) : Verdict.Passed("What could not be read held up nothing: the next handover was confirmed.");
    }

    /// <summary>A document that is cut off half-way, or an object in which everything is missing.</summary>
    private static JsonNode Broken(JsonNode data) => data is JsonValue text ? JsonValue.Create(text.GetValue<string>()[..(text.GetValue<string>().Length / 2)])! : new JsonObject();

    /// <summary>An id that no event has.</summary>
    internal static string NewId() => new Guid(RandomNumberGenerator.GetBytes(16)).ToString("D");
}
