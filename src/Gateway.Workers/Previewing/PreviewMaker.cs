using Gateway.Core.Agreements;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Gateway.Translation;

namespace Gateway.Workers.Previewing;

/// <summary>Makes previews by the rules of the stages, and keeps them.</summary>
internal sealed class PreviewMaker(IPreviewStore store, Translator translator, IPresent<ProfileSet> profiles, IPresent<Agreed> agreed, TimeProvider time) : IPreviews
{
    public async Task<IReadOnlyList<PreviewAnswer>?> OfRecordsAsync(string agency, string profile, Stream content, CancellationToken cancellation)
    {
        if (profiles.Now.Find(profile) is not { } format || agreed.Now.Directory.Find(agency) is null)
            return null;
        var options = new TranslateOptions { Today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime) };
        ReadRecord[] records = [.. translator.Translate(format, content, options, cancellation).Take(IPreviews.MostRecords).Select(r => r.AsRead())];
        return await KeptAsync(agency, records, ClientStanding.Free, cancellation);
    }

    public async Task<IReadOnlyList<PreviewAnswer>?> OfClientAsync(string agency, Guid client, PrivacyLook look, CancellationToken cancellation) =>
        await store.OpenAsync(agency, client, look, cancellation) is { } open ? await KeptAsync(agency, open.Records, open.Standing, cancellation) : null;

    private async Task<IReadOnlyList<PreviewAnswer>> KeptAsync(string agency, IReadOnlyList<ReadRecord> records, ClientStanding standing, CancellationToken cancellation)
    {
        var present = agreed.Now;
        var writer = ProfileEventWriter.Of(profiles.Now, new RecordWriter());
        List<PreviewAnswer> answers = [.. records.Select(r => PreviewRules.Of(present, present.Directory.Find(agency)!, time.GetUtcNow(), r, writer, standing))];
        await store.KeepAsync([.. answers.Select(a => a.Preview).OfType<Preview>()], cancellation);
        return answers;
    }
}
