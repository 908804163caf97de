using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Words;

namespace Gateway.Dashboard.Privacy;

/// <summary>A client's overview for a machine: the same as the page, with codes beside the words.</summary>
internal static class OverviewExport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // A file for people to keep: names stand in it as they are written, and it is never part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    internal static byte[] Of(ClientOverview overview, Viewer viewer, Agreed agreed)
    {
        var words = new OverviewWords(viewer, agreed);
        return JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                language = viewer.Dictionary.Language,
                agency = overview.Agency,
                agencyName = words.Agency(overview.Agency),
                drawnUpAt = overview.At,
                disclosures = overview.Disclosures.Select(d => new
                {
                    at = d.At,
                    what = words.What(d),
                    from = d.From,
                    fromName = words.Agency(d.From),
                    to = d.Recipient,
                    toName = words.Agency(d.Recipient),
                    purpose = d.Purpose,
                    why = words.Purpose(d),
                    basis = d.Basis,
                    basisName = words.Basis(d.Basis),
                    fields = words.Fields(d),
                    furtherFields = ClientWords.Further(d.Fields),
                    arrival = d.Arrival,
                    agreement = d.Agreement,
                    policyVersion = d.PolicyVersion,
                    referral = d.Referral,
                }),
                objects = overview.Standing.Objected,
                restricted = overview.Standing.Restricted,
                toldToStop = overview.Stops.Select(s => new
                {
                    office = s.Recipient, officeName = words.Agency(s.Recipient), what = s.Status, why = words.Stop(s.Status), at = s.IssuedAt, toldAt = s.ToldAt, lastDay = s.LastDay,
                    confirmedAt = s.ConfirmedAt, lifted = s.Lifted, says = words.Confirmed(s),
                }),
                // The client's copy: offices and roles; names are for whoever is mandated.
                openings = overview.Openings.Select(o => new
                {
                    at = o.At,
                    lastAt = o.LastAt,
                    times = o.Count,
                    what = OpeningWords.What(viewer.Dictionary, o.Kind),
                    office = o.Office,
                    officeName = OpeningWords.Office(viewer.Dictionary, agreed, o.Office),
                    role = OpeningWords.Role(viewer.Dictionary, o.Kind, o.Roles),
                    purpose = o.Purpose,
                    why = OpeningWords.Why(viewer.Dictionary, o.Kind, o.Purpose),
                    referral = o.Referral,
                }),
                controlServices = overview.Mandates.Select(m => new
                {
                    at = m.At, office = m.Recipient, officeName = words.Agency(m.Recipient), basis = m.Basis, from = m.From, to = m.To, answeredAt = m.AnsweredAt,
                    what = MandateWords.What(viewer.Dictionary, m.Decision, m.AnsweredAt, m.Values), values = m.Values, given = m.Decision.Given,
                    refused = m.Decision.Refused.Select(r => new { kind = r.Kind, code = r.Code, why = viewer[Core.Mandates.MandateCodes.Says(r.Code)] }),
                }),
                refused = overview.Refusals.Select(r => new { at = r.At, code = r.Code, why = words.Refusal(r.Code), referral = r.Referral }),
                agreements = overview.Agreements.Select(a => new
                {
                    id = a.Id,
                    status = a.Status,
                    statusName = words.Status(a.Status),
                    givenOn = a.GivenOn,
                    expires = a.Expires,
                    releases = a.Releases,
                    history = a.History.Select(e => new { at = e.At, what = e.What, who = e.Who }),
                }),
                auditTrail = overview.Trail,
            },
            Json);
    }
}
