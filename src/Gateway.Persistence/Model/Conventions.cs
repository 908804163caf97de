using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Gateway.Persistence.Model;

/// <summary>A UUID as 16 big-endian bytes, so that every database sorts keys in the order they were made.</summary>
public sealed class OrderedGuidConverter() : ValueConverter<Guid, byte[]>(
    id => id.ToByteArray(true), bytes => new Guid(bytes, true));

/// <summary>An instant as UTC <see cref="DateTime"/>: comparable in every database.</summary>
public sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTime>(
    instant => instant.UtcDateTime, utc => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)));

/// <summary>How one database stores what the databases do not agree on.</summary>
public static class Conventions
{
    /// <summary>Applies the conventions to a model.</summary>
    /// <param name="configuration">Builder.</param>
    /// <param name="nativeUuid">The database sorts its own UUID type in byte order (PostgreSQL).</param>
    public static void Apply(ModelConfigurationBuilder configuration, bool nativeUuid)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        configuration.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        configuration.Properties<string>().HaveMaxLength(200);
        if (!nativeUuid)
            configuration.Properties<Guid>().HaveConversion<OrderedGuidConverter>().HaveMaxLength(16).AreFixedLength();
    }
}
