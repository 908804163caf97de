using System.Globalization;
using System.Text;

namespace Gateway.Chaos.Tests.Agencies;

/// <summary>The people of an office: they answer what came in, as the story of each referral says.</summary>
internal sealed class CaseWorkers(LoadPlan plan, Office office, IIntakeLine line)
{
    private readonly string _today = TimeProvider.System.GetUtcNow().ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>Registers a file for step one, accepts the client after step two; what came again is answered again.</summary>
    public async Task AnswerAsync(string document)
    {
        if (HandoverSeen.In(document) is not { } handover || plan.Referral(handover.Phone) is not { } referral)
            return;
        if (handover.Step == 1 && referral.Registered)
            await ReplyAsync(handover, "received");
        else if (handover.Step == 2 && referral.Accepted)
            await ReplyAsync(handover, "accepted");
    }

    private Task ReplyAsync(HandoverSeen handover, string outcome) => line.SubmitAsync(
        new Submission("ocmw-result", "application/xml", outcome + "-" + handover.Ticket, Encoding.UTF8.GetBytes($"""
            <HandoverResult schemaVersion="1">
              <Header><Ticket>R-{outcome}-{handover.Ticket}</Ticket><InReplyTo>{handover.Ticket}</InReplyTo><Sender nis="{office.Municipality}"/><Recipient org="VDAB"/><Purpose>ACTIVATION</Purpose></Header>
              <Client><INSZ>{handover.Insz}</INSZ></Client>
              <Intake><DatOntvangst>{_today}</DatOntvangst><CdResultaat>{outcome}</CdResultaat><NrDossier>L-{handover.Insz}</NrDossier></Intake>
            </HandoverResult>
            """)));
}
