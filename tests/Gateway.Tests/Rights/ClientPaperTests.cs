using System.Text;
using Gateway.Contracts.Events;
using Gateway.Core.Agreements;
using Gateway.Core.Rights;
using Gateway.Dashboard.Policies;
using Gateway.Dashboard.Rights;
using Gateway.Tests.Running;

namespace Gateway.Tests.Rights;

/// <summary>What a client holds on paper is in words, in each language, and looks like the pages.</summary>
public sealed class ClientPaperTests
{
    [Theory]
    [InlineData("en", "Your agreement")]
    [InlineData("nl", "Uw akkoord")]
    [InlineData("fr", "Votre accord")]
    public void A_receipt_names_what_its_record_does_not_say(string language, string agreement)
    {
        Missing(claim: null, "ACTIVATION", language).ShouldContain($"<li>{agreement}</li>");

        var all = Missing(new AgreementClaim { GivenBy = Capacities.Administrator }, purpose: null, language);

        all.ShouldNotContain("agreement.", Case.Sensitive);
        all.ShouldNotContain("<li>purpose</li>", Case.Sensitive);
    }

    [Theory]
    [InlineData("en", "Nobody.", "Nothing.")]
    [InlineData("nl", "Niemand.", "Niets.")]
    [InlineData("fr", "Personne.", "Rien.")]
    public async Task A_copy_says_that_nobody_was_told_to_stop(string language, string nobody, string nothing)
    {
        var stops = await CopyAsync(new CopyPage.Stops([]), language);
        stops.ShouldContain($"<p>{nobody}</p>");
        stops.ShouldNotContain(nothing);
        (await CopyAsync(new CopyPage.Openings([]), language)).ShouldContain($"<p>{nothing}</p>");
    }

    [Fact]
    public async Task A_copy_that_is_a_file_holds_its_style_so_that_headers_stand_above_their_cells()
    {
        var copy = await CopyAsync(new CopyPage.Standing(false, false, false, false, []), "nl");

        copy.ShouldContain("th, td { border: 1px solid #d5dade; padding: .3rem .5rem; text-align: left;");
        copy.ShouldContain("<th scope=\"row\">");
    }

    private static string Missing(AgreementClaim? claim, string? purpose, string language)
    {
        var row = new ClientAgreement { Id = Guid.CreateVersion7(), Agency = "vdab" };
        var receipt = ReceiptRules.Of(new ReceiptSource(row, claim, "T-1", purpose, [], null), Shipped.Contracts.Agreed, language, RunningGateway.Start);
        var html = PaperWriters.Html(ReceiptPaper.Of([receipt], Shipped.Contracts.Agreed, language));
        return html[html.LastIndexOf("<h3>", StringComparison.Ordinal)..];
    }

    private static async Task<string> CopyAsync(CopyPage page, string language)
    {
        using var stream = new MemoryStream();
        await CopyPaper.WriteAsync(new CopyAnswer.Begun("vdab", RunningGateway.Start, Pages(page)), stream, Shipped.Contracts.Agreed, language, styleSheet: null, CancellationToken.None);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static async IAsyncEnumerable<CopyPage> Pages(CopyPage page)
    {
        await Task.CompletedTask;
        yield return page;
        yield return new CopyPage.End(Complete: true, null, 0, 0);
    }
}
