namespace Gateway.Core.Operating;

/// <summary>Why work is parked. Stored are the code and the values, and never a value of a client.</summary>
public static class WorkProblems
{
    /// <summary>Values: the stage, and what failed, as a kind of exception and a place in the program.</summary>
    public static readonly Wording Failed = new("work.failed", "Work of stage {0} failed: {1}");

    /// <summary>Value: how often it was begun.</summary>
    public static readonly Wording NeverCompleted = new("work.never-completed", "It was begun {0} times and never completed.");

    /// <summary>What was sealed cannot be opened.</summary>
    public static readonly Wording PayloadUnreadable = new("work.payload-unreadable", "The stored payload of the delivery cannot be opened.");

    /// <summary>Value: what failed, as a kind of exception.</summary>
    public static readonly Wording FileNotWritten = new("work.file-not-written", "The file could not be written into the agency's folder ({0}): the disk is full, or the right is missing.");

    /// <summary>The broker does not take messages for an agency now.</summary>
    public static readonly Wording QueueNotReached = new("work.queue-not-reached", "The broker takes no messages for the agency's queue now. They are kept and brought when it does.");

    /// <summary>An agency does not collect what lies in its queue.</summary>
    public static readonly Wording QueueFull = new("work.queue-full", "The agency's queue holds as many messages as it may. The others are kept and brought when some are collected.");

    /// <summary>The database was restored, and the recipient may have it already.</summary>
    public static readonly Wording MayHaveLeft = new("work.may-have-left", "The database was restored from a backup: this may have been delivered before. Ask the recipient whether it has it; replay it when it has not.");

    /// <summary>A webhook cannot be reached.</summary>
    public static readonly Wording WebhookNotReached = new("work.webhook-not-reached", "The agency's webhook cannot be reached: its name is unknown, or nobody listens there.");

    /// <summary>A webhook's certificate is not valid.</summary>
    public static readonly Wording WebhookNotTrusted = new("work.webhook-not-trusted", "The certificate of the agency's webhook is not valid; the agency has to renew it, or its certificate authority has to be trusted here.");

    /// <summary>A webhook's name leads to a private address.</summary>
    public static readonly Wording WebhookNotAllowed = new("work.webhook-not-allowed", "The name of the agency's webhook leads to a private address. Correct it, or allow private addresses for the agency in the directory.");

    /// <summary>There is nothing to sign with.</summary>
    public static readonly Wording WebhookNoSecret = new("work.webhook-no-secret", "The agency has no secret for its webhook; make one on the agency's page or with 'agency webhook create'.");

    /// <summary>No answer in time.</summary>
    public static readonly Wording WebhookNoAnswer = new("work.webhook-no-answer", "The agency's webhook did not answer in time, or broke off.");

    /// <summary>Value: HTTP status.</summary>
    public static readonly Wording WebhookAnswered = new("work.webhook-answered", "The agency's webhook answered with status {0}.");

    /// <summary>Value: HTTP status.</summary>
    public static readonly Wording WebhookRedirected = new("work.webhook-redirected", "The agency's webhook answered with status {0}, a redirect; redirects are not followed. Correct the address in the directory.");

    /// <summary>A webhook is gone for good.</summary>
    public static readonly Wording WebhookGone = new("work.webhook-gone", "The agency's webhook answered 410 Gone: the endpoint no longer exists. Agree on a new address with the agency, then resume delivery.");
}
