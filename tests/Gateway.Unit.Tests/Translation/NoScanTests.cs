using System.Text;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

/// <summary>What intake looks for ahead is what translation makes afterwards.</summary>
public sealed class NoScanTests
{
    [Theory]
    [InlineData("{ source: ingetrokken }", "x", 1)]
    [InlineData("{ source: ingetrokken, is: ja }", "JA", 1)]
    [InlineData("{ source: ingetrokken, is: ja }", "nee", 0)]
    public void A_withdrawal_is_seen_ahead_whatever_the_rule_that_makes_it_asks_for(string when, string value, int noes)
    {
        using var own = new OwnProfile($$"""
            profile: own
            title: Test
            format: table
            media-type: text/csv
            statements:
              - event: consent.withdrawn
                when: {{when}}
                fields:
                  - { target: ticket, source: nr, required: true }
                  - { target: agreementRecordId, source: akkoord }
                  - target: client.identifiers
                    from: .
                    fields:
                      - { target: scheme, constant: agency }
                      - { target: value, source: nr }
            """);
        var content = $"nr,akkoord,ingetrokken\n7,AK-1,{value}\n";

        own.Translate(content).SelectMany(r => r.Statements).Count().ShouldBe(noes);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        new Translator().Noes(own.Loaded.Profiles!.Find("own")!, stream, Translating.Options, CancellationToken.None).Count().ShouldBe(noes);
    }
}
