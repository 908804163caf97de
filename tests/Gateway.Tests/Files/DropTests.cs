using System.Diagnostics;
using Gateway.Core.Directory;
using Gateway.Core.Files;

namespace Gateway.Tests.Files;

/// <summary>Files in a drop folder: what is taken in, once, and what is not.</summary>
public sealed class DropTests : IDisposable
{
    private readonly Dropping _drop = new();

    public void Dispose() => _drop.Dispose();

    [Fact]
    public async Task A_file_is_taken_in_told_of_and_moved_and_a_second_receipt_names_what_was_set_aside()
    {
        var sha256 = _drop.Drop("one.xml", "<one/>");
        _drop.Drop("answers/two", "two");

        var note = await _drop.TurnAsync();

        _drop.Taken.Select(t => (t.Profile, t.Body)).ShouldBe([("referrals", "<one/>"), ("results", "two")]);
        _drop.Names("in").ShouldBe(["answers"]);
        _drop.Names("done").ShouldBe(["answers.two", "one.xml"]);
        var first = _drop.Receipt("one.xml");
        ((string?)first["state"], (string?)first["sha256"], (string?)first["submissionId"], (string?)first["format"]).ShouldBe(("received", sha256, _drop.Taken[0].Id.ToString("D"), "referrals"));
        (note.Waiting, note.Quarantined, note.Problem, note.TakenAt).ShouldBe((0, 0, FolderProblem.None, _drop.Machine.GetUtcNow()));

        _drop.Translated = true;
        await _drop.TurnAsync();

        var second = _drop.Receipt("one.xml");
        ((string?)second["state"], (int)second["records"]!["received"]!, (int)second["records"]!["setAside"]!).ShouldBe(("translated", 2, 1));
        var aside = second["setAside"]!.AsArray().ShouldHaveSingleItem()!;
        ((int)aside["line"]!, (string?)aside["path"], (string?)aside["code"], (string?)aside["sentence"], (string?)aside["remedy"]).ShouldBe((3, "Datum", "not-a-date", "Geen datum.", "Verbeter het."));
        File.Delete(_drop.At("receipts/one.xml.receipt.json"));
        await _drop.TurnAsync();
        _drop.Names("receipts").ShouldNotContain("one.xml.receipt.json", "a second receipt is written once");
    }

    [Theory]
    [InlineData(".one.xml")]
    [InlineData("one.xml.part")]
    [InlineData("one.xml.filepart")]
    [InlineData("one.xml.tmp")]
    public async Task What_is_half_written_is_not_looked_at_and_taken_when_it_is_renamed(string unfinished)
    {
        _drop.Drop(unfinished, "<on");
        (await _drop.TurnAsync()).Waiting.ShouldBe(0);
        _drop.Taken.ShouldBeEmpty();
        _drop.Drop(unfinished, "<one/>");

        File.Move(_drop.At("in/" + unfinished), _drop.At("in/one.xml"));
        await _drop.TurnAsync();

        _drop.Taken.ShouldHaveSingleItem().Body.ShouldBe("<one/>");
    }

    [Fact]
    public async Task A_companion_says_that_a_file_is_whole_and_goes_where_it_goes()
    {
        _drop.Whole = WholeBy.Companion;
        var sha256 = _drop.Drop("one.xml", "<one/>");
        _drop.Drop("two.xml", "<two/>");
        (await _drop.TurnAsync()).Waiting.ShouldBe(2);
        _drop.Drop("one.xml.sha256", sha256[..10]);
        await _drop.TurnAsync();
        _drop.Taken.ShouldBeEmpty("the companion is not written yet");

        _drop.Drop("one.xml.sha256", sha256 + "  one.xml\n");
        _drop.Drop("two.xml.done", "");
        await _drop.TurnAsync();

        _drop.Taken.Count.ShouldBe(2);
        _drop.Names("in").ShouldBe(["answers"]);
        _drop.Names("done").ShouldBe(["one.xml", "one.xml.sha256", "two.xml", "two.xml.done"]);
    }

    [Fact]
    public async Task A_file_that_nobody_announces_is_whole_when_it_has_not_changed_for_a_while()
    {
        _drop.Whole = WholeBy.Quiet;
        _drop.Drop("one.xml", "<on");
        await _drop.TurnAsync();
        _drop.Machine.Advance(TimeSpan.FromSeconds(29));
        _drop.Drop("one.xml", "<one/>");
        await _drop.TurnAsync();
        _drop.Machine.Advance(TimeSpan.FromSeconds(29));
        (await _drop.TurnAsync()).Waiting.ShouldBe(1);
        _drop.Taken.ShouldBeEmpty();

        _drop.Machine.Advance(TimeSpan.FromSeconds(1));
        await _drop.TurnAsync();

        _drop.Taken.ShouldHaveSingleItem().Body.ShouldBe("<one/>");
    }

    [Fact]
    public async Task The_same_file_again_is_the_same_submission_and_another_of_its_name_is_a_new_one()
    {
        var sha256 = _drop.Drop("one.xml", "<one/>");
        await _drop.TurnAsync();
        _drop.Drop("one.xml", "<one/>");
        await _drop.TurnAsync();
        _drop.Taken.Count.ShouldBe(1);

        var other = _drop.Drop("one.xml", "<other/>");
        await _drop.TurnAsync();

        _drop.Taken.Select(t => t.Body).ShouldBe(["<one/>", "<other/>"]);
        _drop.Names("done").ShouldBe(["one.xml", "one.xml", "one.xml.2"]);
        ((string?)_drop.Receipt("one.xml")["sha256"]).ShouldBe(other);
        ((string?)_drop.Receipt("one.xml." + sha256[..8])["sha256"]).ShouldBe(sha256);
        _drop.Translated = true;
        await _drop.TurnAsync();
        ((string?)_drop.Receipt("one.xml")["state"], (string?)_drop.Receipt("one.xml." + sha256[..8])["state"]).ShouldBe(("translated", "translated"));
        ((string?)_drop.Receipt("one.xml")["sha256"]).ShouldBe(other);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_process_that_is_killed_between_storing_and_moving_leaves_one_submission(bool whileMoving)
    {
        _drop.Drop("one.xml", "<one/>");
        _drop.FailsMoving = whileMoving ? new InvalidOperationException("Killed.") : null;
        _drop.FailsWriting = whileMoving ? null : new InvalidOperationException("Killed.");
        await Should.ThrowAsync<InvalidOperationException>(_drop.TurnAsync);
        _drop.Names("in").ShouldContain("one.xml");

        _drop.Memory = new();
        await _drop.TurnAsync();

        _drop.Taken.Count.ShouldBe(1);
        ((string?)_drop.Receipt("one.xml")["submissionId"]).ShouldBe(_drop.Taken[0].Id.ToString("D"));
        (_drop.Names("in").Count, _drop.Names("done").Count).ShouldBe((1, 1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task On_a_full_disk_a_file_stays_is_told_of_and_goes_its_way_later_once(bool whileMoving)
    {
        _drop.Drop("one.xml", "<one/>");
        _drop.Drop("two.xml", "<two/>");
        _drop.FailsMoving = whileMoving ? new IOException("No space left on device") : null;
        _drop.FailsWriting = whileMoving ? null : new IOException("No space left on device");

        var note = await _drop.TurnAsync();

        (note.Problem, note.Files, note.Waiting).ShouldBe((FolderProblem.Unwritable, 1, 1));
        _drop.Names("done").ShouldBe(["two.xml"], "the next file is not held up");
        note = await _drop.TurnAsync();
        (note.Problem, note.Waiting).ShouldBe((FolderProblem.None, 0));
        _drop.Taken.Count.ShouldBe(2);
        _drop.Names("done").ShouldBe(["one.xml", "two.xml"]);
    }

    [Fact]
    public async Task A_file_with_another_checksum_is_put_aside_with_its_reason_and_nothing_of_it_is_taken_in()
    {
        _drop.Drop("one.xml", "<one/>");
        _drop.Drop("one.xml.sha256", new string('0', 64));

        (await _drop.TurnAsync()).Quarantined.ShouldBe(2);

        _drop.Taken.ShouldBeEmpty();
        _drop.Names("quarantine").ShouldBe(["one.xml", "one.xml.reason.json", "one.xml.sha256"]);
        File.ReadAllText(_drop.At("quarantine/one.xml")).ShouldBe("<one/>");
        foreach (var told in new[] { _drop.Reason("one.xml"), _drop.Receipt("one.xml") })
            ((string?)told["state"], (string?)told["reason"]!["code"], (string?)told["reason"]!["remedy"]).ShouldBe(("quarantined", FileCodes.Checksum, "Stuur het opnieuw als het nog geldt."));
        // Once more under the same name: nothing is written over.
        _drop.Drop("one.xml", "<two/>");
        _drop.Drop("one.xml.sha256", new string('0', 64));
        await _drop.TurnAsync();
        _drop.Names("quarantine").Count(n => n.EndsWith(".reason.json", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Links_pipes_and_folders_are_put_aside_as_they_are_and_never_followed()
    {
        var secret = Path.Combine(_drop.Root, "secret");
        Directory.CreateDirectory(Path.Combine(secret, "folder"));
        File.WriteAllText(Path.Combine(secret, "secret.xml"), "<secret/>");
        File.CreateSymbolicLink(_drop.At("in/link.xml"), Path.Combine(secret, "secret.xml"));
        File.CreateSymbolicLink(_drop.At("in/broken.xml"), Path.Combine(secret, "absent"));
        Directory.CreateSymbolicLink(_drop.At("in/folder.xml"), secret);
        Directory.CreateDirectory(_drop.At("in/elsewhere"));
        File.WriteAllText(_drop.At("in/elsewhere/three.xml"), "<three/>");
        using (var pipe = Process.Start("mkfifo", _drop.At("in/pipe.xml")))
            await pipe.WaitForExitAsync();

        await _drop.TurnAsync();

        _drop.Taken.ShouldBeEmpty();
        _drop.Names("in").ShouldBe(["answers"]);
        foreach (var name in new[] { "link.xml", "broken.xml", "folder.xml", "elsewhere", "pipe.xml" })
            ((string?)_drop.Reason(name)["reason"]!["code"]).ShouldBe(FileCodes.Kind, name);
        File.ReadAllText(_drop.At("quarantine/elsewhere/three.xml")).ShouldBe("<three/>");
        new FileInfo(_drop.At("quarantine/link.xml")).LinkTarget.ShouldNotBeNull("moved as the link that it is");
        Directory.EnumerateFileSystemEntries(secret).Count().ShouldBe(2);
    }

    [Theory]
    [InlineData("in")]
    [InlineData("receipts")]
    [InlineData("done")]
    [InlineData("quarantine")]
    [InlineData("in/answers")]
    public async Task A_folder_that_was_replaced_by_a_link_is_not_served(string folder)
    {
        var other = Directory.CreateDirectory(Path.Combine(_drop.Root, "other")).FullName;
        File.WriteAllText(Path.Combine(other, "one.xml"), "<of another/>");
        Directory.Delete(_drop.At(folder), recursive: true);
        Directory.CreateSymbolicLink(_drop.At(folder), other);

        await Should.ThrowAsync<IOException>(_drop.TurnAsync);

        _drop.Taken.ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(other).Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_file_without_an_end_is_put_aside_before_it_is_whole_and_not_read()
    {
        _drop.Whole = WholeBy.Quiet;
        await using (var huge = File.Create(_drop.At("in/huge.xml")))
            huge.SetLength(1L << 40);

        await _drop.TurnAsync();

        ((string?)_drop.Reason("huge.xml")["reason"]!["code"]).ShouldBe(FileCodes.TooLarge);
        _drop.Taken.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_read_was_not_whole()
    {
        _drop.Drop("one.xml", "<one/>");
        var changes = true;
        _drop.BeforeReading = () => { if (changes) File.AppendAllText(_drop.At("in/one.xml"), "<more/>"); };
        (await _drop.TurnAsync()).Waiting.ShouldBe(1);
        _drop.BeforeReading = () => { if (changes) _drop.Drop("one.xml", "<two/><two/>!"); };
        (await _drop.TurnAsync()).Waiting.ShouldBe(1);
        (_drop.Taken.Count, _drop.Names("quarantine").Count, _drop.Names("receipts").Count).ShouldBe((0, 0, 0));

        changes = false;
        await _drop.TurnAsync();

        _drop.Taken.ShouldHaveSingleItem().Body.ShouldBe("<two/><two/>!");
    }

    [Fact]
    public async Task A_file_that_takes_the_name_of_one_that_is_being_read_is_not_moved_away_with_it()
    {
        _drop.Drop("one.xml", "<one/>");
        _drop.BeforeReading = () =>
        {
            _drop.BeforeReading = null;
            _drop.Drop(".one.xml", "<next/>");
            File.Move(_drop.At("in/.one.xml"), _drop.At("in/one.xml"), overwrite: true);
        };
        await _drop.TurnAsync();
        await _drop.TurnAsync();

        _drop.Taken.Select(t => t.Body).ShouldBe(["<one/>", "<next/>"]);
        File.ReadAllText(_drop.At($"done/2026-03-10/{_drop.Taken[1].Id:N}/one.xml")).ShouldBe("<next/>");
    }

    [Theory]
    [InlineData("a\nb.xml")]
    [InlineData("a\u202Elmx.xml")]
    [InlineData("a\\..\\b.xml")]
    [InlineData("-rf.xml")]
    public async Task A_name_that_plays_tricks_is_put_aside_under_another_and_stands_in_no_log(string name)
    {
        _drop.Drop(name, "<one/>");

        await _drop.TurnAsync();

        _drop.Names("quarantine").ShouldBe([$"unnamed-short{name.Length}", $"unnamed-short{name.Length}.reason.json"]);
        ((string?)_drop.Reason($"unnamed-short{name.Length}")["reason"]!["code"]).ShouldBe(FileCodes.Name);
        _drop.Log.ShouldNotContain(name);
        _drop.Log.ShouldContain($"short{name.Length}");
    }

    [Fact]
    public async Task Files_that_cannot_be_opened_stay_and_are_told_of()
    {
        // An account that may read everything opens a file without rights too; a name that is no text nobody can ask for.
        var locked = !OperatingSystem.IsWindows() && !Environment.IsPrivilegedProcess;
        if (!OperatingSystem.IsWindows() && locked)
        {
            _drop.Drop("locked.xml", "<locked/>");
            File.SetUnixFileMode(_drop.At("in/locked.xml"), UnixFileMode.None);
        }

        _drop.Drop("one.xml", "<one/>");
        using (var making = Process.Start("bash", ["-c", "printf x > \"$1\"/$'\\xff'.xml", "bash", _drop.At("in")]))
            await making.WaitForExitAsync();

        var note = await _drop.TurnAsync();

        (note.Problem, note.Files, note.Waiting).ShouldBe((FolderProblem.Unreadable, locked ? 2 : 1, locked ? 2 : 1));
        _drop.Taken.ShouldHaveSingleItem().Body.ShouldBe("<one/>");
        _drop.Names("quarantine").ShouldBeEmpty();
        using var removing = Process.Start("rm", ["-rf", _drop.At("in")]);
        await removing.WaitForExitAsync();
    }

    [Fact]
    public async Task A_file_on_which_intake_fails_again_and_again_is_put_aside_and_a_store_that_is_away_is_no_fault_of_it()
    {
        _drop.Drop("one.xml", "<one/>");
        _drop.IntakeFails = new TimeoutException();
        for (var turn = 0; turn < 5; turn++)
            await Should.ThrowAsync<TimeoutException>(_drop.TurnAsync);
        _drop.IntakeFails = new InvalidOperationException("Not written.", new DiskFullException());
        for (var turn = 0; turn < 5; turn++)
            await Should.ThrowAsync<InvalidOperationException>(_drop.TurnAsync);
        _drop.IntakeFails = new FormatException("of the file one.xml");
        await _drop.TurnAsync();
        (await _drop.TurnAsync()).Waiting.ShouldBe(1);

        await _drop.TurnAsync();

        ((string?)_drop.Reason("one.xml")["reason"]!["code"]).ShouldBe(FileCodes.IntakeFailed);
        _drop.Log.ShouldNotContain("one.xml");
    }

    [Fact]
    public async Task Nothing_behind_a_file_on_which_intake_fails_is_taken_in_before_it_is_or_is_put_aside()
    {
        _drop.FilesPerTurn = 2;
        for (var number = 1; number <= 6; number++)
            _drop.Drop($"file-{number}.xml", $"<{number}/>");
        (_drop.IntakeFails, _drop.IntakeFailsOf) = (new FormatException("A fault of the gateway."), "file-3.xml");
        await _drop.TurnAsync();

        (await _drop.TurnAsync()).Waiting.ShouldBe(4);
        await _drop.TurnAsync();

        _drop.Taken.Select(t => t.Body).ShouldBe(["<1/>", "<2/>"]);
        _drop.IntakeFails = null;
        await _drop.TurnAsync();
        _drop.Taken.Select(t => t.Body).ShouldBe(["<1/>", "<2/>", "<3/>", "<4/>"]);
        (_drop.IntakeFails, _drop.IntakeFailsOf) = (new FormatException("A fault of the gateway."), "file-5.xml");
        for (var turn = 0; turn < FileRules.MostFailures; turn++)
            await _drop.TurnAsync();
        _drop.Taken.Select(t => t.Body).ShouldBe(["<1/>", "<2/>", "<3/>", "<4/>", "<6/>"]);
        _drop.Names("quarantine").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_flood_is_taken_in_turn_by_turn_in_the_order_of_names_and_files_that_wait_hold_nobody_up()
    {
        _drop.FilesPerTurn = 5;
        for (var number = 1; number <= 12; number++)
            _drop.Drop($"file-{number:00}.xml", $"<{number}/>");
        _drop.Drop("file-00.xml", "<0/>");
        _drop.Drop("file-00.xml.sha256", "notyet");

        (await _drop.TurnAsync()).Waiting.ShouldBe(8);
        _drop.Taken.Select(t => t.Body).ShouldBe(Enumerable.Range(1, 5).Select(n => $"<{n}/>"));
        await _drop.TurnAsync();
        (await _drop.TurnAsync()).Waiting.ShouldBe(1);

        _drop.Taken.Select(t => t.Body).ShouldBe(Enumerable.Range(1, 12).Select(n => $"<{n}/>"));
        File.Delete(_drop.At("in/file-00.xml.sha256"));
        await _drop.TurnAsync();
        _drop.Taken.Count.ShouldBe(13);
    }

    [Fact]
    public async Task What_somebody_wrote_among_the_receipts_leads_nowhere()
    {
        _drop.Translated = true;
        var id = "0195d5a4000070008000000000000001";
        Directory.CreateDirectory(_drop.At("receipts/.waiting"));
        foreach (var text in new[] { "no json", "{}", $$"""{"file":"../../x","state":"received","at":"2026-03-10T09:00:00Z","sha256":"{{new string('a', 64)}}","submissionId":"0195d5a4-0000-7000-8000-000000000001"}""", $$"""{"file":"x","state":"received","at":"2026-03-10T09:00:00Z","sha256":"../{{new string('a', 61)}}","submissionId":"0195d5a4-0000-7000-8000-000000000001"}""" })
        {
            File.WriteAllText(_drop.At("receipts/.waiting/" + id), text);
            await _drop.TurnAsync();
        }

        _drop.Names("receipts").ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(_drop.Root).Count().ShouldBe(1);
    }

    /// <summary>What an embedded database throws whose disk is full.</summary>
    private sealed class DiskFullException : System.Data.Common.DbException;
}
