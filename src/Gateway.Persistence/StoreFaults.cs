using Gateway.Core.Work;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Work;

namespace Gateway.Persistence;

/// <summary>What an exception of the database means.</summary>
internal sealed class StoreFaults(IGatewayDatabase database) : IStoreFaults
{
    public bool IsConflict(Exception exception) => database.IsConflict(exception);

    public bool IsUnavailable(Exception exception) => exception is MasterKeyException || database.IsUnavailable(exception);

    public bool IsLeaseLost(Exception exception) => exception is LeaseLostException;

    public Task<bool> AnswersAsync(CancellationToken cancellation) => database.AnswersAsync(cancellation);

    public Task<T> DespiteConflictsAsync<T>(Func<Task<T>> attempt) => database.DespiteConflictsAsync(attempt);
}
