using System.Text;

namespace Gateway.Tests.Telemetry;

/// <summary>A span as a collector receives it.</summary>
/// <param name="Process">Id of the process that sent it.</param>
/// <param name="Source">Who made it.</param>
/// <param name="Name">Name.</param>
/// <param name="Trace">Trace, in hexadecimal; so are the other ids.</param>
/// <param name="Id">Id.</param>
/// <param name="Parent">Span above; blank: none.</param>
/// <param name="Links">Spans that it is linked to.</param>
internal sealed record OtlpSpan(string Process, string Source, string Name, string Trace, string Id, string Parent, IReadOnlyList<(string Trace, string Id)> Links);

/// <summary>A measured value that names the span in which it was measured.</summary>
/// <param name="Process">Id of the process that sent it.</param>
/// <param name="Instrument">Histogram.</param>
/// <param name="Trace">Trace.</param>
/// <param name="Id">Span.</param>
internal sealed record OtlpExemplar(string Process, string Instrument, string Trace, string Id);

/// <summary>Reads what a collector is sent, as far as tests ask. Numbers of fields: opentelemetry-proto 1.x, <c>trace.proto</c> and <c>metrics.proto</c>.</summary>
internal static class Otlp
{
    private const int ResourceParts = 1;
    private const int ScopeParts = 2;

    /// <summary>Spans of trace messages.</summary>
    public static List<OtlpSpan> Spans(IEnumerable<byte[]> messages) =>
    [
        .. from part in Parts(messages)
           from span in All(part.Scope, 2)
           select new OtlpSpan(
               part.Process, Text(First(First(part.Scope, 1), 1)), Text(First(span, 5)), Hex(First(span, 1)), Hex(First(span, 2)), Hex(First(span, 4)),
               [.. All(span, 13).Select(l => (Hex(First(l, 1)), Hex(First(l, 2))))]),
    ];

    /// <summary>Exemplars of histograms in metric messages.</summary>
    public static List<OtlpExemplar> Exemplars(IEnumerable<byte[]> messages) =>
    [
        .. from part in Parts(messages)
           from metric in All(part.Scope, 2)
           from histogram in All(metric, 9)
           from point in All(histogram, 1)
           from exemplar in All(point, 8)
           select new OtlpExemplar(part.Process, Text(First(metric, 1)), Hex(First(exemplar, 5)), Hex(First(exemplar, 4))),
    ];

    private static IEnumerable<(string Process, ReadOnlyMemory<byte> Scope)> Parts(IEnumerable<byte[]> messages) =>
        from message in messages
        from part in All(Frame(message), ResourceParts)
        let process = All(First(part, 1), 1).Where(a => Text(First(a, 1)) == "service.instance.id").Select(a => Text(First(First(a, 2), 1))).Single()
        from scope in All(part, ScopeParts)
        select (process, scope);

    /// <summary>The message behind gRPC's flag and length.</summary>
    private static ReadOnlyMemory<byte> Frame(byte[] body) => body.AsMemory(5);

    private static ReadOnlyMemory<byte> First(ReadOnlyMemory<byte> message, int number) => All(message, number).FirstOrDefault();

    /// <summary>Fields of a number that have a length: texts, bytes and messages.</summary>
    private static List<ReadOnlyMemory<byte>> All(ReadOnlyMemory<byte> message, int number)
    {
        List<ReadOnlyMemory<byte>> found = [];
        for (var at = 0; at < message.Length;)
        {
            var key = Number(message.Span, ref at);
            switch (key & 7)
            {
                case 0:
                    Number(message.Span, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    var length = (int)Number(message.Span, ref at);
                    if ((int)(key >> 3) == number)
                        found.Add(message.Slice(at, length));
                    at += length;
                    break;
            }
        }

        return found;
    }

    private static ulong Number(ReadOnlySpan<byte> message, ref int at)
    {
        ulong number = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            number |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return number;
        }
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexStringLower(bytes.Span);
}
