using System.ComponentModel.DataAnnotations;

namespace Gateway.Workers.Delivery.Webhooks;

/// <summary>How agencies' webhooks are called (<c>Gateway:Webhook</c>).</summary>
public sealed class WebhookOptions
{
    /// <summary>Machine time within which an endpoint has to answer. Shorter than the lease of a work item.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Calls to one agency at the same time, in each process.</summary>
    [Range(1, 200)]
    public int MostAtOnce { get; set; } = 16;

    /// <summary>Pause after the first failed attempt of a delivery, and of an endpoint that failed twice in a row; the next are longer.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest pause of an endpoint that fails, before it is tried with one delivery.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Machine time between two looks whether deliveries that rest may go on.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan WakeEvery { get; set; } = TimeSpan.FromMilliseconds(100);
}
