using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Notices;

/// <summary>
/// Tells offices by mail that something waits, and duty contacts that deliveries fail. A mail says nothing of what it is, and has no link:
/// people open the gateway as they always do. It runs in every process; a lease lets one of them do it.
/// </summary>
internal sealed partial class NoticeRunner(
    MailServer mails, INotices notices, IPresent<Agreed> agreed, ISpoken spoken, ILeases leases, IPreparedStore prepared, IStoreFaults faults, IOptions<MailOptions> options,
    TimeProvider domain, [FromKeyedServices(MachineTime.Key)] TimeProvider machine, ILogger<NoticeRunner> logger) : BackgroundService
{
    private readonly RecurringWork _recurring = new(leases, "notices", machine);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _recurring.GiveUpAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await prepared.WhenOpenAsync(stoppingToken);
        if (!mails.IsSet)
        {
            if (Wanting().Any())
                Log.NoServer(logger);
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await _recurring.LeaseAsync(stoppingToken) is { } lease)
                    await TellAsync(lease, stoppingToken);
            }
            catch (Exception e) when (faults.IsLeaseLost(e))
            {
                _recurring.Lost();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, e.GetType().Name);
            }

            await machine.PauseAsync(options.Value.Every, stoppingToken);
        }
    }

    private IEnumerable<Agency> Wanting() => agreed.Now.Directory.Agencies.Where(a => a.Live && (MailboxOf(a, NoticeKind.Inbox) ?? MailboxOf(a, NoticeKind.Failing)) is not null);

    /// <summary>Sent and then noted: a process that ends in between sends one mail twice.</summary>
    private async Task TellAsync(Lease lease, CancellationToken cancellation)
    {
        var agencies = Wanting().ToDictionary(a => a.Id, StringComparer.Ordinal);
        var stands = await notices.ReadAsync(
            [.. agencies.Values.Where(a => MailboxOf(a, NoticeKind.Inbox) is not null).Select(a => a.Id)],
            [.. agencies.Values.Where(a => MailboxOf(a, NoticeKind.Failing) is not null).Select(a => a.Id)], cancellation);
        foreach (var stand in stands)
        {
            var now = domain.GetUtcNow();
            if (NoticeRules.IsOver(stand))
                await notices.NoteAsync(lease, stand, toldAt: null, cancellation);
            if (!NoticeRules.IsDue(stand, now))
                continue;
            try
            {
                await TellAsync(agencies[stand.Agency], stand.Kind, cancellation);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A mailbox that refuses keeps nobody else from being told.
                Log.Refused(logger, stand.Agency, e.GetType().Name);
                continue;
            }

            Log.Told(logger, stand.Agency, stand.Kind);
            await notices.NoteAsync(lease, stand, now, cancellation);
        }
    }

    private Task TellAsync(Agency agency, NoticeKind kind, CancellationToken cancellation)
    {
        var (subject, text) = kind == NoticeKind.Inbox
            ? (NoticeWordings.InboxSubject, NoticeWordings.InboxText.With(agency.Name))
            : ((Sentence)NoticeWordings.FailingSubject, NoticeWordings.FailingText.With(agency.Name));
        return mails.SendAsync(MailboxOf(agency, kind)!, spoken.In(agency.Language, subject), spoken.In(agency.Language, text), cancellation);
    }

    private static string? MailboxOf(Agency agency, NoticeKind kind) => (kind, agency.Channel) switch
    {
        (NoticeKind.Inbox, ChannelKind.Inbox) => agency.NoticeMail,
        (NoticeKind.Failing, ChannelKind.Webhook) => agency.DutyContact?.Mail,
        _ => null,
    };

    private static partial class Log
    {
        [LoggerMessage(1771, LogLevel.Information, "The directory has mailboxes, and no mail server is set (Gateway:Mail:Host): nobody is told by mail that something waits.")]
        public static partial void NoServer(ILogger logger);

        [LoggerMessage(1772, LogLevel.Information, "{Agency} was told by mail ({Kind}).")]
        public static partial void Told(ILogger logger, string agency, NoticeKind kind);

        [LoggerMessage(1773, LogLevel.Warning, "Offices could not be told by mail ({Exception}); trying again shortly. Check Gateway:Mail and the mail server.")]
        public static partial void Failed(ILogger logger, string exception);

        [LoggerMessage(1774, LogLevel.Warning, "{Agency} could not be told by mail ({Exception}); trying again shortly. Check its mailbox in the directory, Gateway:Mail and the mail server.")]
        public static partial void Refused(ILogger logger, string agency, string exception);
    }
}
