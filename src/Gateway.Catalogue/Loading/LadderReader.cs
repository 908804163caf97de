using Gateway.Catalogue.Yaml;
using Gateway.Core.Directory;

namespace Gateway.Catalogue.Loading;

/// <summary>Reads an agency's <c>ladder</c>: whom a task is put to, step by step. One that cannot work is refused.</summary>
internal static class LadderReader
{
    internal static IReadOnlyList<LadderStep> Read(YamlMap entry)
    {
        if (!entry.Has("ladder"))
            return [];
        var maps = entry.Maps("ladder");
        if (maps.Count is 0 or > LadderStep.Most)
            entry.Report("ladder", ProblemCodes.LadderCannotWork, $"A ladder has 1 to {LadderStep.Most} steps, and the gateway desk comes after the last; add a step, or leave 'ladder' out.");
        List<LadderStep> steps = [.. maps.Select(ReadStep)];
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            if (step.Role.Length > 0 && steps.Take(i).Any(s => s.Role == step.Role))
                maps[i].Report("role", ProblemCodes.LadderCannotWork, $"'{step.Role}' was asked on an earlier step; name another function, or leave the step out.");
        }

        return steps;
    }

    private static LadderStep ReadStep(YamlMap map)
    {
        var step = new LadderStep(map.Text("role"), map.Text("phone"), map.OptionalNumber("afterWorkingDays") ?? 0);
        if (step.Phone.Length > 0 && step.Phone.Count(char.IsAsciiDigit) < 6)
            map.Report("phone", ProblemCodes.LadderCannotWork, "That is no telephone number; give the number of the function with its country code.");
        if (!map.Has("afterWorkingDays"))
            map.Report("afterWorkingDays", "missing-key", $"'afterWorkingDays' is missing; give the working days, 1 to {LadderStep.Longest}, after which the step is taken.");
        else if (step.AfterWorkingDays is < 1 or > LadderStep.Longest)
            map.Report("afterWorkingDays", ProblemCodes.LadderCannotWork, $"A step is taken after 1 to {LadderStep.Longest} working days.");
        map.RejectUnknown();
        return step;
    }
}
