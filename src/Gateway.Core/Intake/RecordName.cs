using System.Globalization;
using System.Runtime.InteropServices;

namespace Gateway.Core.Intake;

/// <summary>What a record is called outside the gateway: <c>{submission}.{n}</c>.</summary>
/// <param name="Submission">Submission.</param>
/// <param name="Number">Number in it, from 1; 0 stands for the submission as a whole, written without a number.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RecordName(Guid Submission, int Number)
{
    /// <summary>Reads a name; null when it is none.</summary>
    public static RecordName? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Trim().Split('.') switch
        {
            [var whole] when Guid.TryParse(whole, out var submission) => new RecordName(submission, 0),
            [var first, var number] when Guid.TryParse(first, out var submission)
                && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 => new RecordName(submission, n),
            _ => null,
        };
    }

    /// <inheritdoc />
    public override string ToString() => Number == 0 ? Submission.ToString("D") : string.Create(CultureInfo.InvariantCulture, $"{Submission:D}.{Number}");
}
