using System.Text;
using Gateway.Contracts;
using Gateway.Core.Intake;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

/// <summary>The tables of contracts/formats/README.md that say which format carries what; they are made from the profiles.</summary>
public class FormatTableTests
{
    private const string Begin = "<!-- made from the profiles: FormatTableTests -->";
    private const string End = "<!-- end -->";

    private static readonly string[] Formats =
        ["vdab-referral", "ocmw-referral", "ocmw-result", "sonar-export", "suwi-pes-dossier", "suwi-reintegration", "suwi-assistance", "um-jobseeker", "digisos", "primabook"];

    /// <summary>Matters of a referral that stand within an event: read from these fields, written to those.</summary>
    private static readonly (string Matter, string[] Read, string[] Written)[] Matters =
    [
        ("agreement", ["referral.submitted agreement.recordId", "referral.submitted agreement.stated"], ["referral.handover referral.agreement.recordId"]),
        ("benefit of the client", ["referral.submitted registration.benefitScheme"], ["referral.handover referral.registration.benefitScheme"]),
        ("assistance, and days worked under it", ["referral.submitted work.daysWorked"], ["referral.handover referral.work.daysWorked"]),
        ("assessment with the client", ["referral.submitted assessment.confirmedOn"], ["referral.handover referral.assessment.confirmedOn"]),
        ("barriers", ["referral.submitted barriers.code"], ["referral.handover referral.barriers.code"]),
        ("ladder", ["referral.submitted ladder", "referral.reply ladder", "ladder.measured ladder"], ["referral.handover referral.ladder"]),
        ("goal, and who set it", ["referral.submitted goal.setBy", "referral.reply goal.setBy"], ["referral.handover referral.goal.setBy", "plan.changed goal.setBy"]),
        ("dated goals", ["referral.submitted goal.dated.dueOn", "referral.reply goal.dated.dueOn"], ["referral.handover referral.goal.dated.dueOn", "plan.changed goal.dated.dueOn"]),
        ("pause, and its end", ["referral.reply outcome"], ["referral.status-changed status"]),
        ("next step", ["referral.reply nextStep"], ["plan.changed parts.nextStep"]),
        ("what a part waits for", [], ["plan.changed parts.waitsFor"]),
        ("appointment", ["referral.submitted appointment", "referral.reply appointment.at"], ["referral.handover referral.appointment", "referral.status-changed appointment.at"]),
        ("that the client was told", ["referral.reply clientTold.on"], ["referral.status-changed clientTold.on"]),
        ("whether the need was met", ["referral.reply needMet"], ["referral.status-changed needMet"]),
        ("a number that was replaced", ["client.changed client.identifiers.replacedBy"], ["referral.handover referral.client.identifiers.replacedBy"]),
        ("a move", ["client.changed movedOn"], []),
        ("a death", ["client.changed death.on"], []),
        ("which correction of a handover it is", [], ["referral.handover revision"]),
    ];

    [Fact]
    public void The_readme_says_what_each_format_carries()
    {
        var file = Path.Combine(Translating.Contracts, "formats", "README.md");
        var readme = File.ReadAllText(file);
        var (from, to) = (readme.IndexOf(Begin, StringComparison.Ordinal), readme.IndexOf(End, StringComparison.Ordinal));
        var made = Begin + "\n" + Tables();

        if (Environment.GetEnvironmentVariable("GATEWAY_APPROVE") == "1")
            File.WriteAllText(file, readme[..from] + made + readme[to..]);
        else
            readme[from..to].ShouldBe(made, "The tables differ from the profiles: run the tests with GATEWAY_APPROVE=1 and review the change.");
    }

    [Fact]
    public void Every_format_is_in_the_tables() =>
        Formats.Append(KnownProfiles.CloudEvents).Order(StringComparer.Ordinal).ShouldBe(Translating.Profiles.All.Select(p => p.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void What_the_tables_ask_for_are_fields_of_the_events()
    {
        foreach (var (type, field) in Matters.SelectMany(m => m.Read.Concat(m.Written)).Select(Split))
            Translating.Profiles.Find(KnownProfiles.CloudEvents)!.FieldsWritten(type).ShouldContain(field, type);
    }

    private static string Tables()
    {
        var text = new StringBuilder("\n");
        Header(text, "event");
        foreach (var type in EventTypes.All.Keys)
            Row(text, $"`{type}`", f => f.Reads.Contains(type), f => f.Writes.Contains(type));
        text.Append('\n');
        Header(text, "within events");
        foreach (var (matter, read, written) in Matters)
            Row(text, matter, f => read.Select(Split).Any(r => f.FieldsRead(r.Type).Contains(r.Field)), f => written.Select(Split).Any(w => f.FieldsWritten(w.Type).Contains(w.Field)));
        return text.Append('\n').ToString();
    }

    private static void Header(StringBuilder text, string first) => text.Append("| ").Append(first).Append(" | ").AppendJoin(" | ", Formats).Append(" |\n|---|")
        .AppendJoin("", Formats.Select(_ => "---|")).Append('\n');

    private static void Row(StringBuilder text, string first, Func<Profile, bool> reads, Func<Profile, bool> writes) =>
        text.Append("| ").Append(first).Append(" | ").AppendJoin(" | ", Formats.Select(id => Translating.Profiles.Find(id)!).Select(f => (reads(f), writes(f)) switch
        {
            (true, true) => "in, out",
            (true, false) => "in",
            (false, true) => "out",
            _ => "–",
        })).Append(" |\n");

    private static (string Type, string Field) Split(string matter) => (matter.Split(' ')[0], matter.Split(' ')[1]);
}
