using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Gateway.Workers.Notices;

/// <summary>Sends mails. They go to offices' functional mailboxes and hold nothing about a client.</summary>
internal sealed class MailServer(IOptions<MailOptions> options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Whether there is a mail server.</summary>
    internal bool IsSet => options.Value.Host.Length > 0;

    /// <summary>Sends one.</summary>
    /// <exception cref="Exception">The server does not take it.</exception>
    internal async Task SendAsync(string to, string subject, string text, CancellationToken cancellation)
    {
        using var message = new MimeMessage();
        message.From.Add(MailboxAddress.Parse(options.Value.From));
        message.To.Add(MailboxAddress.Parse(to));
        message.Subject = subject;
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Body = new TextPart("plain") { Text = text };
        using var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
        await client.ConnectAsync(options.Value.Host, options.Value.Port, SecurityOf(options.Value.Security), cancellation);
        if (options.Value.User.Length > 0)
            await client.AuthenticateAsync(options.Value.User, options.Value.Password, cancellation);
        await client.SendAsync(message, cancellation);
        await client.DisconnectAsync(quit: true, cancellation);
    }

    private static SecureSocketOptions SecurityOf(MailSecurity security) => security switch
    {
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.None,
    };
}
