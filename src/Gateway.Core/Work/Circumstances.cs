using Gateway.Core.Clients;
using Gateway.Core.Routing;

namespace Gateway.Core.Work;

/// <summary>What every decision of a batch is made under.</summary>
/// <param name="Agreed">What the agencies agreed.</param>
/// <param name="Index">Keyed hashes by which tickets and identifiers are found.</param>
/// <param name="Keys">Keys of new rows.</param>
/// <param name="Moment">When it is decided.</param>
public sealed record Circumstances(Agreed Agreed, BlindIndex Index, IKeys Keys, Moment Moment);
