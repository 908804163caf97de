using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Gateway.Benchmarks;

/// <summary>
/// A referral of an invented person. The number decides everything, so that every run sends the same people.
/// </summary>
internal sealed class InventedReferral
{
    private static readonly (string Office, string Nis)[] Towns =
    [
        ("ocmw-leuven", "24062"), ("ocmw-mortsel", "11029"), ("ocmw-kortrijk", "34022"), ("ocmw-waregem", "34040"), ("ocmw-antwerpen", "11002"),
    ];

    private readonly int _number;
    private readonly DateOnly _today;

    /// <param name="number">Number.</param>
    /// <param name="today">Day of the run.</param>
    /// <param name="town">Office and town it goes to; null: one of the five that always take part.</param>
    public InventedReferral(int number, DateOnly today, (string Office, string Nis)? town = null)
    {
        _number = number;
        _today = today;
        (Office, Nis) = town ?? Towns[number % Towns.Length];
        Born = new DateOnly(1960, 1, 1).AddDays(number / 400);
        Insz = InszOf(Born, 1 + (number % 400));
        Ticket = new Guid(number, 0x10, 0x4000, [0x80, 0, 0, 0, 0, 0, 0, 0]).ToString("D");
    }

    /// <summary>Welfare offices that take part.</summary>
    public static IEnumerable<string> Offices => Towns.Select(t => t.Office);

    /// <summary>The office it goes to.</summary>
    public string Office { get; }

    /// <summary>The sender's ticket.</summary>
    public string Ticket { get; }

    /// <summary>National number; passes its check.</summary>
    public string Insz { get; }

    private string Nis { get; }

    private DateOnly Born { get; }

    /// <summary>The record in the employment service's own format.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("message");
        json.WriteString("type", "referral");
        json.WriteString("schemaVersion", "1.0");
        json.WriteString("ticket", Ticket);
        json.WriteString("sentAt", Day(0) + "T06:00:00Z");
        json.WritePropertyName("sender");
        json.WriteRawValue("""{"org":"VDAB","unit":"Bemiddeling","contact":{"name":"J. Proefnaam","function":"bemiddelaar","phone":"+32 2 000 00 15"}}""");
        json.WritePropertyName("recipient");
        json.WriteRawValue($$"""{"org":"OCMW","nis":"{{Nis}}"}""");
        json.WriteString("purpose", "ACTIVATION");
        json.WriteEndObject();
        json.WriteString("question", "WELFARE_SUPPORT");
        json.WritePropertyName("person");
        json.WriteRawValue($$$"""
            {"insz":"{{{Insz}}}","familyName":"Verzonnen-{{{_number}}}","givenNames":["Noor"],"birthDate":"{{{Iso(Born)}}}","nisResidence":"{{{Nis}}}",
            "preferredLanguage":"nld","contactLanguage":"nld","needsInterpreter":false,
            "contact":{"phone":"+32460{{{200000 + _number}}}","safeToCall":true,"safeToLeaveMessage":false,"preferredTime":"MORNING"}}
            """);
        json.WritePropertyName("assessment");
        json.WriteRawValue($$"""{"doneWithClient":true,"confirmedOn":"{{Day(4)}}"}""");
        json.WritePropertyName("registration");
        json.WriteRawValue($$"""{"category":"00","inscriptionDate":"{{Day(800)}}","unemployedSince":"{{Day(800)}}","mediationStatus":"ACTIVE","benefitScheme":"UNEMPLOYMENT"}""");
        json.WritePropertyName("profile");
        json.WriteRawValue($$"""{"isced2011":3,"isco08Wanted":["9112"],"drivingLicence":["B"],"transport":"BICYCLE","weeklyHoursAvailable":24,"availableFrom":"{{Day(-14)}}"}""");
        json.WritePropertyName("barriers");
        json.WriteRawValue($$"""[{"code":"DEBT","since":"{{Day(200)}}","note":"verzonnen aantekening die niemand anders leest"}]""");
        json.WritePropertyName("ladder");
        json.WriteRawValue($$"""{"measuredOn":"{{Day(4)}}","variant":"six-rung","rung":2,"potential12m":4,"measuredBy":"COUNSELLOR","withClient":true}""");
        json.WritePropertyName("requestedService");
        json.WriteRawValue("""["DEBT_ADVICE"]""");
        json.WritePropertyName("basis");
        json.WriteRawValue("""{"kind":"PUBLIC_TASK","reference":"KSZ-2026-014"}""");
        json.WritePropertyName("agreement");
        json.WriteRawValue($$"""{"recordId":"AKK-{{_number}}","noticeVersion":"2026-1","language":"nld","givenOn":"{{Day(4)}}","how":"WRITTEN","expires":"{{Day(-300)}}"}""");
        json.WriteEndObject();
    }

    /// <summary>The office's answer in its own format: received, under its own case number.</summary>
    /// <param name="handover">Ticket of the handover.</param>
    public string Reply(string handover) => $"""
        <HandoverResult schemaVersion="1">
          <Header><Ticket>R-{_number}</Ticket><InReplyTo>{handover}</InReplyTo><Sender nis="{Nis}"/><Recipient org="VDAB"/><Purpose>ACTIVATION</Purpose></Header>
          <Client><INSZ>{Insz}</INSZ></Client>
          <Intake><DatOntvangst>{_today:yyyyMMdd}</DatOntvangst><CdResultaat>received</CdResultaat><NrDossier>D-{_number}</NrDossier></Intake>
        </HandoverResult>
        """;

    /// <summary>One document for some answers.</summary>
    public static byte[] Document(IReadOnlyList<string> replies) => Encoding.UTF8.GetBytes(
        replies.Count == 1 ? replies[0] : "<HandoverResults>\n" + string.Join('\n', replies) + "\n</HandoverResults>\n");

    /// <summary>One submission: the record itself, or an array.</summary>
    public static byte[] Submission(IReadOnlyList<InventedReferral> referrals)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            if (referrals.Count == 1)
            {
                referrals[0].WriteTo(json);
            }
            else
            {
                json.WriteStartArray();
                foreach (var referral in referrals)
                    referral.WriteTo(json);
                json.WriteEndArray();
            }
        }

        return bytes.ToArray();
    }

    // The check: 97 less the remainder of the first nine digits; everybody here was born before 2000.
    private static string InszOf(DateOnly born, int sequence)
    {
        var nine = born.ToString("yyMMdd", CultureInfo.InvariantCulture) + sequence.ToString("000", CultureInfo.InvariantCulture);
        return nine + (97 - (long.Parse(nine, CultureInfo.InvariantCulture) % 97)).ToString("00", CultureInfo.InvariantCulture);
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Day(int ago) => Iso(_today.AddDays(-ago));
}
