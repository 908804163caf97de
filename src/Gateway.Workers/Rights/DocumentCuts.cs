using Gateway.Core.Intake;
using Gateway.Core.Rights;
using Gateway.Core.Work;
using Gateway.Translation;
using Gateway.Workers.Translation;

namespace Gateway.Workers.Rights;

/// <summary>Reads the document once more under its profile, and takes the records' own bytes.</summary>
internal sealed class DocumentCuts(ITranslationStore store, IPresent<ProfileSet> profiles, Rereading rereading) : IDocumentCuts
{
    public async Task<IReadOnlyDictionary<Guid, ReadOnlyMemory<byte>>?> CutAsync(Guid submission, IReadOnlyList<RecordSnapshot> records, CancellationToken cancellation)
    {
        if (await store.OpenAsync(submission, cancellation) is not { Content: { } content } again || profiles.Now.Find(again.Submission.Profile) is not { } profile)
            return null;
        Dictionary<Guid, ReadOnlyMemory<byte>> cut = [];
        await using (content)
        {
            using var document = rereading.Open(profile, again.Submission, content);
            foreach (var record in records.OrderBy(r => r.Number))
            {
                // A profile that tells records apart in another way by now would find somebody else's.
                if (document.Read(new RecordAgain(record)).Read is not { } read || read.Line != record.Line || read.Slice.IsEmpty)
                    return null;
                cut[record.Id] = read.Slice.ToArray();
            }
        }

        return cut;
    }
}
