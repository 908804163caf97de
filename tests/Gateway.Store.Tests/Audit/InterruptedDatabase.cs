using Gateway.Persistence;
using Gateway.Persistence.Model;

namespace Gateway.Store.Tests.Audit;

/// <summary>A database in which somebody else does something at a chosen moment.</summary>
internal sealed class InterruptedDatabase(IGatewayDatabase inner, int afterOpening, Func<Task> interruption) : WrappedDatabase(inner)
{
    private int _opened;

    internal bool Interrupted { get; private set; }

    public override GatewayContext Open()
    {
        if (++_opened == afterOpening)
        {
            Interrupted = true;
            interruption().GetAwaiter().GetResult();
        }

        return base.Open();
    }
}
