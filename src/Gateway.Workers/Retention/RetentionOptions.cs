using System.ComponentModel.DataAnnotations;

namespace Gateway.Workers.Retention;

/// <summary>The purge of what the policy keeps no longer (<c>Gateway:Retention</c>).</summary>
public sealed class RetentionOptions
{
    /// <summary>How often it is looked whether a term has passed, in machine time, the first time after so long; zero: only by <c>retention run</c>. The same in every process.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromMinutes(5);
}
