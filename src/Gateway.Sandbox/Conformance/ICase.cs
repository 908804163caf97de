namespace Gateway.Sandbox.Conformance;

/// <summary>How a case of the published list is played and judged.</summary>
internal interface ICase
{
    /// <summary>Id in the list.</summary>
    string Id { get; }

    /// <summary>Plays it.</summary>
    Task<Verdict> PlayAsync(Play play, CancellationToken cancellation);
}

/// <summary>Every case that can be played.</summary>
internal static class Cases
{
    internal static IReadOnlyDictionary<string, ICase> All { get; } = new ICase[]
    {
        new Case("handover", Deliveries.HandoverAsync), new Case("feed-confirmed", Deliveries.FeedConfirmedAsync),
        new Case("duplicate", Deliveries.DuplicateAsync), new Case("redelivery", Deliveries.RedeliveryAsync), new Case("out-of-order", Withdrawals.OutOfOrderAsync),
        new Case("bad-signature", Forgeries.BadSignatureAsync), new Case("withdrawal", Withdrawals.WithdrawalAsync), new Case("withdrawal-before-delivery", Withdrawals.BeforeDeliveryAsync),
        new Case("identifier-replaced", Deliveries.IdentifierReplacedAsync), new Case("outage", Outages.OutageAsync), new Case("lost-answer", Outages.LostAnswerAsync), new Case("slow-down", Outages.SlowDownAsync),
        new Case("unknown-event", Forgeries.UnknownEventAsync), new Case("poison-record", Forgeries.PoisonRecordAsync), new Case("answer-without-effect", Deliveries.AnswerWithoutEffectAsync),
    }.ToDictionary(c => c.Id, StringComparer.Ordinal);

    private sealed record Case(string Id, Func<Play, CancellationToken, Task<Verdict>> Plays) : ICase
    {
        public Task<Verdict> PlayAsync(Play play, CancellationToken cancellation) => Plays(play, cancellation);
    }
}
