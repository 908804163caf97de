using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Core.Work;

namespace Gateway.Dashboard.Words;

/// <summary>Sentences of events in the words of the pages.</summary>
internal sealed class Spoken(IPresent<Agreed> agreed) : ISpoken
{
    public string In(string language, Sentence sentence) => new Said(Dictionary.Of(language), agreed.Now).Text(sentence);
}
