using Gateway.Persistence.Model;

namespace Gateway.Persistence.Operating;

/// <summary>Writes what somebody did into the operations log and the audit trail.</summary>
public static class Recording
{
    /// <summary>Records an operation in the unit that has its effect.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="actor">Name of the user.</param>
    /// <param name="action">What was done: a code.</param>
    /// <param name="subject">What it was done to.</param>
    /// <param name="name">Its name in the log; null: the id.</param>
    /// <param name="detail">Purpose stated, or further codes; never a client's data.</param>
    public static void Operation(this UnitOfWork unit, string actor, string action, Guid subject, string? name = null, string? detail = null)
    {
        ArgumentNullException.ThrowIfNull(unit);
        unit.Store.Operations.Add(new OperationRow
        {
            Id = unit.Keys.Next(),
            At = unit.Now,
            User = actor,
            Action = action,
            Subject = name ?? subject.ToString(),
            Detail = detail,
        });
        unit.Record("operation." + action, actor, subject, detail is null ? null : new { detail });
    }
}
