using System.Text;

namespace Gateway.Tests.CommandLine;

/// <summary>
/// Standard streams of what runs in this process: each flow of calls may have its own, so that several verbs run side by
/// side without reading or writing each other's.
/// </summary>
internal sealed class Streams(string input)
{
    private static readonly AsyncLocal<Streams?> s_current = new();
    private static readonly Lock s_turn = new();
    private static bool s_inPlace;

    private readonly StringReader _input = new(input);
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    public string Output => Read(_output);

    public string Errors => Read(_errors);

    /// <summary>From here on the present flow of calls reads and writes these.</summary>
    public static Streams Begin(string? input)
    {
        lock (s_turn)
        {
            if (!s_inPlace)
            {
                Console.SetIn(new Reader(Console.In));
                Console.SetOut(new Writer(Console.Out, s => s._output));
                Console.SetError(new Writer(Console.Error, s => s._errors));
                s_inPlace = true;
            }
        }

        return s_current.Value = new Streams(input ?? "");
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }

    private sealed class Writer(TextWriter otherwise, Func<Streams, StringBuilder> part) : TextWriter
    {
        public override Encoding Encoding => otherwise.Encoding;

        public override void Write(char value) => Write([value]);

        public override void Write(string? value) => Write(value.AsSpan());

        public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

        public override void Write(ReadOnlySpan<char> buffer)
        {
            if (s_current.Value is not { } streams)
            {
                otherwise.Write(buffer);
                return;
            }

            var text = part(streams);
            lock (text)
                text.Append(buffer);
        }

        public override void WriteLine(string? value) => Write(value + Environment.NewLine);

        public override void Flush() => otherwise.Flush();
    }

    private sealed class Reader(TextReader otherwise) : TextReader
    {
        private static TextReader? Current => s_current.Value?._input;

        public override int Peek() => (Current ?? otherwise).Peek();

        public override int Read() => (Current ?? otherwise).Read();

        public override string? ReadLine() => (Current ?? otherwise).ReadLine();
    }
}
