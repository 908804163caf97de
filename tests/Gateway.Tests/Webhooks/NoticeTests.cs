using Gateway.Core.Handovers;
using Gateway.Host.Composition;
using Gateway.Tests.Running;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using static Gateway.Tests.Webhooks.WebhookSetting;

namespace Gateway.Tests.Webhooks;

/// <summary>Offices are told by mail that something waits or fails, once a day at most, and nothing of what it is.</summary>
public sealed class NoticeTests
{
    private const string Mailbox = "onthaal@leuven.example";

    [Fact]
    public async Task An_office_without_a_system_is_told_once_a_day_and_again_after_its_inbox_was_emptied()
    {
        await using var server = new SmtpStub();
        await using var gateway = await RunningGateway.StartAsync(contracts: Inbox(), settings: Mail(server));
        var referral = Vdab.Referral();
        await (await gateway.OfficeAsync("vdab")).SubmitAsync(Vdab.Profile, referral);
        await gateway.UntilAsync(() => Task.FromResult(server.Mails.Count == 1));

        var (to, text) = server.Mails.Single();
        to.ShouldBe(Mailbox);
        var plain = text.Replace("=\n", "", StringComparison.Ordinal);
        plain.ShouldContain("Subject: Er wacht iets in uw postvak");
        plain.ShouldContain("Auto-Submitted: auto-generated");
        plain.ShouldNotContain("http");
        foreach (var word in new[] { referral["person"]!["insz"]!, referral["person"]!["familyName"]!, referral["message"]!["ticket"]! })
            plain.ShouldNotContain(word.GetValue<string>());

        // A second referral on the same day is not told again; on the next day it is.
        await gateway.ReferAsync();
        gateway.Time.Advance(TimeSpan.FromHours(23));
        await gateway.UntilAsync(() => gateway.ReadAsync(async s => await s.Deliveries.CountAsync(d => d.Recipient == Leuven && d.State == DeliveryState.Waiting) == 2));
        server.Mails.Count.ShouldBe(1);
        gateway.Time.Advance(TimeSpan.FromHours(1));
        await gateway.UntilAsync(() => Task.FromResult(server.Mails.Count == 2));

        // Emptied, and something new comes.
        await (await gateway.OfficeAsync(Leuven)).NewAsync();
        await gateway.UntilAsync(() => gateway.ReadAsync(s => s.Settings.AnyAsync(x => x.Name == "notice:inbox:" + Leuven && x.Value == "")));
        await gateway.ReferAsync();
        await gateway.UntilAsync(() => Task.FromResult(server.Mails.Count == 3));
    }

    [Fact]
    public async Task A_mail_server_that_is_away_costs_a_delay()
    {
        await using var server = new SmtpStub { Refuses = true };
        await using var gateway = await RunningGateway.StartAsync(contracts: Inbox(), settings: Mail(server));
        await gateway.ReferAsync();
        await gateway.UntilAsync(() => gateway.ReadAsync(s => s.Deliveries.AnyAsync(d => d.Recipient == Leuven && d.State == DeliveryState.Waiting)));
        server.Mails.ShouldBeEmpty();

        server.Refuses = false;
        await gateway.UntilAsync(() => Task.FromResult(server.Mails.Count == 1));
    }

    [Fact]
    public async Task The_duty_contact_is_told_when_a_delivery_was_given_up()
    {
        await using var server = new SmtpStub();
        await using var leuven = await WebhookReceiver.StartAsync();
        leuven.Answer = (_, http) => WebhookReceiver.Status(http, StatusCodes.Status404NotFound);
        var contracts = Directory(text => WebhookContracts.With(text, Leuven, $"webhook\n    webhook: {WebhookContracts.Full(leuven)}")
            .Replace("phone: \"+32 16 00 00 01\"", $"phone: \"+32 16 00 00 01\", mail: {Mailbox}", StringComparison.Ordinal));
        await using var gateway = await RunningGateway.StartAsync(contracts: contracts, settings: Mail(server));
        await gateway.SecretAsync(Leuven);
        await gateway.ReferAsync();
        await gateway.UntilAsync(() => Task.FromResult(server.Mails.Count == 1));

        (await gateway.DeliveryAsync()).State.ShouldBe(DeliveryState.Parked);
        server.Mails.Single().To.ShouldBe(Mailbox);
        server.Mails.Single().Text.ShouldContain("Subject: De gateway kan niet afleveren aan uw systeem");
    }

    [Fact]
    public async Task A_mail_server_needs_a_sender()
    {
        var settings = new Dictionary<string, string?> { ["Gateway:Mail:Host"] = "mail.example" };
        (await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => RunningGateway.StartAsync(settings: settings))).Message.ShouldContain("Gateway:Mail:From");
    }

    private static ContractsFolder Inbox() => Directory(text => WebhookContracts.With(text, Leuven, $"inbox\n    noticeMail: {Mailbox}"));

    private static ContractsFolder Directory(Func<string, string> change)
    {
        using var folder = new TempFolder();
        TempFolder.Copy(Shipped.Folder, folder.Path);
        var file = Path.Combine(folder.Path, "directory", "agencies.yaml");
        File.WriteAllText(file, change(File.ReadAllText(file)));
        return ContractsFolder.LoadOrFail(folder.Path);
    }

    private static Dictionary<string, string?> Mail(SmtpStub server) => new(Brisk, StringComparer.Ordinal)
    {
        ["Gateway:Mail:Host"] = "127.0.0.1",
        ["Gateway:Mail:Port"] = server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["Gateway:Mail:Security"] = "None",
        ["Gateway:Mail:From"] = "gateway@example.be",
        ["Gateway:Mail:Every"] = "00:00:00.020",
    };
}
