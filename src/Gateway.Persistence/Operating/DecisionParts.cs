using System.Text.Json;
using Gateway.Contracts;
using Gateway.Core.Referrals;

namespace Gateway.Persistence.Operating;

/// <summary>Reads the decisions that fell together.</summary>
internal static class DecisionParts
{
    internal static IReadOnlyList<DecisionPart> Of(StoredDecision decision) =>
        JsonSerializer.Deserialize<DecisionPart[]>(decision.Parts, ContractJson.Options) ?? [];
}
