using System.Security.Cryptography;
using Gateway.Persistence.Compartments;

namespace Gateway.Store.Tests.Compartments;

/// <summary>A record's key, wrapped for the private half of a compartment.</summary>
public sealed class CompartmentWrapTests : IDisposable
{
    private static readonly Guid Record = new("0198a1b2-0000-7000-8000-000000000001");
    private readonly ECDiffieHellman _pair = CompartmentWrap.NewPair();
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    [Fact]
    public void The_private_half_opens_it_and_each_wrap_is_another()
    {
        var (one, two) = (Wrapped(), Wrapped());

        CompartmentWrap.Unwrap(_pair, one, Record).ShouldBe(_key);
        CompartmentWrap.Unwrap(_pair, two, Record).ShouldBe(_key);
        one.ShouldNotBe(two);
        one.Length.ShouldBeLessThanOrEqualTo(512, "the column's length");
    }

    [Fact]
    public void Another_pair_and_the_public_half_alone_open_nothing()
    {
        using var other = CompartmentWrap.NewPair();
        using var half = ECDiffieHellman.Create();
        half.ImportSubjectPublicKeyInfo(_pair.ExportSubjectPublicKeyInfo(), out _);

        Should.Throw<CryptographicException>(() => CompartmentWrap.Unwrap(other, Wrapped(), Record));
        Should.Throw<CryptographicException>(() => CompartmentWrap.Unwrap(half, Wrapped(), Record));
    }

    [Fact]
    public void Every_changed_byte_is_noticed()
    {
        var wrapped = Wrapped();
        for (var i = 0; i < wrapped.Length; i++)
        {
            var changed = wrapped.ToArray();
            changed[i] ^= 1;
            Should.Throw<CryptographicException>(() => CompartmentWrap.Unwrap(_pair, changed, Record), $"byte {i}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(92)]
    public void What_was_cut_off_is_refused(int length) =>
        Should.Throw<CryptographicException>(() => CompartmentWrap.Unwrap(_pair, Wrapped()[..length], Record));

    [Fact]
    public void A_pair_that_was_stored_opens_it()
    {
        using var read = ECDiffieHellman.Create();
        read.ImportPkcs8PrivateKey(_pair.ExportPkcs8PrivateKey(), out _);

        CompartmentWrap.Unwrap(read, Wrapped(), Record).ShouldBe(_key);
    }

    public void Dispose() => _pair.Dispose();

    private byte[] Wrapped() => CompartmentWrap.Wrap(_pair.ExportSubjectPublicKeyInfo(), _key, Record);
}
