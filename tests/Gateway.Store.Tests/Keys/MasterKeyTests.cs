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
        var told = Should.Throw<MasterKeyException>(() => FileMasterKey.Read(Path, createWhenAbsent: false)).Message;
        told.ShouldContain(Path);
        told.ShouldContain("openssl rand -base64 32");
        told.ShouldContain("Gateway:MasterKeyFile");
        File.Exists(Path).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64 at all")]
    [InlineData("c2hvcnQ=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void A_file_that_holds_no_key_is_told_without_its_content(string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        File.WriteAllText(Path, content);
        var told = Should.Throw<MasterKeyException>(() => FileMasterKey.Read(Path, createWhenAbsent: true)).Message;
        told.ShouldContain("32 bytes in base64");
        if (content.Length > 0)
            told.ShouldNotContain(content);
    }

    [Fact]
    public void A_made_key_is_the_same_when_read_again()
    {
        var made = FileMasterKey.Read(Path, createWhenAbsent: true);
        var read = FileMasterKey.Read(Path, createWhenAbsent: false);
        read.Fingerprint.ShouldBe(made.Fingerprint);
        read.Unwrap(made.Wrap([1, 2, 3], [9]), [9]).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void A_made_key_is_its_owners_alone()
    {
        FileMasterKey.Read(Path, createWhenAbsent: true);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        else
            File.Exists(Path).ShouldBeTrue();
    }

    [Fact]
    public void The_fingerprint_tells_keys_apart_and_is_no_part_of_the_key()
    {
        var one = FileMasterKey.Read(Path, createWhenAbsent: true);
        var other = FileMasterKey.Read(_folder.File("other.key"), createWhenAbsent: true);
        one.Fingerprint.ShouldNotBe(other.Fingerprint);
        Convert.ToHexStringLower(Convert.FromBase64String(File.ReadAllText(Path))).ShouldNotContain(one.Fingerprint);
        Should.Throw<CryptographicException>(() => other.Unwrap(one.Wrap([1, 2, 3], [9]), [9]));
    }

    public void Dispose() => _folder.Dispose();
}
