using Microsoft.Extensions.Options;
using MimeKit;

namespace Gateway.Workers.Notices;

/// <summary>A mail server needs a sender.</summary>
internal sealed class MailOptionsValidation : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options) =>
        options.Host.Length > 0 && !MailboxAddress.TryParse(options.From, out _)
            ? ValidateOptionsResult.Fail($"Gateway:Mail:From is '{options.From}'; give the address that mails come from, such as gateway@example.be, or leave Gateway:Mail:Host empty and no mail is sent.")
            : ValidateOptionsResult.Success;
}
