using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.Tests.Api;

[Collection(Alone.Name)]
public sealed class OversizeTests
{
    private const long TwoHundredMegabytes = 200L * 1024 * 1024;
    private const long Limit = 64L * 1024 * 1024;

    [Fact]
    public async Task A_200_MB_upload_is_refused_before_its_body_is_read()
    {
        await using var api = await RunningApi.StartAsync();
        using var connection = await ConnectAsync(api);

        await connection.WriteAsync(Head("Content-Length: " + TwoHundredMegabytes.ToString(CultureInfo.InvariantCulture)));
        var (status, problem) = await ReadAnswerAsync(connection);

        status.ShouldBe("HTTP/1.1 413 Payload Too Large");
        ((string?)problem["code"]).ShouldBe("body-too-large");
        ((long?)problem["limit"]).ShouldBe(Limit);
        api.Intake.Read.ShouldBe(0);
    }

    [Fact]
    public async Task A_200_MB_upload_in_chunks_is_broken_off_at_the_limit_and_never_held_in_memory()
    {
        await using var api = await RunningApi.StartAsync();
        api.Intake.Keep = false;
        using var connection = await ConnectAsync(api);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await connection.WriteAsync(Head("Transfer-Encoding: chunked"));
        var sending = SendChunksAsync(connection);
        var (status, problem) = await ReadAnswerAsync(connection);
        connection.Close();
        await sending;

        status.ShouldBe("HTTP/1.1 413 Payload Too Large");
        ((string?)problem["code"]).ShouldBe("body-too-large");
        ((long?)problem["limit"]).ShouldBe(Limit);
        api.Intake.Read.ShouldBeLessThanOrEqualTo(Limit);
        api.Intake.Taken.ShouldBeEmpty();
        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(Limit / 2);
        (await api.PostAsync("/v1/submissions/vdab-referral", "[]", "application/json")).Status.ShouldBe(202);
    }

    [Fact]
    public async Task A_body_of_exactly_the_limit_is_taken()
    {
        await using var api = await RunningApi.StartAsync(("Gateway:Http:MaxSubmissionBytes", "2048"), ("Gateway:Http:MaxEventsBytes", "1024"));

        (await api.PostAsync("/v1/submissions/vdab-referral", new string('x', 2048), "application/json")).Status.ShouldBe(202);
        (await api.PostAsync("/v1/submissions/vdab-referral", new string('x', 2049), "application/json")).Status.ShouldBe(413);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Events_have_their_own_limit(bool chunked)
    {
        await using var api = await RunningApi.StartAsync(("Gateway:Http:MaxEventsBytes", "1024"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events") { Content = new ByteArrayContent(new byte[1025]) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/cloudevents+json");
        request.Headers.TransferEncodingChunked = chunked;

        var answer = await api.SendAsync(request);

        (answer.Status, answer.Code).ShouldBe((413, "body-too-large"));
        ((long?)answer.Json["limit"]).ShouldBe(1024);
    }

    [Fact]
    public async Task A_body_that_is_not_framed_as_HTTP_asks_is_refused()
    {
        await using var api = await RunningApi.StartAsync();
        using var connection = await ConnectAsync(api);

        await connection.WriteAsync(Head("Transfer-Encoding: chunked"));
        await connection.WriteAsync("not-a-chunk-size\r\n"u8.ToArray());
        var (status, problem) = await ReadAnswerAsync(connection);

        status.ShouldBe("HTTP/1.1 400 Bad Request");
        ((string?)problem["code"]).ShouldBe("body-incomplete");
        api.Intake.Taken.ShouldBeEmpty();
    }

    private static async Task<NetworkStream> ConnectAsync(RunningApi api)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", api.Address.Port);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static byte[] Head(string framing) => Encoding.ASCII.GetBytes(
        $"POST /v1/submissions/vdab-referral HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {RunningApi.VdabKey}\r\nContent-Type: application/json\r\n{framing}\r\n\r\n");

    private static async Task SendChunksAsync(NetworkStream connection)
    {
        const int Size = 64 * 1024;
        var chunk = Encoding.ASCII.GetBytes($"{Size:x}\r\n{new string('x', Size)}\r\n");
        try
        {
            for (long sent = 0; sent < TwoHundredMegabytes; sent += Size)
                await connection.WriteAsync(chunk);
            await connection.WriteAsync("0\r\n\r\n"u8.ToArray());
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            // The server has answered and stopped reading, or the test has read the answer and closed.
        }
    }

    private static async Task<(string Status, JsonObject Problem)> ReadAnswerAsync(NetworkStream connection)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!text.ToString().Contains("\"limit\":", StringComparison.Ordinal) && !text.ToString().EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await connection.ReadAsync(buffer, patience.Token);
            if (read == 0)
                break;
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        var answer = text.ToString();
        return (answer[..answer.IndexOf('\r', StringComparison.Ordinal)], JsonNode.Parse(answer[answer.IndexOf('{', StringComparison.Ordinal)..(answer.LastIndexOf('}') + 1)])!.AsObject());
    }
}
