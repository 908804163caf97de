using System.Reflection;
using Gateway.Core.Operating;

namespace Gateway.Tests.Operating;

/// <summary>What a story says can be said in another language.</summary>
public sealed class StorySentencesTests
{
    [Fact]
    public void Every_sentence_is_in_the_list_that_translations_are_made_from()
    {
        var sentences = typeof(StorySentences).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).ToList();

        sentences.Count.ShouldBeGreaterThan(10);
        StorySentences.All.ShouldBe(sentences, ignoreOrder: true);
    }

    [Fact]
    public void A_sentence_says_its_values_in_the_words_of_any_language_and_one_without_values_may_hold_braces()
    {
        var waiting = new Sentence(StorySentences.NotAnswered, "ocmw-leuven", "2026-03-13");

        waiting.ToString().ShouldBe("ocmw-leuven has it and has not answered yet; due by 2026-03-13.");
        waiting.In("Tegen {1} antwoordt {0}.").ShouldBe("Tegen 2026-03-13 antwoordt ocmw-leuven.");
        new Sentence("Field {a} is missing.").ToString().ShouldBe("Field {a} is missing.");
    }
}
