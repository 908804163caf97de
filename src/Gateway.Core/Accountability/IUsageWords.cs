namespace Gateway.Core.Accountability;

/// <summary>An act in plain words of one language, said to the person whom it is about.</summary>
/// <param name="What">What was done.</param>
/// <param name="Office">Who: name of the office.</param>
/// <param name="Role">In which role; null: an office's system.</param>
/// <param name="FromOffice">Of data that left: name of the office whose knowledge it was.</param>
/// <param name="Why">Purpose.</param>
/// <param name="Basis">Legal basis.</param>
/// <param name="Data">Names of the data, each once.</param>
/// <param name="FurtherData">How many more there are that have no name in plain words.</param>
/// <param name="Arrived">Of data that left: whether it arrived.</param>
public sealed record UsageText(string What, string Office, string? Role, string? FromOffice, string Why, string Basis, IReadOnlyList<string> Data, int FurtherData, string? Arrived);

/// <summary>Says acts in plain words.</summary>
public interface IUsageWords
{
    /// <summary>The language in which it answers: the first of those wished that there is, English otherwise.</summary>
    /// <param name="wished">ISO 639-1, the most wished first.</param>
    string LanguageOf(IEnumerable<string> wished);

    /// <summary>An act in words of a language of <see cref="LanguageOf"/>.</summary>
    UsageText Say(UsageAct act, string language);
}
