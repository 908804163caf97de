using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Core.Directory;
using Gateway.Core.Intake;
using Gateway.Core.Work;

namespace Gateway.Core.Life;

/// <summary>
/// A client moved. What is open stays with the office that has it, because a request stays where it was made; a new application
/// goes to the office that is competent on its day (Belgium: law of 2 April 1965, art. 1 and 2; law of 26 May 2002, art. 18 § 4).
/// </summary>
public static class MoveRules
{
    /// <summary>Takes over where the client lives now.</summary>
    /// <returns>False: the record was set aside.</returns>
    internal static bool Apply(Draft draft, RecordSnapshot record, ClientSnapshot client, ClientChanged changed)
    {
        var stated = changed.Client.Residence?.Municipality?.Trim();
        var today = draft.TodayAt(record.Agency);
        DateOnly? day = today;
        if (changed.MovedOn is not null)
            day = LifeStatements.Day(changed.MovedOn);
        if (day is not { } since)
        {
            SetAside.Record(draft, record, LifeCodes.NotADate, LifeSentences.NoDay);
            return false;
        }

        if (since > today)
        {
            SetAside.Record(draft, record, LifeCodes.DayInFuture, LifeSentences.DayInFuture);
            return false;
        }

        var country = draft.Agreed.Directory.Party(record.Agency)!.Country;
        // Rules about competence look at today: a code that has ended since the move is followed to the one that continues it.
        var resolved = string.IsNullOrEmpty(stated) ? null : draft.Agreed.Directory.Resolve(country, stated, today);
        if (resolved is null)
        {
            if (changed.MovedOn is null)
                return true;
            SetAside.Record(draft, record, LifeCodes.MunicipalityUnknown, LifeSentences.MunicipalityUnknown);
            return false;
        }

        if (resolved.RetiredCode is { } retired)
            LifeStatements.Remark(draft, record, LifeCodes.MunicipalityRetired, LifeSentences.MunicipalityRetired.With(retired, resolved.Code));
        Note(draft, record, client, country, resolved.Code, LifeStatements.SaidAt(record, changed.SentAt));
        return true;
    }

    private static void Note(Draft draft, RecordSnapshot record, ClientSnapshot client, string country, string municipality, DateTimeOffset said)
    {
        var life = draft.LifeOf(client.Id);
        // Something newer was said of where the client lives.
        if (life.MunicipalityAt > said)
            return;
        var open = draft.Referrals.All.Where(r => r.ClientId == client.Id && r.EndedAt is null).Select(r => r.Municipality).OfType<string>().ToList();
        var before = life.Municipality is { } known ? [known] : open;
        var moved = before.Exists(m => m != municipality);
        if (moved || life.Municipality is not null)
            draft.NoteLife(client.Id, life with { Municipality = municipality, MunicipalityAt = said });
        if (!moved)
            return;
        draft.OpenTask(TaskKinds.CaseWork, record.Agency, client.Id, "client-moved", Says(draft, client, country, municipality), dueOn: draft.TodayAt(record.Agency));
        draft.Audit("client.moved", record.Agency, client.Id, new { record = record.Id });
    }

    private static Operating.Sentence Says(Draft draft, ClientSnapshot client, string country, string municipality)
    {
        // Where the client lives is the secret itself.
        if (client.SecretAddress || client.StaffOfAgency)
            return LifeSentences.MovedSecretly;
        return draft.Agreed.Directory.WelfareOfficeFor(country, municipality, CountryTime.DayOf(country, draft.Moment.Now)) is { Live: true } office
            ? office.DutyContact is { } duty ? LifeSentences.Moved.With(municipality, office.Name, duty.Phone) : LifeSentences.MovedNoPhone.With(municipality, office.Name)
            : LifeSentences.MovedElsewhere.With(municipality);
    }
}
