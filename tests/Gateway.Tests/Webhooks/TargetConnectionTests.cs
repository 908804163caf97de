using System.Net;
using Gateway.Core.Directory;
using Gateway.Tests.Running;
using Gateway.Workers.Delivery.Webhooks;

namespace Gateway.Tests.Webhooks;

/// <summary>A name is asked for once in a connection, and the address that was checked is the one that is connected to.</summary>
public sealed class TargetConnectionTests
{
    private static readonly IPAddress Public = IPAddress.Parse("93.184.216.34");

    [Fact]
    public async Task A_name_that_turns_to_a_private_address_at_the_second_look_is_not_followed()
    {
        await using var server = await WebhookReceiver.StartAsync();
        var network = new PlantedNetwork(server.Address.Port, [Public], [IPAddress.Loopback]);
        // http in place of https, so that the planted server can answer: what is checked is the same.
        using var handler = new TargetConnections(new WebhookTarget(new Uri("http://rebind.example/")), network).Handler(most: 1);
        using var http = new HttpClient(handler);

        using (var first = Post())
        using (var answer = await http.SendAsync(first))
            answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        network.Asked.ShouldBe(1);
        network.Connected.ShouldBe([Public]);

        // A new connection asks again, and is refused.
        using var fresh = new TargetConnections(new WebhookTarget(new Uri("http://rebind.example/")), network).Handler(most: 1);
        using var other = new HttpClient(fresh);
        using var second = Post();
        (await Should.ThrowAsync<HttpRequestException>(() => other.SendAsync(second))).InnerException.ShouldBeOfType<TargetNotAllowedException>();
        network.Connected.ShouldBe([Public]);
        server.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_name_with_one_private_address_among_public_ones_is_refused()
    {
        var network = new PlantedNetwork(1, [Public, IPAddress.Parse("10.0.0.7")]);
        using var handler = new TargetConnections(new WebhookTarget(new Uri("http://mixed.example/")), network).Handler(most: 1);
        using var http = new HttpClient(handler);
        using var post = Post();

        await Should.ThrowAsync<HttpRequestException>(() => http.SendAsync(post));
        network.Connected.ShouldBeEmpty();
    }

    private static HttpRequestMessage Post() => new(HttpMethod.Post, "http://rebind.example/") { Content = new StringContent("{}") };
}
