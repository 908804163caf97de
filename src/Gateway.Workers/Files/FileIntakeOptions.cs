using System.ComponentModel.DataAnnotations;

namespace Gateway.Workers.Files;

/// <summary>How files that agencies drop are taken in (<c>Gateway:FileIntake</c>).</summary>
public sealed class FileIntakeOptions
{
    /// <summary>Folder with one folder per agency that drops files.</summary>
    public string Folder { get; set; } = "";

    /// <summary>Machine time between two looks into the folders.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Time without a change after which a file is whole, at agencies whose files are whole when they are <c>quiet</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan QuietFor { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Files of one agency that are taken in before the others have their turn.</summary>
    [Range(1, 1000)]
    public int FilesPerTurn { get; set; } = 20;
}
