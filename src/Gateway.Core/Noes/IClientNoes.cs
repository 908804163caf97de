namespace Gateway.Core.Noes;

/// <summary>Enters a client's no: what a data protection officer does on the privacy page, by a call or on the command line.</summary>
public interface IClientNoes
{
    /// <summary>Enters it. Whatever the answer, it is in the operations log unless it was refused.</summary>
    /// <param name="agency">The agency for which it is entered: one that has or had the client.</param>
    /// <param name="meant">The client.</param>
    /// <param name="no">What is entered.</param>
    /// <param name="user">Who enters it.</param>
    /// <param name="cancellation">Cancellation.</param>
    /// <returns>What came of it; in force when it returns.</returns>
    Task<NoAnswer> EnterAsync(string agency, MeantClient meant, ClientNo no, string user, CancellationToken cancellation);
}
