namespace Gateway.Host.Commands;

/// <summary>How far a long verb is, on one line of standard error that is written over; nothing where that is no terminal.</summary>
internal sealed class ProgressLine : IDisposable
{
    private readonly bool _shows = !Console.IsErrorRedirected;
    private int _length;

    /// <summary>Shows how far it is.</summary>
    internal void Show(string text)
    {
        if (!_shows)
            return;
        Console.Error.Write($"\r{text.PadRight(_length)}");
        _length = text.Length;
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        if (_shows && _length > 0)
            Console.Error.Write($"\r{new string(' ', _length)}\r");
        _length = 0;
    }
}
