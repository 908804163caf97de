using System.Security.Cryptography;

namespace Gateway.Core.Trail;

/// <summary>The public key with which an agency countersigns: SubjectPublicKeyInfo in Base64, ECDSA over P-256.</summary>
public static class AgencyKey
{
    private const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>Whether a text is such a key.</summary>
    public static bool IsOne(string text)
    {
        using var key = Read(text);
        return key is not null;
    }

    /// <summary>Whether an agency's key signed something.</summary>
    public static bool Signed(string key, byte[] what, byte[] signature)
    {
        using var read = Read(key);
        return read is not null && read.VerifyData(what, signature, HashAlgorithmName.SHA256);
    }

    private static ECDsa? Read(string text)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(text), out _);
            if (key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P256)
                return key;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            // It is none.
        }

        key.Dispose();
        return null;
    }
}
