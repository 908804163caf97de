using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Noes;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Demo.Offices;
using Gateway.Sandbox.Conformance.Line;
using Gateway.Sandbox.Offices;
using Gateway.Workers.Delivery;

namespace Gateway.Sandbox.Conformance;

/// <summary>A client who was referred to the vendor's agency, as the gateway handed it over.</summary>
/// <param name="Client">The client.</param>
/// <param name="Referral">Ticket of the referral, at the office that referred.</param>
/// <param name="Handover">Ticket of the handover, to which the vendor's system answers.</param>
/// <param name="First">Step one.</param>
internal sealed record Handed(InventedClient Client, string Referral, string Handover, Departed First);

/// <summary>What a case can do: the other offices act, the line goes wrong, and the vendor's system is watched from outside.</summary>
internal sealed class Play(
    VendorSeat seat, Counterpart counterpart, VendorLine line, Parts parts, Letters letters, Func<string, OfficeLine> officeOf, ConformanceOptions options, TimeProvider machine) : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan LongestQuiet = TimeSpan.FromSeconds(5);

    private readonly WebhookWire? _wire = seat.Webhook is { } url ? new WebhookWire(url, machine) : null;

    internal VendorSeat Seat => seat;

    internal VendorLine Line => line;

    /// <summary>Machine time.</summary>
    internal DateTimeOffset Now => machine.GetUtcNow();

    /// <summary>The invented office refers a client.</summary>
    internal async Task<(InventedClient Client, string Referral)> ReferAsync(InventedClient? client, CancellationToken cancellation)
    {
        client ??= InventedClient.Another();
        var referral = NewTicket();
        await officeOf(counterpart.Agency.Id).PostAsync(letters.Referral(counterpart, parts.Agreed.Now.Directory.Find(seat.Agency)!, client, referral), cancellation);
        return (client, referral);
    }

    /// <summary>The invented office refers a client, and the gateway hands it over.</summary>
    /// <param name="client">Whom; null: another client.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>Null: the vendor's system did not fetch it in time.</returns>
    internal async Task<Handed?> HandOverAsync(InventedClient? client, CancellationToken cancellation)
    {
        var (someone, referral) = await ReferAsync(client, cancellation);
        var first = await UntilAsync(() => line.All.FirstOrDefault(d => HandsOver(d.Event, someone)), cancellation);
        return first is null ? null : new Handed(someone, referral, first.Event.Subject!, first);
    }

    /// <summary>The client withdraws the agreement, and the gateway tells the vendor's agency to stop.</summary>
    /// <returns>The notice; null: it was not fetched in time.</returns>
    internal async Task<Departed?> WithdrawAsync(Handed handed, CancellationToken cancellation)
    {
        await officeOf(counterpart.Agency.Id).PostAsync(letters.Withdrawal(counterpart.Agency.Id, handed.Client, handed.Referral, NewTicket()), cancellation);
        return await UntilAsync(() => line.All.FirstOrDefault(d => d.Event.Type == EventTypes.ReferralStatusChanged && d.Event.Subject == handed.Handover && Says(d.Event, StopNotices.Statuses)), cancellation);
    }

    /// <summary>The register says that the client's number was replaced, and the gateway corrects what it handed over.</summary>
    /// <returns>The corrected handover; null: it was not fetched in time.</returns>
    internal async Task<Departed?> ReplaceNumberAsync(Handed handed, CancellationToken cancellation)
    {
        var register = parts.Agreed.Now.Directory.Agencies.FirstOrDefault(a => a.Authentic && a.Country == "BE")
            ?? throw new SandboxFault("The directory has no register of persons, on whose notice a number would be replaced.");
        var @new = InventedClient.Another();
        await officeOf(register.Id).PostAsync(letters.Replacement(register.Id, handed.Client, @new, NewTicket()), cancellation);
        return await UntilAsync(() => line.All.FirstOrDefault(d => d.Event.Subject == handed.Handover && HandsOver(d.Event, @new)), cancellation);
    }

    /// <summary>An answer in the name of the vendor's agency that names another client than its handover comes back.</summary>
    /// <returns>The event that says so; null: it was not fetched in time.</returns>
    internal async Task<Departed?> ReturnAnswerAsync(Handed handed, CancellationToken cancellation)
    {
        var before = line.All.Count(d => d.Event.Type == EventTypes.RecordReturned);
        var answer = letters.Answer(seat.Agency, handed.Handover, ReplyOutcomes.Accepted, client: InventedClient.Another());
        using var content = new MemoryStream(answer.Body, writable: false);
        await parts.Intake.Inner.AcceptAsync(
            new IntakeRequest { Agency = seat.Agency, Profile = KnownProfiles.CloudEvents, IdempotencyKey = answer.IdempotencyKey, ContentType = CloudEvent.MediaType, Content = content }, cancellation);
        var cause = await PollAsync(async () => (await parts.Worklists.CausesAsync(TaskKinds.SetAside, seat.Agency, cancellation)).FirstOrDefault(c => c.Code == SetAside.OtherClient), cancellation)
            ?? throw new SandboxFault("The gateway did not set aside an answer that names another client. Its log may say why.");
        var items = (await parts.Worklists.ItemsAsync(cause.Kind, cause.Code, cause.Agency, after: null, cancellation)).Items;
        await parts.Worklists.ReturnAsync("conformance", [.. items.Select(i => i.Id)], cancellation);
        return await UntilAsync(() => line.All.Where(d => d.Event.Type == EventTypes.RecordReturned).Skip(before).FirstOrDefault(), cancellation);
    }

    /// <summary>Answers of the vendor's system to a handover with an outcome, each ticket once.</summary>
    internal IReadOnlyList<string> Answers(Handed handed, string outcome) =>
        [.. line.Submissions.SelectMany(s => s.Answers).Where(a => a.InReplyTo == handed.Handover && a.Outcome == outcome).Select(a => a.Ticket).Distinct(StringComparer.Ordinal)];

    /// <summary>Waits until the vendor's system has given an answer.</summary>
    internal async Task<bool> AnswersAsync(Handed handed, string outcome, CancellationToken cancellation) =>
        await UntilAsync(() => Answers(handed, outcome).Count > 0 ? handed : null, cancellation) is not null;

    /// <summary>The event comes again: same id, same bytes.</summary>
    /// <returns>Null: it was taken, or cannot be told; otherwise what the system did.</returns>
    internal async Task<string?> AgainAsync(Departed departed, CancellationToken cancellation)
    {
        if (departed.Attempt is null || seat.Channel == ChannelKind.Webhook)
            return await SendAsync(departed.Event, cancellation);
        await InnerOf().SendAsync(departed.Attempt with { FirstRelease = false }, cancellation);
        return null;
    }

    /// <summary>Brings an event to the vendor's system that the gateway does not have.</summary>
    /// <returns>Null: it was taken, or cannot be told; otherwise what the system did.</returns>
    internal async Task<string?> SendAsync(CloudEvent item, CancellationToken cancellation)
    {
        switch (seat.Channel)
        {
            case ChannelKind.Webhook:
                var status = await CallAsync(seat.Thin ? Notice(item.Id) : item, await SecretsAsync(cancellation), TimeSpan.Zero, cancellation);
                return status is >= 200 and < 300 ? null : Said(status);
            case ChannelKind.Feed:
                line.Add(item);
                return await UntilAsync(() => line.IsFed ? item : null, cancellation) is null ? "It did not read its feed in time." : null;
            default:
                await InnerOf().SendAsync(Written(item), cancellation);
                return null;
        }
    }

    /// <summary>Calls the vendor's webhook.</summary>
    /// <param name="item">Event.</param>
    /// <param name="secrets">Secrets to sign with; none: not signed.</param>
    /// <param name="age">How long ago it was signed.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>The status; null: no answer.</returns>
    internal Task<int?> CallAsync(CloudEvent item, IReadOnlyList<byte[]> secrets, TimeSpan age, CancellationToken cancellation) =>
        _wire!.CallAsync(item.Id, JsonSerializer.Serialize(item, ContractJson.Options), secrets, age, cancellation);

    /// <summary>Secrets with which the gateway signs.</summary>
    internal Task<IReadOnlyList<byte[]>> SecretsAsync(CancellationToken cancellation) => parts.Secrets.ReadAsync(seat.Agency, cancellation);

    /// <summary>What a webhook is told that fetches.</summary>
    internal static CloudEvent Notice(string id) => new()
    {
        Id = id, Source = CloudEvent.DeskSource, Type = CloudEvent.Waiting, DataContentType = "application/json", Data = new JsonObject { ["id"] = id },
    };

    /// <summary>The system still works: a client who is referred now is answered for.</summary>
    /// <returns>Null: it does; otherwise what was seen.</returns>
    internal async Task<string?> GoesOnAsync(CancellationToken cancellation)
    {
        if (await HandOverAsync(client: null, cancellation) is not { } next)
            return "Afterwards nothing was fetched any more.";
        return await AnswersAsync(next, ReplyOutcomes.Received, cancellation) ? null : "Afterwards the next handover was not confirmed.";
    }

    /// <summary>Waits, to see that nothing comes.</summary>
    internal Task QuietAsync(CancellationToken cancellation) => Task.Delay(options.Quiet ?? (options.Patience / 6 < LongestQuiet ? options.Patience / 6 : LongestQuiet), machine, cancellation);

    /// <summary>Takes the folder away from which the vendor's system collects; the gateway makes it again.</summary>
    internal void LoseOutbox() => parts.LoseOutbox(seat.Agency);

    /// <summary>Whether something is so within the vendor's time.</summary>
    internal Task<T?> UntilAsync<T>(Func<T?> look, CancellationToken cancellation) where T : class => PollAsync(() => Task.FromResult(look()), cancellation);

    /// <inheritdoc />
    public void Dispose() => _wire?.Dispose();

    /// <summary>What a system did that did not take a call.</summary>
    internal static string Said(int? status) => status is { } code ? $"It answered {code}." : "It did not answer.";

    private async Task<T?> PollAsync<T>(Func<Task<T?>> look, CancellationToken cancellation) where T : class
    {
        var deadline = machine.GetUtcNow() + options.Patience;
        while (true)
        {
            if (await look() is { } found)
                return found;
            if (machine.GetUtcNow() >= deadline)
                return null;
            await Task.Delay(Look, machine, cancellation);
        }
    }

    private string NewTicket() => Guid.CreateVersion7(machine.GetUtcNow()).ToString("D");

    private IOutbound InnerOf() => parts.Outbounds.Of(seat.Agency) is WatchedOutbound watched ? watched.Inner : throw new SandboxFault("The vendor's channel is not one that the gateway writes to.");

    private Attempt Written(CloudEvent item)
    {
        var bytes = Encoding.UTF8.GetBytes(item.Data is JsonValue text ? text.GetValue<string>() : item.Data!.ToJsonString());
        var delivery = new DeliverySnapshot
        {
            Id = Guid.Parse(item.Id), HandoverId = Guid.TryParse(item.Subject, out var subject) ? subject : Guid.Empty, From = counterpart.Agency.Id, Recipient = seat.Agency, Event = item.Type,
            MediaType = item.DataContentType, ReleasedAt = item.Time, IssuedAt = item.Time ?? machine.GetUtcNow(),
        };
        return new Attempt(new WorkItem { Stage = StageNames.Delivery, SubjectId = delivery.Id, Attempts = 1 }, delivery, bytes, FirstRelease: false);
    }

    /// <summary>Whether an event hands a client over.</summary>
    internal static bool HandsOver(CloudEvent item, InventedClient client) => item.Type == EventTypes.ReferralHandover && IsAbout(item, client);

    private static bool IsAbout(CloudEvent item, InventedClient client) => item.Data?.ToJsonString().Contains(client.Insz, StringComparison.Ordinal) == true;

    private static bool Says(CloudEvent item, IEnumerable<string> statuses) => item.Data?.ToJsonString() is { } text && statuses.Any(s => text.Contains(s, StringComparison.Ordinal));
}
