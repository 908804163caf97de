namespace Gateway.Core.Directory;

/// <summary>Where and how an agency's webhook is called.</summary>
/// <param name="Url">Address: https; http only where <paramref name="Private"/>. It holds no user, password or fragment.</param>
/// <param name="Thin">The body carries the event's id alone; the agency fetches the event with its key, which is the release. Otherwise the body is the event.</param>
/// <param name="Private">The address may lie in a private network: it may be http, and resolve to private, loopback or link-local addresses.</param>
public sealed record WebhookTarget(Uri Url, bool Thin = false, bool Private = false);
