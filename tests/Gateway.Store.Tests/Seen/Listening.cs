using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Gateway.Store.Tests.Seen;

/// <summary>
/// Listens to Entity Framework's commands from the first test to the last and does nothing with them. Entity Framework remembers for a second that nobody
/// listens, and tells those who begin within it nothing; so a count that began beside other tests was sometimes zero.
/// </summary>
internal sealed class Listening : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    [ModuleInitializer]
    internal static void Begin() => DiagnosticListener.AllListeners.Subscribe(new Listening());

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
            value.Subscribe(this, name => name == RelationalEventId.CommandExecuting.Name || name == RelationalEventId.DataReaderDisposing.Name);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
