using System.Text;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

/// <summary>What somebody who repairs a format is shown and may try.</summary>
public sealed class RepairedProfileTests
{
    private static readonly ProfileSet Profiles = ProfileSet.Load(Path.Combine(Repository.Root, "contracts")).Profiles!;

    [Theory]
    [InlineData("vdab-referral", "requestedService", "source: requestedService", "services")]
    [InlineData("vdab-referral", "requestedService[2]", "source: requestedService", "services")]
    [InlineData("vdab-referral", "person.insz", "source: insz", null)]
    [InlineData("vdab-referral", "question", "source: question", "questions")]
    [InlineData("vdab-referral", "no.such.path", null, null)]
    [InlineData("vdab-referral", "", null, null)]
    [InlineData("no-such-profile", "question", null, null)]
    public void The_line_that_reads_a_path_is_found_with_its_code_list(string profile, string path, string? text, string? map)
    {
        var lines = Profiles.LinesOf(profile, path);

        if (text is null)
        {
            lines.ShouldBeEmpty();
            return;
        }

        lines[0].Text.ToString().ShouldContain(text);
        lines[0].Map.ShouldBe(map);
        File.ReadAllLines(Path.Combine(Repository.Root, "contracts", lines[0].File))[lines[0].Line - 1].ShouldContain(text);
    }

    [Theory]
    [InlineData("map: services\nversion: \"1\"\nsame: [DEBT_ADVICE]", true)]
    [InlineData("# a comment\n\nmap: \"services\" # the name\nversion: \"1\"\nsame: [DEBT_ADVICE]", true)]
    [InlineData("map: services\nversion: \"1\"\nsame: [NO_SUCH_SERVICE", false)]
    [InlineData("map: services", false)]
    [InlineData("map: no-such-map\nversion: \"1\"\nsame: [A]", false)]
    [InlineData("profile: other-name", false)]
    [InlineData("", false)]
    [InlineData("{", false)]
    public void A_changed_file_is_checked_as_it_would_be_in_its_folder(string text, bool valid)
    {
        var draft = Profiles.Draft("vdab-referral", text);

        (draft.Profile is not null, draft.Problems.Count == 0).ShouldBe((valid, valid));
        draft.Problems.ShouldAllBe(p => p.File.StartsWith("formats/", StringComparison.Ordinal));
    }

    [Fact]
    public void Chosen_records_are_translated_in_one_reading_and_the_others_are_passed_over()
    {
        using var stream = new CountingStream(Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Range(1, 9).Select(n => $$$"""{"message":{"type":"none","ticket":"t-{{{n}}}"}}""")) + "]"));
        using var document = new Translator().OpenAgain(Profiles.Find("vdab-referral")!, stream, new TranslateOptions { Today = new DateOnly(2026, 3, 10) });

        document.At(2)!.Index.ShouldBe(2);
        document.At(5)!.Index.ShouldBe(5);
        document.Through(7).Select(r => r.Index).ShouldBe([6, 7]);
        document.GoesOnBehind(8).ShouldBeTrue();
        document.At(9)!.Index.ShouldBe(9);
        document.GoesOnBehind(9).ShouldBeFalse();
        document.At(12).ShouldBeNull();
        document.Through(20).ShouldBeEmpty();
        stream.Rewound.ShouldBeFalse();
    }

    private sealed class CountingStream(byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        public bool Rewound { get; private set; }

        public override long Seek(long offset, SeekOrigin loc)
        {
            Rewound = true;
            return base.Seek(offset, loc);
        }
    }
}
