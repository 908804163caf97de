using System.Text;
using System.Xml.Linq;
using Gateway.Acceptance.Tests.Edge.Broker;
using Gateway.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Acceptance.Tests.Edge.Departing;

/// <summary>Personal data is in the bodies of contract events, and nowhere beside them.</summary>
[Collection(EdgeCollection.Name)]
public sealed class CanaryTests(SharedBroker broker)
{
    [Fact]
    public async Task Nothing_of_a_client_is_in_names_headers_logs_or_spans()
    {
        using var captured = new Captured();
        await using var line = await broker.LineAsync("vdab", "ocmw-leuven");
        var insz = People.Insz();
        string[] canaries = [insz, "Kanarievogel", "kanarie-profiel", "kanarie-kop", "kanarie-id"];
        List<Letter> letters = [];
        await using (var gateway = await EdgeGateway.StartAsync(
            broker.Rabbit.Uri, services => services.AddLogging(l => l.AddProvider(captured).AddFilter<Captured>(null, LogLevel.Trace)), AmqpContracts.Folder))
        {
            var referral = Vdab.Referral(insz: insz);
            referral["person"]!["familyName"] = "Kanarievogel";
            await line.PublishAsync("vdab", Bytes(referral.ToJsonString()), Vdab.Profile, "kanarie-id", further: p => p.Headers!["kanarie-kop"] = "Kanarievogel");
            await line.PublishAsync("vdab", Bytes("{\"Kanarievogel\":"), Vdab.Profile, "kanarie-id-2");
            await line.PublishAsync("vdab", Bytes("Kanarievogel"), "kanarie-profiel", "kanarie-id-3");
            var office = await Mailbox.OpenAsync(line, "ocmw-leuven");
            letters.Add(await office.NextAsync());
            await line.PublishAsync("ocmw-leuven", Bytes(Ocmw.Reply(letters[0].Handover.Ticket, insz, "received").ToString(SaveOptions.DisableFormatting)), Ocmw.ResultProfile);
            letters.Add(await office.NextAsync());
            letters.Add(await (await Mailbox.OpenAsync(line, "vdab")).NextAsync());
            await broker.Rabbit.KillAsync(CancellationToken.None);
            await broker.Rabbit.StartAsync(CancellationToken.None);
            await gateway.QuietAsync();
        }

        letters[1].Handover.Document.ToString().ShouldContain("Kanarievogel");
        captured.Lines.ShouldNotBeEmpty();
        captured.Spans.ShouldContain(s => s.StartsWith("Gateway ", StringComparison.Ordinal));
        var queues = await broker.Rabbit.ControlAsync(CancellationToken.None, "list_queues", "name", "arguments");
        var beside = letters.Select(l => $"{l.Id} {l.Type} {l.ContentType} {string.Join(' ', l.Headers)} {Envelope(l)}");
        // The client library's own spans name the sender's message-id; telemetry does not listen to that source.
        var spans = captured.Spans.Where(s => !s.StartsWith("RabbitMQ.Client.", StringComparison.Ordinal));
        foreach (var text in captured.Lines.Concat(spans).Concat(beside).Append(queues))
            canaries.Where(c => text.Contains(c, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty(text);
    }

    private static string Envelope(Letter letter)
    {
        var envelope = letter.Event.DeepClone().AsObject();
        envelope.Remove("data");
        return envelope.ToJsonString();
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
