using System.ComponentModel.DataAnnotations;

namespace Gateway.Workers.Notices;

/// <summary>How the connection to the mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>It begins in clear and turns to TLS; a server that does not offer that is not used.</summary>
    StartTls = 0,

    /// <summary>TLS from the beginning.</summary>
    Tls = 1,

    /// <summary>Not at all: for a server on the same machine or in the same closed network.</summary>
    None = 2,
}

/// <summary>The mail server by which offices are told that something waits (<c>Gateway:Mail</c>). Without a host no mail is sent.</summary>
public sealed class MailOptions
{
    /// <summary>Name of the server.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its port.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>How the connection is protected.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>Account; empty: none is needed.</summary>
    public string User { get; set; } = "";

    /// <summary>Its password.</summary>
    public string Password { get; set; } = "";

    /// <summary>Address that mails come from.</summary>
    public string From { get; set; } = "";

    /// <summary>Machine time between two looks whether an office is to be told.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromMinutes(1);
}
