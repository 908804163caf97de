using System.Globalization;
using Gateway.Core.Handovers;
using Gateway.Core.Work;
using Gateway.Persistence.Files;
using Gateway.Tests.Running;
using Gateway.Workers.Audit;
using Gateway.Workers.Delivery;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.BadInput;

/// <summary>What counts as confirmed is on the disk: bytes before the name, the name before anybody is told.</summary>
public sealed class DurableFileTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly WatchedDisk _disk = new();

    [Fact]
    public async Task A_delivered_file_is_flushed_then_named_then_its_folder_is_flushed()
    {
        var outbox = new FileOutbox(Options.Create(new OutboxOptions { Folder = Path.Combine(_folder.Path, "outbox") }), new DurableFiles(_disk));

        (await outbox.SendAsync(Try(1), CancellationToken.None)).ShouldBe(AttemptResult.Left);
        _disk.Steps.ShouldBe(["flush outbox", $"flush {Path.GetFileName(_folder.Path)}", "write .part", "rename .json", "flush ocmw-dendermonde"]);
        _disk.Steps.Clear();
        await outbox.SendAsync(Try(2), CancellationToken.None);
        _disk.Steps.ShouldBe(["write .part", "rename .json", "flush ocmw-dendermonde"]);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_flushed_confirms_nothing()
    {
        var outbox = new FileOutbox(Options.Create(new OutboxOptions { Folder = _folder.Path }), new DurableFiles(_disk));
        _disk.Fails = "ocmw-dendermonde";

        (await outbox.SendAsync(Try(1), CancellationToken.None)).Departure.ShouldBe(Departure.Unknown);
    }

    [Fact]
    public async Task A_file_that_a_later_attempt_brought_is_confirmed_only_with_its_folder_flushed()
    {
        var outbox = new FileOutbox(Options.Create(new OutboxOptions { Folder = _folder.Path }), new DurableFiles(_disk));
        _disk.Loses = true;

        await outbox.SendAsync(Try(1), CancellationToken.None);

        _disk.Steps[^1].ShouldBe("flush ocmw-dendermonde");
    }

    [Fact]
    public void A_line_is_flushed_and_a_new_file_s_folder_too()
    {
        var files = new DurableFiles(_disk);
        files.AppendLine(At("heads.log"), "1 aa 2026-03-02"u8);
        files.AppendLine(At("heads.log"), "2 bb 2026-03-02"u8);

        _disk.Steps.ShouldBe(["write .log", $"flush {Path.GetFileName(_folder.Path)}", "write .log"]);
        File.ReadAllText(At("heads.log")).ShouldBe("1 aa 2026-03-02\n2 bb 2026-03-02\n");
    }

    [Fact]
    public void A_line_after_half_a_line_is_read_whole()
    {
        File.WriteAllText(At("heads.log"), "1 aa 2026-03-02 s\n2 b");
        DurableFiles.Here.AppendLine(At("heads.log"), "2 bb 2026-03-02 s"u8);

        AuditOptions.ReadHeads(At("heads.log")).ShouldBe(new Dictionary<int, string> { [1] = "aa", [2] = "bb" }, ignoreOrder: true);
    }

    [Fact]
    public void A_file_that_is_there_is_not_replaced_unless_asked_for_and_real_folders_are_flushed()
    {
        DurableFiles.Here.Appear(At("key"), At("key.new"), "one"u8);
        Should.Throw<IOException>(() => DurableFiles.Here.Appear(At("key"), At("key.new"), "two"u8));
        File.ReadAllText(At("key")).ShouldBe("one");
        DurableFiles.Here.Appear(At("key"), At("key.new"), "two"u8, overwrite: true);
        File.ReadAllText(At("key")).ShouldBe("two");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(At("key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Should.Throw<IOException>(() => DurableFiles.Here.Confirm(Path.Combine(_folder.Path, "absent", "file")));
    }

    public void Dispose() => _folder.Dispose();

    private string At(string name) => Path.Combine(_folder.Path, name);

    private static Attempt Try(int number)
    {
        var id = new Guid(string.Create(CultureInfo.InvariantCulture, $"00000000-0000-7000-8000-{number:D12}"));
        return new Attempt(
            new WorkItem { Id = id, Stage = StageNames.Delivery, SubjectId = id, Attempts = 1 },
            new DeliverySnapshot { Id = id, From = "vdab", Event = "referral.handover", Recipient = "ocmw-dendermonde", MediaType = "application/json" },
            "{}"u8.ToArray(), FirstRelease: true);
    }

    private sealed class WatchedDisk : IDisk
    {
        public List<string> Steps { get; } = [];

        public string? Fails { get; set; }

        public bool Loses { get; set; }

        public void Write(string file, FileStreamOptions options, ReadOnlySpan<byte> bytes)
        {
            Steps.Add("write " + Path.GetExtension(file));
            using var stream = new FileStream(file, options);
            stream.Seek(0, SeekOrigin.End);
            stream.Write(bytes);
        }

        public void Rename(string file, string name, bool overwrite)
        {
            if (Loses)
                throw new FileNotFoundException();
            Steps.Add("rename " + Path.GetExtension(name));
            File.Move(file, name, overwrite);
        }

        public void FlushFolder(string folder)
        {
            Steps.Add("flush " + Path.GetFileName(folder));
            if (Path.GetFileName(folder) == Fails)
                throw new IOException("planted");
        }
    }
}
