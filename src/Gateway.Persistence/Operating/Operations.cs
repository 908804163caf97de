using Gateway.Persistence.Model;

namespace Gateway.Persistence.Operating;

/// <summary>Writes down what somebody did on the pages: in the operations log and in the audit trail, with its effect or not at all.</summary>
public static class Operations
{
    /// <summary>Notes an action.</summary>
    /// <param name="unit">The unit with its effect.</param>
    /// <param name="user">Name of who did it.</param>
    /// <param name="action">Code of the action.</param>
    /// <param name="subject">What it was done to: an id or codes.</param>
    /// <param name="about">Id for the audit trail.</param>
    /// <param name="detail">Purpose stated, or further codes; about the action, never about a client.</param>
    public static void Operated(this UnitOfWork unit, string user, string action, string subject, Guid about, string? detail = null)
    {
        ArgumentNullException.ThrowIfNull(unit);
        unit.Store.Operations.Add(new OperationRow { Id = unit.Keys.Next(), At = unit.Now, User = user, Action = action, Subject = subject, Detail = detail });
        unit.Record("operation." + action, user, about, new { subject, detail });
    }
}
