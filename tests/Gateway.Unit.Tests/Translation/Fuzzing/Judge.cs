using System.Diagnostics;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation.Fuzzing;

/// <summary>
/// What holds whatever a document is: no exception, no silence, bounded time and memory, no value in a problem, and every code
/// of a problem documented.
/// </summary>
internal sealed class Judge
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly HashSet<string> Documented = ProblemCodes.Documented();
    private readonly Translator _translator = new();

    public int Records { get; private set; }

    public int Translated { get; private set; }

    public int SetAside => Records - Translated;

    public void Look(FuzzedDocument document)
    {
        var profile = Translating.Profiles.Find(document.Profile)!;
        var began = Stopwatch.GetTimestamp();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        List<TranslatedRecord> records;
        try
        {
            using var content = new MemoryStream(document.Bytes);
            records = [.. _translator.Translate(profile, content, Translating.Options with { Explain = Records % 2 == 0 }, CancellationToken.None)];
            if (profile.CanSayNo)
                _ = _translator.Noes(profile, new MemoryStream(document.Bytes), Translating.Options, CancellationToken.None).Count();
            foreach (var record in records.Where(r => !r.Slice.IsEmpty))
                _translator.TranslateSlice(profile, record.Slice, record.Index, Translating.Options).Status.ShouldBeOneOf(RecordStatus.Translated, RecordStatus.SetAside);
        }
        catch (Exception e) when (e is not ShouldAssertException)
        {
            throw new InvalidOperationException($"{e.GetType().Name} from {document}", e);
        }

        (GC.GetAllocatedBytesForCurrentThread() - allocated).ShouldBeLessThan((8L * 1024 * 1024) + (1000L * document.Bytes.Length), document.ToString());
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(Patience, document.ToString());
        Look(document, records);
    }

    private void Look(FuzzedDocument document, List<TranslatedRecord> records)
    {
        if (document.Records is { } expected)
            records.Count.ShouldBe(expected, document.ToString());
        records.Select(r => r.Index).ShouldBe(Enumerable.Range(1, records.Count), document.ToString());
        foreach (var record in records)
        {
            var states = record.Statements.Count > 0 || record.Answer is not null;
            (record.Status == RecordStatus.Translated).ShouldBe(states, document.ToString());
            (states || record.Problems.Count > 0).ShouldBeTrue(document.ToString());
            foreach (var problem in record.Problems)
            {
                Documented.ShouldContain(problem.Code, document.ToString());
                problem.Text.ToString().ShouldNotContain(DirtyValues.Canary, Case.Insensitive, document.ToString());
            }
        }

        Records += records.Count;
        Translated += records.Count(r => r.Status == RecordStatus.Translated);
    }
}
