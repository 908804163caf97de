using System.Security.Cryptography;
using System.Text;
using Gateway.Persistence.Keys;

namespace Gateway.Store.Tests.Keys;

public class SealingTests
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);
    private static readonly byte[] Plain = Encoding.UTF8.GetBytes("Wie Leuven-Zuid zegt, bedoelt het station niet.");
    private static readonly Guid Row = new("01990000-0000-7000-8000-000000000001");

    [Fact]
    public void What_was_sealed_opens_with_the_same_key_and_context() =>
        Sealing.Open(Key, Sealing.Seal(Key, Plain, Context("slice")), Context("slice")).ShouldBe(Plain);

    [Fact]
    public void Nothing_of_the_content_shows() =>
        Encoding.Latin1.GetString(Sealing.Seal(Key, Plain, Context("slice"))).ShouldNotContain("Leuven");

    [Fact]
    public void The_same_content_is_never_sealed_to_the_same_bytes() =>
        Sealing.Seal(Key, Plain, Context("slice")).ShouldNotBe(Sealing.Seal(Key, Plain, Context("slice")));

    [Fact]
    public void Another_key_does_not_open_it() =>
        Should.Throw<CryptographicException>(() => Sealing.Open(RandomNumberGenerator.GetBytes(32), Sealing.Seal(Key, Plain, Context("slice")), Context("slice")));

    [Fact]
    public void Bytes_of_another_row_or_use_do_not_open()
    {
        var bytes = Sealing.Seal(Key, Plain, Context("slice"));
        Should.Throw<CryptographicException>(() => Sealing.Open(Key, bytes, Context("statements")));
        Should.Throw<CryptographicException>(() => Sealing.Open(Key, bytes, Sealing.Context(Guid.Empty, "slice")));
    }

    [Fact]
    public void Not_one_byte_can_be_changed_or_cut_off()
    {
        var bytes = Sealing.Seal(Key, Plain, Context("slice"));
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= 1;
            Should.Throw<CryptographicException>(() => Sealing.Open(Key, changed, Context("slice")));
            Should.Throw<CryptographicException>(() => Sealing.Open(Key, bytes.AsSpan(0, i), Context("slice")));
        }
    }

    private static byte[] Context(string use) => Sealing.Context(Row, use);
}
