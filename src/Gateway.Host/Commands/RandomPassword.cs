using System.Security.Cryptography;

namespace Gateway.Host.Commands;

/// <summary>Passwords for people to type once: 100 random bits in four groups, without letters that look alike.</summary>
internal static class RandomPassword
{
    internal static string Make() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 5)));
}
