using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gateway.Core.Work;

namespace Gateway.Core.Ladder;

/// <summary>People in a cell of the participation ladder's counts. It names nobody, and nobody's rung is kept outside the seal for it.</summary>
public sealed record LadderCount : IVersioned
{
    /// <summary>Key, made from the cell.</summary>
    public Guid Id { get; set; }

    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>What is counted.</summary>
    public LadderCellKind Kind { get; set; }

    /// <summary>Agency that measured.</summary>
    public required string Organisation { get; set; }

    /// <summary>Municipality, a code of the directory; empty: not known.</summary>
    public required string Municipality { get; set; }

    /// <summary>Calendar year.</summary>
    public int Year { get; set; }

    /// <summary>Subgroup, a code of the directory.</summary>
    public required string Subgroup { get; set; }

    /// <summary>Instrument, a code of the directory; see <see cref="LadderCell"/>.</summary>
    public required string Instrument { get; set; }

    /// <summary>Rung before.</summary>
    public int From { get; set; }

    /// <summary>Rung after.</summary>
    public int To { get; set; }

    /// <summary>Why the movement says less than it seems to.</summary>
    public LadderDoubt Doubt { get; set; }

    /// <summary>People.</summary>
    public int People { get; set; }

    /// <summary>The key of a cell's row.</summary>
    public static Guid KeyOf(LadderCell cell)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|',
            (int)cell.Kind, cell.Organisation, cell.Municipality, cell.Year, cell.Subgroup, cell.Instrument, cell.From, cell.To, (int)cell.Doubt)));
        return new Guid(BinaryPrimitives.ReadInt32BigEndian(hash), BinaryPrimitives.ReadInt16BigEndian(hash.AsSpan(4)), BinaryPrimitives.ReadInt16BigEndian(hash.AsSpan(6)), hash[8..16]);
    }

    /// <summary>A row for a cell.</summary>
    public static LadderCount Of(LadderCell cell, int people) => new()
    {
        Id = KeyOf(cell), Kind = cell.Kind, Organisation = cell.Organisation, Municipality = cell.Municipality, Year = cell.Year, Subgroup = cell.Subgroup,
        Instrument = cell.Instrument, From = cell.From, To = cell.To, Doubt = cell.Doubt, People = people,
    };
}

/// <summary>Whether a record's measurement is in the counts.</summary>
public enum LadderState
{
    /// <summary>It has none.</summary>
    None = 0,

    /// <summary>It is to be counted once the record has taken effect.</summary>
    ToCount = 1,

    /// <summary>It is counted.</summary>
    Counted = 2,
}
