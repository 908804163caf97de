using Gateway.Core.Directory;
using Gateway.Core.Files;
using Gateway.Core.Operating;

namespace Gateway.Unit.Tests.Core.Files;

/// <summary>What operators are told of drop folders.</summary>
public sealed class FolderAlarmsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 9, 10, 0, 0, TimeSpan.Zero);
    private static readonly FolderNote Well = new(Now, Now.AddMinutes(-1), 3, Now.AddMinutes(-59), 0, FolderProblem.None, 0);

    public static TheoryData<FolderNote?, string[]> Notes() => new()
    {
        { Well, [] },
        { null, [AlarmCodes.FileIntake] },
        { Well with { SeenAt = Now.AddMinutes(-6) }, [AlarmCodes.FileIntake] },
        { Well with { WaitingSince = Now.AddMinutes(-61) }, [AlarmCodes.FileIntake] },
        { Well with { Problem = FolderProblem.Closed }, [AlarmCodes.FileIntake] },
        { Well with { Problem = FolderProblem.Unreadable, Files = 2 }, [AlarmCodes.FileIntake] },
        { Well with { Problem = FolderProblem.Unwritable, Quarantined = 1 }, [AlarmCodes.FileIntake, AlarmCodes.FileQuarantine] },
        { Well with { Quarantined = 4 }, [AlarmCodes.FileQuarantine] },
    };

    [Theory]
    [MemberData(nameof(Notes))]
    public void A_folder_that_is_not_served_and_files_in_quarantine_are_alarms(FolderNote? note, string[] codes)
    {
        var agency = Cases.Welfare with { InFolder = new InFolder("office", WholeBy.Renamed, []) };
        var notes = new Dictionary<string, FolderNote>(StringComparer.Ordinal);
        if (note is not null)
            notes[agency.Id] = note;

        FolderAlarms.Of([agency, Cases.Pes], notes, Now, Now.AddHours(-1)).Select(a => a.Code).ShouldBe(codes);
    }

    [Fact]
    public void Nobody_is_late_who_has_just_begun_to_look() =>
        FolderAlarms.Of([Cases.Welfare with { InFolder = new InFolder("office", WholeBy.Renamed, []) }], new Dictionary<string, FolderNote>(StringComparer.Ordinal), Now, Now.AddMinutes(-4)).ShouldBeEmpty();

    [Fact]
    public void A_note_is_written_again_when_it_says_something_new_or_is_old()
    {
        (Well with { SeenAt = Now.AddSeconds(30) }).IsAs(Well).ShouldBeTrue();
        (Well with { SeenAt = Now.AddSeconds(30), Waiting = 4 }).IsAs(Well).ShouldBeFalse();
        (Well with { SeenAt = Now.AddSeconds(60) }).IsAs(Well).ShouldBeFalse();
        Well.IsAs(null).ShouldBeFalse();
    }
}
