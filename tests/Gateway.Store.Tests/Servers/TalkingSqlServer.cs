using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Store.Tests.Servers;

/// <summary>
/// Speaks just enough of SQL Server's protocol (MS-TDS, 7.4) to let a client sign in, and keeps the first remote procedure
/// call it is sent. What is real: the client, the socket and the bytes. What is not: there is no database behind it.
/// </summary>
internal sealed class TalkingSqlServer : IDisposable
{
    private const byte Reply = 0x04;
    private const byte SignIn = 0x10;
    private const byte BeforeSignIn = 0x12;
    private const byte ProcedureCall = 0x03;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource<byte[]> _call = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal TalkingSqlServer()
    {
        _listener.Start();
        _ = ServeAsync();
    }

    internal string Address => $"Server=127.0.0.1,{((IPEndPoint)_listener.LocalEndpoint).Port};User Id=gateway;Password=unused;Encrypt=Optional;Pooling=false;ConnectRetryCount=0;Connect Timeout=20";

    /// <summary>The first call with parameters.</summary>
    internal Task<byte[]> Call => _call.Task;

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        using var client = await _listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        while (await ReadAsync(stream) is var (kind, body))
        {
            switch (kind)
            {
                case BeforeSignIn:
                    await WriteAsync(stream, NoEncryption());
                    break;
                case SignIn:
                    await WriteAsync(stream, SignedIn());
                    break;
                case ProcedureCall:
                    _call.TrySetResult(body);
                    return;
                default:
                    throw new InvalidDataException($"A message of kind {kind} was not expected.");
            }
        }
    }

    private static async Task<(byte Kind, byte[] Body)> ReadAsync(NetworkStream stream)
    {
        using var body = new MemoryStream();
        var header = new byte[8];
        do
        {
            await stream.ReadExactlyAsync(header);
            var part = new byte[BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)) - header.Length];
            await stream.ReadExactlyAsync(part);
            body.Write(part);
        }
        while ((header[1] & 1) == 0);
        return (header[0], body.ToArray());
    }

    private static async Task WriteAsync(NetworkStream stream, byte[] body)
    {
        var packet = new byte[8 + body.Length];
        packet[0] = Reply;
        packet[1] = 1;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        packet[6] = 1;
        body.CopyTo(packet, 8);
        await stream.WriteAsync(packet);
    }

    /// <summary>Version 16.0, encryption not supported, one result at a time: a table of places, then the values.</summary>
    private static byte[] NoEncryption() => [0, 0, 16, 0, 6, 1, 0, 22, 0, 1, 4, 0, 23, 0, 1, 0xFF, 16, 0, 0, 0, 0, 0, 2, 0];

    private static byte[] SignedIn()
    {
        var name = Encoding.Unicode.GetBytes("stand-in");
        byte[] acknowledged = [1, 0x74, 0, 0, 4, (byte)(name.Length / 2), .. name, 16, 0, 0, 0];
        byte[] done = [0xFD, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        // The collation (SQL_Latin1_General_CP1_CI_AS): the client writes texts of parameters in it.
        byte[] collated = [0xE3, 8, 0, 7, 5, 0x09, 0x04, 0xD0, 0x00, 0x34, 0];
        return [.. collated, 0xAD, (byte)acknowledged.Length, 0, .. acknowledged, .. done];
    }
}
