namespace Gateway.Core.Operating;

/// <summary>What offices are told by mail: that there is something, never what.</summary>
public static class NoticeWordings
{
    /// <summary>To an office without a system.</summary>
    public static readonly Wording InboxSubject = new("notice.inbox-subject", "Something waits in your inbox of the gateway");

    /// <summary>Value: name of the office.</summary>
    public static readonly Wording InboxText = new("notice.inbox-text", "Something waits for {0} in the web inbox of the gateway between work and welfare. Open the gateway as you always do and sign in; for your safety this mail has no link and says nothing of what it is. It is sent once a day at most and cannot be answered.");

    /// <summary>To the duty contact of an agency with a webhook.</summary>
    public static readonly Wording FailingSubject = new("notice.failing-subject", "The gateway cannot deliver to your system");

    /// <summary>Value: name of the agency.</summary>
    public static readonly Wording FailingText = new("notice.failing-text", "What the gateway between work and welfare has for {0} does not reach your system: its webhook refused or failed, or something has waited for more than an hour. Nothing is lost. Please check the endpoint, and call the gateway desk when it works again. This mail is sent once a day at most and cannot be answered.");
}
