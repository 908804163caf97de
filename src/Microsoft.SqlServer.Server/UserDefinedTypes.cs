namespace Microsoft.SqlServer.Server;

/// <summary>How a type that runs inside SQL Server is written to bytes.</summary>
public enum Format
{
    /// <summary>Not said.</summary>
    Unknown = 0,

    /// <summary>By the server.</summary>
    Native = 1,

    /// <summary>By the type itself, through <see cref="IBinarySerialize"/>.</summary>
    UserDefined = 2,
}

/// <summary>A type that writes itself to bytes and reads itself back.</summary>
public interface IBinarySerialize
{
    /// <summary>Reads the value.</summary>
    /// <param name="r">Where from.</param>
    void Read(BinaryReader r);

    /// <summary>Writes the value.</summary>
    /// <param name="w">Where to.</param>
    void Write(BinaryWriter w);
}

/// <summary>Marks a type that runs inside SQL Server. The client looks for it on the types of parameters.</summary>
/// <param name="format">How it is written.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class SqlUserDefinedTypeAttribute(Format format) : Attribute
{
    /// <summary>How it is written.</summary>
    public Format Format { get; } = format;

    /// <summary>Bytes of a value at most; -1: no limit.</summary>
    public int MaxByteSize { get; set; }

    /// <summary>Whether every value has the same length.</summary>
    public bool IsFixedLength { get; set; }

    /// <summary>Whether values sort like their bytes.</summary>
    public bool IsByteOrdered { get; set; }

    /// <summary>Method that checks a value; null: none.</summary>
    public string? ValidationMethodName { get; set; }

    /// <summary>Name inside SQL Server.</summary>
    public string? Name { get; set; }
}

/// <summary>A type cannot run inside SQL Server.</summary>
public sealed class InvalidUdtException : SystemException
{
    private InvalidUdtException(string message) : base(message)
    {
    }

    /// <summary>Makes the exception; the client calls it.</summary>
    /// <param name="udtType">The type.</param>
    /// <param name="resourceReason">Why not.</param>
    public static InvalidUdtException Create(Type udtType, string resourceReason)
    {
        ArgumentNullException.ThrowIfNull(udtType);
        return new InvalidUdtException($"'{udtType.FullName}' is no type for SQL Server: {resourceReason}");
    }
}
