using Gateway.Core.Operating;
using Gateway.Persistence.Model;

namespace Gateway.Persistence.Operating;

/// <summary>Notes what people do on the pages: in the operations log and, tamper-evident, in the audit trail.</summary>
public static class OperationLog
{
    /// <summary>Notes an operation in the transaction of its effect.</summary>
    public static void Operate(this UnitOfWork unit, PageOperation operation)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(operation);
        unit.Store.Operations.Add(new OperationRow
        {
            Id = unit.Keys.Next(),
            At = unit.Now,
            User = operation.User,
            Action = operation.Action,
            Subject = operation.Subject.ToString("D"),
            Detail = operation.Detail,
        });
        unit.Record("operation." + operation.Action, operation.User, operation.Subject, operation.Detail is { } detail ? new { detail } : null);
    }
}
