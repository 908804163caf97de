using System.Buffers;
using System.Security.Cryptography;
using Gateway.Contracts.Events;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Keys;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Gateway.Translation;
using Microsoft.Extensions.Options;

namespace Gateway.Workers.Intake;

/// <summary>
/// Takes bytes in. They are sealed segment by segment as they come; segments beyond the first are stored ahead, and
/// the submission itself appears in one commit, shared with others that arrive at the same moment. What clients say no to in it
/// is found before that commit and applied inside it: accepted means in force.
/// </summary>
/// <remarks>
/// When the commit fails, what was stored ahead stays: a commit whose outcome is unknown may have happened, or still
/// happen. What turns out to belong to nothing is forgotten a day later.
/// </remarks>
internal sealed class SubmissionIntake(
    KeySequence keys, KeyRing ring, Installation installation, SubmissionStore submissions, IPresent<ProfileSet> profiles,
    Translator translator, TimeProvider domain, IntakeCommits commits, IOptions<IntakeOptions> options) : IIntake
{
    public async Task<IntakeResult> AcceptAsync(IntakeRequest request, CancellationToken cancellation)
    {
        var corrects = request is { SetAside: null, Corrects: { } named } ? RecordName.Read(named) ?? default : (RecordName?)null;
        var id = keys.Next();
        var (wrapped, key) = ring.CreateFor(id);
        var committing = false;
        try
        {
            var most = request.SetAside is null ? options.Value.MaxSubmissionBytes : long.MaxValue;
            var body = await ReadAsync(id, key, request.Content, most, cancellation);
            if (body.Length > most)
                return await RefusedAsync(id, body, new IntakeResult.TooLarge(most));
            if (body.Length == 0 && request.SetAside is null)
                return new IntakeResult.Empty();
            if (request.SetAside is null && HasTooManyRecords(key, request, body))
                return await RefusedAsync(id, body, new IntakeResult.TooManyRecords(options.Value.MaxRecords));
            var pending = new PendingSubmission(new NewSubmission
            {
                ProfileVersion = request.SetAside is null ? ProfileOf(request).Version : null,
                Submission = new SubmissionSnapshot
                {
                    Id = id,
                    Agency = request.Agency,
                    Profile = request.Profile,
                    NamedProfile = request.NamedProfile is { } name ? installation.Index.Profile(request.Agency, name) : null,
                    KeyHash = installation.Index.IdempotencyKey(KeyOf(request, body)),
                    BodyHash = HashOf(request, body),
                    Bytes = body.Length,
                    ContentType = MediaTypeNames.Known(request.ContentType),
                    Declared = installation.SealDeclared(id, request.ContentType),
                    ReceivedAt = domain.GetUtcNow(),
                    Wrapped = wrapped,
                    Sealed = body.Stored == 0 ? body.Held[0].Cipher : null,
                    State = request.SetAside is null ? SubmissionState.Received : SubmissionState.SetAside,
                    ReasonCode = request.SetAside?.Code ?? (request.Held > TimeSpan.Zero ? SubmissionSnapshot.HeldBySender : null),
                    ReasonText = request.SetAside is { } aside ? StoredSentence.Store(aside.Text) : null,
                },
                Sealed = body.Stored == 0 ? [] : body.Held,
                Noes = request.SetAside is null ? Noes(key, request, body) : [],
                TraceParent = request.TraceParent,
                Corrects = corrects,
                Held = request.Held,
                Operation = request.Operation,
            }, request.Turn);
            if (request.Turn is { } turn)
                await turn.ComeAsync(cancellation);
            committing = true;
            var result = await commits.CommitAsync(pending, cancellation);
            return result is IntakeResult.Accepted { Repeated: false } ? result : await RefusedAsync(id, body, result);
        }
        catch when (!committing)
        {
            // The caller broke off, or was broken off for sending too much: what was stored ahead is forgotten.
            await submissions.ForgetAsync(id, CancellationToken.None);
            throw;
        }
    }

    /// <summary>What is set aside has keys of its own: it neither takes the place of what is worked on nor comes twice.</summary>
    private static string KeyOf(IntakeRequest request, Body body)
    {
        // The same bytes under another reference, or read in another charset or format, are another document.
        var given = request.IdempotencyKey is { } key ? "key:" + key : "body:" + Convert.ToHexString(body.Plain) + TranslateOptions.ReadingOf(request.ContentType);
        return request.SetAside is { } reason ? $"aside:{reason.Code}:{(request.NamedProfile is { } name ? name.Length + ":" + name + ":" : "")}{Convert.ToHexString(body.Plain)}:{given}" : given;
    }

    /// <summary>What makes two submissions under one key the same: bytes, and how they are declared to be read.</summary>
    private byte[] HashOf(IntakeRequest request, Body body)
    {
        if (TranslateOptions.ReadingOf(request.ContentType) is not { Length: > 0 } reading)
            return installation.Index.Fingerprint(body.Hash);
        using var hash = installation.Index.Body();
        hash.AppendData(body.Hash);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(reading));
        return installation.Index.Fingerprint(hash.GetHashAndReset());
    }

    private async Task<IntakeResult> RefusedAsync(Guid id, Body body, IntakeResult result)
    {
        if (body.Stored > 0)
            await submissions.ForgetAsync(id, CancellationToken.None);
        return result;
    }

    private List<IClientStatement> Noes(byte[] key, IntakeRequest request, Body body)
    {
        var profile = ProfileOf(request);
        if (!profile.CanSayNo)
            return [];
        using var content = Again(key, body);
        return [.. translator.Noes(profile, content, Reading(request), CancellationToken.None).Select(s => (IClientStatement)s.Content)];
    }

    private bool HasTooManyRecords(byte[] key, IntakeRequest request, Body body)
    {
        var most = options.Value.MaxRecords;
        // A record takes two bytes at least, unless it is packed.
        if (body.Stored == 0 && body.Length < 2L * most && body.First is not [(byte)'P', (byte)'K', ..])
            return false;
        using var content = Again(key, body);
        return translator.HasMoreThan(most, ProfileOf(request), content, Reading(request));
    }

    private Profile ProfileOf(IntakeRequest request) => profiles.Now.Find(request.Profile) ?? throw new InvalidOperationException("There is no such profile.");

    private Stream Again(byte[] key, Body body) => body.Stored == 0 ? new MemoryStream(body.First) : submissions.Open(body.Held[^1], key);

    private TranslateOptions Reading(IntakeRequest request) =>
        new() { Today = DateOnly.FromDateTime(domain.GetUtcNow().UtcDateTime), ContentType = request.ContentType };

    private async Task<Body> ReadAsync(Guid id, byte[] key, Stream content, long most, CancellationToken cancellation)
    {
        using var keyed = installation.Index.Body();
        using var plain = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(SubmissionStore.SegmentSize);
        try
        {
            long length = 0;
            var index = 0;
            var filled = 0;
            byte[] first = [];
            while (true)
            {
                var read = await content.ReadAsync(buffer.AsMemory(filled, SubmissionStore.SegmentSize - filled), cancellation);
                filled += read;
                length += read;
                if (length > most)
                    return new Body(length, [], [], [], index, []);
                if (read > 0 && filled < SubmissionStore.SegmentSize)
                    continue;

                // The segment is full, or the body has ended: which of the two is known only by reading on.
                var probe = new byte[1];
                var more = read > 0 && await content.ReadAsync(probe, cancellation) == 1;
                keyed.AppendData(buffer, 0, filled);
                plain.AppendData(buffer, 0, filled);
                var segment = SubmissionStore.Seal(id, index, !more, key, buffer.AsSpan(0, filled));
                if (!more)
                {
                    if (index == 0)
                        first = buffer.AsSpan(0, filled).ToArray();
                    return new Body(length, keyed.GetHashAndReset(), plain.GetHashAndReset(), first, index, [segment]);
                }

                await submissions.StoreAheadAsync([segment], cancellation);
                index++;
                buffer[0] = probe[0];
                filled = 1;
                length++;
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>A body as read.</summary>
    /// <param name="Length">Bytes.</param>
    /// <param name="Hash">Keyed hash.</param>
    /// <param name="Plain">SHA-256: the idempotency key of a caller that gives none.</param>
    /// <param name="First">The bytes, when they fit one segment.</param>
    /// <param name="Stored">Segments stored ahead.</param>
    /// <param name="Held">Segments to store with the submission.</param>
    private sealed record Body(long Length, byte[] Hash, byte[] Plain, byte[] First, int Stored, IReadOnlyList<SegmentRow> Held);
}
