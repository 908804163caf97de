using Gateway.Core.Directory;
using Gateway.Core.Files;

namespace Gateway.Core.Operating;

/// <summary>What is not as it should be about the drop folders of agencies.</summary>
public static class FolderAlarms
{
    /// <summary>The alarms.</summary>
    /// <param name="agencies">Agencies that take part.</param>
    /// <param name="notes">Notes by agency.</param>
    /// <param name="now">Machine time, UTC.</param>
    /// <param name="began">Since when this process looks: an agency that nobody has looked at yet is not late before.</param>
    public static IReadOnlyList<Alarm> Of(IEnumerable<Agency> agencies, IReadOnlyDictionary<string, FolderNote> notes, DateTimeOffset now, DateTimeOffset began)
    {
        ArgumentNullException.ThrowIfNull(agencies);
        ArgumentNullException.ThrowIfNull(notes);
        return [.. agencies.Where(a => a.InFolder is not null).SelectMany(a => Of(a.Id, notes.GetValueOrDefault(a.Id), now, began))];
    }

    private static List<Alarm> Of(string agency, FolderNote? note, DateTimeOffset now, DateTimeOffset began)
    {
        List<Alarm> alarms = [];
        var seen = note?.SeenAt > began ? note.SeenAt : began;
        if (now - seen > FolderNote.Unseen)
            alarms.Add(New(AlarmCodes.FileIntake, "Nobody has looked into the drop folder of {0} for {1} min.", agency, Minutes(now - seen)));
        if (note is null)
            return alarms;
        if (note.Problem == FolderProblem.Closed)
            alarms.Add(New(AlarmCodes.FileIntake, "The drop folder of {0} cannot be opened, or is a link; nothing is taken in from it.", agency));
        else if (note.Problem == FolderProblem.Unreadable)
            alarms.Add(New(AlarmCodes.FileIntake, "Files of {0} that the gateway may not open: {1}. They stay where they are.", agency, note.Files));
        else if (note.Problem == FolderProblem.Unwritable)
            alarms.Add(New(AlarmCodes.FileIntake, "In the folders of {0} nothing can be written or moved: the disk is full, or the right is missing. Its files stay and are tried again.", agency));
        if (note.WaitingSince is { } since && now - since > FolderNote.LongWait)
            alarms.Add(New(AlarmCodes.FileIntake, "Files of {0} have waited for {1} min: they are not whole, or stuck.", agency, Minutes(now - since)));
        if (note.Quarantined > 0)
            alarms.Add(New(AlarmCodes.FileQuarantine, "Files of {0} that could not be taken in and lie in quarantine: {1}.", agency, note.Quarantined));
        return alarms;
    }

    private static int Minutes(TimeSpan time) => (int)time.TotalMinutes;

    private static Alarm New(string code, string text, string agency, params object[] more) => new(AlarmClass.Morning, code, text, [agency, .. more], "/dashboard/agencies/" + agency);
}
