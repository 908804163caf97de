namespace Gateway.Core.Operating;

/// <summary>Where a one-time link leads. Opening it only shows a button: what looks at links in messages uses none up.</summary>
public static class OneTimeLink
{
    /// <summary>Path, without the secret.</summary>
    public const string Path = "dashboard/sign-in/link/";

    /// <summary>The link.</summary>
    /// <param name="gateway">Address of the gateway's pages.</param>
    /// <param name="secret">Secret.</param>
    public static Uri Of(Uri gateway, string secret) => new(gateway, Path + secret);
}
