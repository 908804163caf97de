using System.Security.Cryptography;
using Gateway.Persistence.Keys;

namespace Gateway.Store.Tests.Keys;

public sealed class MasterKeyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("keys/master.key");

    [Fact]
    public void A_missing_file_is_told_with_what_to_do()
    {
        var told = Should.Throw<MasterKeyException>(() => FileKeyVault.Open(Path, makesFirst: false)).Message;
        told.ShouldContain(Path);
        told.ShouldContain("openssl rand -base64 32");
        told.ShouldContain("Gateway:MasterKeyFile");
        File.Exists(Path).ShouldBeFalse();
    }

    [Fact]
    public void Opening_makes_no_key_before_it_is_asked_for_one()
    {
        FileKeyVault.Open(Path, makesFirst: true).Ids.ShouldBeEmpty();
        File.Exists(Path).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("# only a note\n\n")]
    [InlineData("not base64 at all")]
    [InlineData("c2hvcnQ=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=\nsecond line is no key")]
    public void A_file_that_holds_no_key_is_told_without_its_content(string content)
    {
        Write(content);
        var told = Should.Throw<MasterKeyException>(() => FileKeyVault.Open(Path, makesFirst: true)).Message;
        told.ShouldContain("32 bytes in base64");
        foreach (var line in content.Split('\n').Where(l => l.Length > 0))
            told.ShouldNotContain(line);
    }

    [Fact]
    public void A_made_key_is_the_same_when_read_again()
    {
        var made = FileKeyVault.Open(Path, makesFirst: true);
        var id = made.Make();
        var read = FileKeyVault.Open(Path, makesFirst: false);
        read.Ids.ShouldBe([id]);
        read.Unwrap(id, made.Wrap(id, [1, 2, 3], [9]), [9]).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void A_further_key_stands_beside_those_that_were_there()
    {
        var vault = FileKeyVault.Open(Path, makesFirst: true);
        var first = vault.Make();
        var under = vault.Wrap(first, [1, 2, 3], [9]);
        var second = vault.Make();
        second.ShouldNotBe(first);
        var read = FileKeyVault.Open(Path, makesFirst: false);
        read.Ids.ShouldBe([first, second]);
        read.Unwrap(first, under, [9]).ShouldBe([1, 2, 3]);
        Should.Throw<CryptographicException>(() => read.Unwrap(second, under, [9]));
    }

    [Fact]
    public void Notes_in_the_file_and_a_last_line_without_an_end_are_no_fault()
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        Write($"# since March\r\n{key}\r\n\n  {Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}");
        FileKeyVault.Open(Path, makesFirst: false).Ids.Count.ShouldBe(2);
        FileKeyVault.Open(Path, makesFirst: false).Make();
        FileKeyVault.Open(Path, makesFirst: false).Ids.Count.ShouldBe(3);
        File.ReadAllText(Path).ShouldStartWith("# since March");
    }

    [Fact]
    public void A_made_key_is_its_owners_alone()
    {
        FileKeyVault.Open(Path, makesFirst: true).Make();
        if (OperatingSystem.IsWindows())
            return;
        File.GetUnixFileMode(Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(System.IO.Path.GetDirectoryName(Path)!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.GroupExecute)]
    public void A_file_that_others_may_use_is_refused_with_the_command_that_ends_it(UnixFileMode right)
    {
        if (OperatingSystem.IsWindows())
            return;
        FileKeyVault.Open(Path, makesFirst: true).Make();
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | right);
        Should.Throw<MasterKeyException>(() => FileKeyVault.Open(Path, makesFirst: true)).Message.ShouldContain($"chmod 600 '{Path}'");

        // A link to it has no rights of its own.
        var link = _folder.File("link.key");
        File.CreateSymbolicLink(link, Path);
        Should.Throw<MasterKeyException>(() => FileKeyVault.Open(link, makesFirst: true)).Message.ShouldContain($"chmod 600 '{Path}'");
        File.SetUnixFileMode(Path, UnixFileMode.UserRead);
        FileKeyVault.Open(link, makesFirst: false).Ids.ShouldHaveSingleItem();
    }

    [Fact]
    public void The_id_tells_keys_apart_and_is_no_part_of_the_key()
    {
        var vault = FileKeyVault.Open(Path, makesFirst: true);
        var id = vault.Make();
        Convert.ToHexStringLower(Convert.FromBase64String(File.ReadAllText(Path))).ShouldNotContain(id);
    }

    private void Write(string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        File.WriteAllText(Path, content);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public void Dispose() => _folder.Dispose();
}
