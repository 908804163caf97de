using System.Diagnostics;
using System.Globalization;
using Gateway.Proof.Logic;

namespace Gateway.Proof.Solving;

/// <summary>Asks Z3, within a time for all questions together.</summary>
internal sealed class Z3Solver(Z3 library, TimeSpan time) : ISolver
{
    private readonly long _began = Stopwatch.GetTimestamp();
    private Space? _space;
    private int _defined;

    /// <inheritdoc/>
    public string Name => "Z3 " + library.Version;

    /// <inheritdoc/>
    public Answer Ask(Space space, Formula question)
    {
        var left = (long)(time - Stopwatch.GetElapsedTime(_began)).TotalMilliseconds;
        if (left <= 0)
            return new Answer.GaveUp(string.Create(CultureInfo.InvariantCulture, $"the {time.TotalSeconds} seconds that it had were over"));
        if (Prepare(space) is { } wrong)
            return wrong;
        var said = library.Run(string.Create(CultureInfo.InvariantCulture, $"(set-option :timeout {left})(push){SmtText.Claim(question)}(check-sat)")).Trim();
        try
        {
            return said switch
            {
                "unsat" => new Answer.Never(),
                "sat" => Read(space, library.Run($"(get-value ({string.Join(' ', space.Variables.Select(v => SmtText.Quoted(v.Name)))}))")),
                "unknown" or "timeout" => new Answer.GaveUp("it answered '" + said + "' " + library.Run("(get-info :reason-unknown)").Trim()),
                _ => new Answer.GaveUp("it did not understand the question: " + said),
            };
        }
        finally
        {
            library.Run("(pop)");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => library.Dispose();

    /// <summary>Tells the solver of the variables, and of formulas that were named since.</summary>
    private Answer.GaveUp? Prepare(Space space)
    {
        if (_space is not null && _space != space)
            throw new InvalidOperationException("A solver is asked about one space.");
        var news = string.Concat(space.Definitions.Skip(_defined).Select(SmtText.Definition));
        if (_space is null)
            news = SmtText.Declarations(space) + news + string.Concat(space.Always.Select(SmtText.Claim));
        _space = space;
        _defined = space.Definitions.Count;
        var said = news.Length == 0 ? "" : library.Run(news).Trim();
        return said.Length == 0 ? null : new Answer.GaveUp("it did not understand the encoding: " + said);
    }

    private static Answer Read(Space space, string values)
    {
        var found = space.New();
        var tokens = Tokens(values).Where(t => t is not ("(" or ")")).ToList();
        if (tokens.Count != space.Variables.Count * 2)
            return new Answer.GaveUp("its answer could not be read");
        for (var i = 0; i < space.Variables.Count; i++)
        {
            var (variable, value) = (space.Variables[i], tokens[(i * 2) + 1]);
            switch (variable)
            {
                case Choice choice:
                    found[variable] = Enumerable.Range(0, choice.Sort.Values.Count).First(v => SmtText.Value(choice.Sort, v) == value);
                    break;
                case Flag flag:
                    found[flag] = value == "true";
                    break;
                default:
                    found[variable] = int.Parse(value, CultureInfo.InvariantCulture);
                    break;
            }
        }

        return new Answer.Possible(found);
    }

    /// <summary>Parentheses, symbols and numbers of an answer; a quoted symbol is one, with its bars.</summary>
    private static List<string> Tokens(string text)
    {
        List<string> tokens = [];
        for (var at = 0; at < text.Length;)
        {
            var begin = at;
            if (text[at] == '|')
                at = text.IndexOf('|', at + 1) + 1;
            else if (text[at] is '(' or ')' || char.IsWhiteSpace(text[at]))
                at++;
            else
                at += text.AsSpan(at).IndexOfAny(" ()\r\n\t") is var end and >= 0 ? end : text.Length - at;
            if (!char.IsWhiteSpace(text[begin]))
                tokens.Add(text[begin..at]);
        }

        return tokens;
    }
}
