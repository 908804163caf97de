namespace Gateway.Host.Commands;

/// <summary>
/// Asks what is not given. A wrong answer is asked again, with the reason; where nobody can be asked, every reason is told and
/// nothing comes of it.
/// </summary>
/// <param name="input">Answers, a line each; null: nobody is there.</param>
/// <param name="output">Where questions are written.</param>
/// <param name="errors">Where reasons are written when nobody is there.</param>
internal sealed class NewAgencyDialogue(TextReader? input, TextWriter output, TextWriter errors)
{
    /// <summary>Asks.</summary>
    /// <param name="given">An answer that was given before, by the question's name; null: it is asked.</param>
    /// <param name="answers">Takes the answers.</param>
    /// <returns>0 when every question is answered; 2 when one is missing or cannot be.</returns>
    internal async Task<int> AskAsync(Func<string, string?> given, NewAgencyAnswers answers)
    {
        var code = 0;
        foreach (var question in NewAgencyQuestions.All.Where(q => q.Applies(answers)))
        {
            // What follows from an answer that cannot be is not missed beside it.
            if (code != 0 && given(question.Name) is null && question.Usual(answers) is null)
                continue;
            if (await AnswerAsync(question, given(question.Name)?.Trim(), answers) is not { } answer)
                return ExitCode.Refused;
            answers[question.Name] = answer;
            if (question.Refuse(answer, answers) is not { } reason)
                continue;
            await errors.WriteLineAsync($"--{question.Name}: {reason}");
            code = ExitCode.Refused;
        }

        if (code != 0)
            await errors.WriteLineAsync("Nothing was written. Correct the answers, and run the command again.");
        return code;
    }

    /// <summary>An answer; one that cannot be only when nobody can be asked again; null: there is none.</summary>
    private async Task<string?> AnswerAsync(NewAgencyQuestion question, string? given, NewAgencyAnswers answers)
    {
        if (given is { Length: 0 })
            given = question.Usual(answers) ?? given;
        if (input is null)
        {
            if (given is null && question.Usual(answers) is null)
                await errors.WriteLineAsync($"--{question.Name} is missing: {question.Asks}. Give it, or run the command where it can ask. Nothing was written.");
            return given ?? question.Usual(answers);
        }

        for (var answer = given; ; answer = null)
        {
            if (answer is null)
            {
                await output.WriteAsync(question.Usual(answers) is { Length: > 0 } usual ? $"{question.Asks} [{usual}]: " : $"{question.Asks}: ");
                if (await input.ReadLineAsync() is not { } line)
                {
                    await output.WriteLineAsync();
                    await errors.WriteLineAsync($"The answers end before '{question.Name}'. Nothing was written.");
                    return null;
                }

                answer = line.Trim() is { Length: > 0 } said ? said : question.Usual(answers) ?? "";
            }

            if (question.Refuse(answer, answers) is not { } reason)
                return answer;
            await output.WriteLineAsync($"  {reason}");
        }
    }
}
