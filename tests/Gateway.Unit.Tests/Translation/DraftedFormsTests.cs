using System.Text;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Translation;
using Gateway.Translation.Drafting;

namespace Gateway.Unit.Tests.Translation;

/// <summary>
/// A drafted profile of one office's export in each form: it translates its own sample, states the client's details only, and
/// whatever belongs to somebody else or is not known is sealed.
/// </summary>
public sealed class DraftedFormsTests
{
    private static readonly string[] Header =
        ["Dossier", "INSZ", "Familienaam", "Voornamen", "Telefoon", "Straat", "Huisnr", "Postcode", "Werkgever", "Straat werkgever", "Telefoon werkgever", "Gsm moeder", "E-mail begeleider", "Notities", "Drempels"];

    private static readonly string[][] Rows =
    [
        ["D1", "85073003328", "Voorbeeld", "Ana, Lucia", "0470000001", "Proefweg", "12", "3000", "Bakkerij Verzonnen", "Fabriekslaan", "016000099", "0470000055", "coach@example.org", "belt liever niet", "schulden, opvang"],
        // One bad number does not undo what the header says.
        ["D2", "98072830194", "Verzonnen", "Sam", "0470000002", "Testlaan", "3", "3000", "", "", "", "", "", "", ""],
        ["D3", "98072830193", "Verzonnen", "Bo", "0470000003", "Testlaan", "4", "3001", "", "", "", "", "", "ziek thuis", "gezondheid"],
    ];

    private static readonly string[] Others = ["Bakkerij", "Fabriekslaan", "016000099", "0470000055", "coach@", "belt liever", "ziek thuis", "gezondheid", "opvang"];

    public static TheoryData<string, byte[]> Forms() => new()
    {
        { "csv", Encoding.UTF8.GetBytes(string.Join('\n', Rows.Prepend(Header).Select(r => string.Join(';', r))) + "\n") },
        { "xlsx", Workbook.Of([.. Rows.Prepend(Header).Select(r => r.Cast<object>().ToArray())]) },
        { "json", Encoding.UTF8.GetBytes("[" + string.Join(',', Rows.Select(r =>
            $$"""
              {"dossier":"{{r[0]}}","client":{"insz":"{{r[1]}}","familienaam":"{{r[2]}}","voornamen":["{{r[3].Replace(", ", "\",\"", StringComparison.Ordinal)}}"],"contact":{"telefoon":"{{r[4]}}" },
               "adres":{"straat":"{{r[5]}}","huisnr":"{{r[6]}}","postcode":"{{r[7]}}" } },"werkgever":{"naam":"{{r[8]}}","adres":{"straat":"{{r[9]}}" },"telefoon":"{{r[10]}}" },
               "gezin":[{"relatie":"moeder","gsm":"{{r[11]}}" }],"begeleider":{"email":"{{r[12]}}" },"notities":"{{r[13]}}","drempels":["{{r[14].Replace(", ", "\",\"", StringComparison.Ordinal)}}"]}
              """)) + "]") },
        { "xml", Encoding.UTF8.GetBytes("<Dossiers xmlns=\"urn:example:genk\">" + string.Concat(Rows.Select(r =>
            $"<Dossier nr=\"{r[0]}\"><Client><INSZ>{r[1]}</INSZ><Familienaam>{r[2]}</Familienaam><Voornaam>{r[3].Replace(", ", "</Voornaam><Voornaam>", StringComparison.Ordinal)}</Voornaam><Telefoon>{r[4]}</Telefoon>"
            + $"<Adres><Straat>{r[5]}</Straat><Huisnr>{r[6]}</Huisnr><Postcode>{r[7]}</Postcode></Adres></Client><Werkgever><Naam>{r[8]}</Naam><Adres><Straat>{r[9]}</Straat></Adres><Telefoon>{r[10]}</Telefoon></Werkgever>"
            + $"<Moeder><Gsm>{r[11]}</Gsm></Moeder><Begeleider><Email>{r[12]}</Email></Begeleider><Notities>{r[13]}</Notities><Drempels><Drempel>{r[14].Replace(", ", "</Drempel><Drempel>", StringComparison.Ordinal)}</Drempel></Drempels></Dossier>")) + "</Dossiers>") },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_draft_reads_the_client_and_seals_everybody_else(string form, byte[] sample)
    {
        var draft = ProfileDraft.From("own", sample).ShouldNotBeNull();

        foreach (var value in Rows.SelectMany(r => r).Concat(Others).Where(v => v.Length > 3))
            draft.ShouldNotContain(value, Case.Sensitive, "no value of a sample is in its draft");
        using var own = new OwnProfile(draft);
        var loaded = own.Loaded;
        loaded.Problems.ShouldBeEmpty(draft);
        var records = new Translator().Translate(loaded.Profiles!.Find("own")!, new MemoryStream(sample), Translating.Options, CancellationToken.None).ToList();
        records.Select(r => r.Status).ShouldBe([RecordStatus.Translated, RecordStatus.SetAside, RecordStatus.Translated], form + draft);
        records[1].Reason!.Code.ShouldBe("identifier-check-digits");
        var client = records[0].Statements.ShouldHaveSingleItem().Content.ShouldBeOfType<ClientChanged>().Client;
        (client.Identifiers[0].Scheme, client.Identifiers[0].Value).ShouldBe((IdentifierSchemes.Insz, "85073003328"));
        (client.FamilyName, client.Contact!.Phone, client.Residence!.Street, client.Residence.HouseNumber, client.Residence.PostalCode).ShouldBe(("Voorbeeld", "0470000001", "Proefweg", "12", "3000"));
        client.GivenNames.ShouldBe(["Ana", "Lucia"], draft);
        client.Contact.Email.ShouldBeNull("the only address is a counsellor's");
        foreach (var record in records)
        {
            var said = string.Concat(record.Statements.Select(s => Encoding.UTF8.GetString(s.Utf8.Span)));
            var kept = Encoding.UTF8.GetString((record.Stripped ?? record.Slice).Span);
            foreach (var other in Others)
            {
                said.ShouldNotContain(other);
                kept.ShouldNotContain(other, Case.Sensitive, "sealed apart, not kept with the record: " + draft);
            }
        }
    }

    [Fact]
    public void Lines_of_fixed_width_are_taken_apart_as_far_as_they_show_it_and_the_rest_is_sealed()
    {
        var sample = "D00185073003328Voorbeeld Ana        0470000001belt liever niet\nD00298072830193Verzonnen Sam        0470000002                \n"u8.ToArray();

        var draft = ProfileDraft.From("own", sample).ShouldNotBeNull();

        draft.ShouldContain("{ name: insz, width: 11 }");
        draft.ShouldContain("source: insz, convert: identifier, scheme: insz");
        using var own = new OwnProfile(draft);
        var records = own.Translate(Encoding.UTF8.GetString(sample));
        records.ShouldAllBe(r => r.Status == RecordStatus.Translated);
        records[0].Statements.ShouldHaveSingleItem().Content.ShouldBeOfType<ClientChanged>().Client.Identifiers[0].Value.ShouldBe("85073003328");
        foreach (var record in records)
        {
            Encoding.UTF8.GetString(record.Statements[0].Utf8.Span).ShouldNotContain("Voorbeeld");
            Encoding.UTF8.GetString((record.Stripped ?? record.Slice).Span).ShouldNotContain("belt liever");
            Encoding.UTF8.GetString((record.Stripped ?? record.Slice).Span).ShouldNotContain("Voorbeeld");
        }
    }

    [Theory]
    [InlineData("Nota;Opmerking\nnierpatiënt;belt niet\n")]
    [InlineData("Naam;Telefoon\nAna Voorbeeld;0470000001\n")]
    [InlineData("{\"diagnose\":\"nierpatiënt\",\"sanctie\":\"belt niet\"}")]
    public void Where_no_field_names_the_client_none_that_is_sealed_is_taken_for_one(string sample)
    {
        var draft = ProfileDraft.From("own", Encoding.UTF8.GetBytes(sample)).ShouldNotBeNull();

        using var own = new OwnProfile(draft);
        var records = own.Translate(sample);
        records.ShouldNotBeEmpty();
        records.ShouldAllBe(r => r.Status == RecordStatus.SetAside && r.Statements.Count == 0);
        draft.ShouldContain("Until then every record is set aside.");
    }

    [Fact]
    public void Lines_of_fixed_width_in_which_nothing_names_the_client_give_no_draft() =>
        ProfileDraft.From("own", Encoding.UTF8.GetBytes("nierpatiënt belt niet\nnierpatiënt belt wel \n")).ShouldBeNull();

    [Theory]
    [InlineData("ja", false)]
    [InlineData("misschien", false)]
    [InlineData("nee", true)]
    public void A_secret_number_is_not_stated_by_a_draft(string secret, bool stated)
    {
        var sample = $"INSZ;Naam;Telefoon;Geheim nr\n85073003328;Voorbeeld;0470000001;{secret}\n";
        using var own = new OwnProfile(ProfileDraft.From("own", "INSZ;Naam;Telefoon;Geheim nr\n85073003328;Voorbeeld;0470000001;nee\n"u8.ToArray())!);

        (own.Translate(sample).ShouldHaveSingleItem().Statements.ShouldHaveSingleItem().Content.ShouldBeOfType<ClientChanged>().Client.Contact?.Phone is not null).ShouldBe(stated);
    }
}
