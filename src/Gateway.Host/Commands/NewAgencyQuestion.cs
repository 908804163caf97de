namespace Gateway.Host.Commands;

/// <summary>A question about a new agency.</summary>
/// <param name="Name">Name of its option.</param>
/// <param name="Asks">What is asked.</param>
internal sealed record NewAgencyQuestion(string Name, string Asks)
{
    /// <summary>The answer of who only presses Enter; null: there is none.</summary>
    public Func<NewAgencyAnswers, string?> Usual { get; init; } = _ => null;

    /// <summary>Whether it is asked, after what was answered before.</summary>
    public Func<NewAgencyAnswers, bool> Applies { get; init; } = _ => true;

    /// <summary>Why an answer cannot be: a sentence with its code, as <c>check</c> writes it; null: it can.</summary>
    public Func<string, NewAgencyAnswers, string?> Objection { get; init; } = (_, _) => null;

    /// <summary>Whether an answer may be empty.</summary>
    public Func<NewAgencyAnswers, bool> MayBeEmpty { get; init; } = _ => false;

    /// <summary>Why it may not be empty.</summary>
    public string WhenEmpty { get; init; } = "It needs an answer. [empty-value]";

    /// <summary>Why an answer cannot be; null: it can.</summary>
    public string? Refuse(string answer, NewAgencyAnswers before) =>
        answer.Any(char.IsControl) ? "The answer must be one line. [not-a-text]"
        : answer.Length > 0 ? Objection(answer, before)
        : MayBeEmpty(before) ? null : WhenEmpty;
}
