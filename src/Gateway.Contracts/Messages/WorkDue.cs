namespace Gateway.Contracts.Messages;

/// <summary>
/// Work for one stage: ids of work items leased under one token. The message is the batch; it carries ids only, so
/// that nothing about a client passes through a broker's internal queues.
/// </summary>
/// <param name="Stage">Stage whose queue <c>gateway.{stage}</c> carries the message.</param>
/// <param name="LeaseToken">Token under which the work items are leased; a consumer completes them under this token only.</param>
/// <param name="WorkItemIds">1–200 step ids.</param>
public sealed record WorkDue(string Stage, Guid LeaseToken, IReadOnlyList<Guid> WorkItemIds);
