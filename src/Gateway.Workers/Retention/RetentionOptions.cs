using System.ComponentModel.DataAnnotations;

namespace Gateway.Workers.Retention;

/// <summary>The purge of what the policy keeps no longer (<c>Gateway:Retention</c>).</summary>
public sealed class RetentionOptions
{
    /// <summary>Time from the end of one pass over everything to the next, in machine time, whichever process makes it; zero: only <c>retention run</c> does. The same in every process.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromHours(6);
}
