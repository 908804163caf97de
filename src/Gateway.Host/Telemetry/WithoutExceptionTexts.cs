using OpenTelemetry;
using OpenTelemetry.Logs;

namespace Gateway.Host.Telemetry;

/// <summary>Leaves of a logged exception its type: its text and its stack may quote what was worked on.</summary>
internal sealed class WithoutExceptionTexts : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data)
    {
        if (data.Exception is not { } exception)
            return;
        data.Exception = null;
        data.Attributes = [.. data.Attributes ?? [], new("exception.type", exception.GetType().FullName)];
    }
}
