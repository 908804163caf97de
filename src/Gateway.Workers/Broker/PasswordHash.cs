using System.Security.Cryptography;
using System.Text;

namespace Gateway.Workers.Broker;

/// <summary>A password as RabbitMQ keeps it: base64 of a salt of four bytes and the SHA-256 of salt and password (RabbitMQ's guide "Credentials and Passwords").</summary>
public static class PasswordHash
{
    /// <summary>Name of the algorithm in a definitions file.</summary>
    public const string Algorithm = "rabbit_password_hashing_sha256";

    /// <summary>Hashes a password under a new salt.</summary>
    public static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(4);
        return Convert.ToBase64String([.. salt, .. SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(password)])]);
    }
}
