using System.Collections.Concurrent;
using System.Security.Cryptography;
using Gateway.Contracts;
using Gateway.Core.Callers;
using Gateway.Core.Intake;
using Gateway.Core.Reading;

namespace Gateway.Tests.Api;

// Fakes of the ports in Gateway.Core, so that these tests see the HTTP edge alone. The real ports are tested with
// their stores, and the API on top of them in the tests of the whole gateway in process.

/// <summary>Takes bytes as intake would: reads to the end, knows a key and body again.</summary>
internal sealed class FakeIntake : IIntake
{
    private readonly ConcurrentDictionary<string, (string Body, Guid Id)> _known = new(StringComparer.Ordinal);

    public ConcurrentQueue<(IntakeRequest Request, byte[] Body)> Taken { get; } = [];

    /// <summary>Bytes read so far, kept or not.</summary>
    public long Read { get; private set; }

    /// <summary>False: count bytes and forget them.</summary>
    public bool Keep { get; set; } = true;

    public Exception? Failure { get; set; }

    public async Task<IntakeResult> AcceptAsync(IntakeRequest request, CancellationToken cancellation)
    {
        if (Failure is not null)
            throw Failure;
        using var body = new MemoryStream();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[16 * 1024];
        for (int read; (read = await request.Content.ReadAsync(buffer, cancellation)) > 0;)
        {
            Read += read;
            hash.AppendData(buffer, 0, read);
            if (Keep)
                body.Write(buffer, 0, read);
        }

        if (Read == 0)
            return new IntakeResult.Empty();
        var digest = Convert.ToHexString(hash.GetHashAndReset());
        var known = _known.GetOrAdd($"{request.Agency}/{request.Profile}/{request.IdempotencyKey ?? digest}", _ => (digest, Guid.CreateVersion7()));
        if (known.Body != digest)
            return new IntakeResult.KeyReused();
        Taken.Enqueue((request, body.ToArray()));
        return new IntakeResult.Accepted(known.Id, Repeated: false);
    }
}

internal sealed class FakeKeys : IApiKeys
{
    public ConcurrentDictionary<string, string> InUse { get; } = new(StringComparer.Ordinal);

    /// <summary>What a key may do, where it is not everything.</summary>
    public ConcurrentDictionary<string, IReadOnlyList<string>> Narrowed { get; } = new(StringComparer.Ordinal);

    public int Lookups { get; private set; }

    public Task<Caller?> CallerOfAsync(string key, CancellationToken cancellation)
    {
        Lookups++;
        return Task.FromResult(InUse.TryGetValue(key, out var agency) ? new Caller(agency, Narrowed.GetValueOrDefault(key) ?? Scopes.All) : null);
    }

    public Task<(string Id, string Key)?> CreateAsync(string agency, KeyTerms terms, string actor, CancellationToken cancellation) => throw new NotSupportedException("The API never makes keys.");

    public Task<KeyRotation> RotateAsync(string id, TimeSpan overlap, TimeSpan life, string actor, CancellationToken cancellation) => throw new NotSupportedException("The API never changes keys.");

    public Task<IReadOnlyList<ApiKeyInfo>> ListAsync(string? agency, CancellationToken cancellation) => throw new NotSupportedException("The API never lists keys.");

    public Task<bool> RevokeAsync(string id, string actor, CancellationToken cancellation) => throw new NotSupportedException("The API never revokes keys.");
}

internal sealed class FakeSecrets : ITokenSecrets
{
    public byte[] SecretOf(string name, int bytes) => HKDF.DeriveKey(HashAlgorithmName.SHA256, "a secret of these tests only"u8.ToArray(), bytes, info: System.Text.Encoding.UTF8.GetBytes(name));
}

internal sealed class FakeStore : IStoreState
{
    public bool IsOpen { get; set; } = true;

    public bool IsAway(Exception exception) => exception is TimeoutException;
}

internal sealed class FakeReading : ISubmissionReading, IReferralReading, IReadiness
{
    public Dictionary<(string Agency, Guid Id), SubmissionPage> Submissions { get; } = [];

    public Dictionary<(string Agency, Guid Id), ReferralLine> Referrals { get; } = [];

    public List<ReadinessPart> Parts { get; } = [new("database", Ready: true, Text: null)];

    public (int After, int Take) Asked { get; private set; }

    public Task<SubmissionPage?> ReadAsync(string agency, Guid submissionId, int after, int take, CancellationToken cancellation)
    {
        Asked = (after, take);
        return Task.FromResult(Submissions.GetValueOrDefault((agency, submissionId)));
    }

    public Task<ReferralLine?> ReadAsync(string agency, Guid referralId, CancellationToken cancellation) =>
        Task.FromResult(Referrals.GetValueOrDefault((agency, referralId)));

    public Task<IReadOnlyList<ReadinessPart>> ReadAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<ReadinessPart>>(Parts);
}

internal sealed class FakeFeed : IFeed
{
    public List<CloudEvent> Items { get; } = [];

    public (string Agency, long After, int Take, TimeSpan Wait) Asked { get; private set; }

    public long GivenOut { get; set; }

    public long Acknowledged { get; private set; }

    public Task<FeedPage?> ReadAsync(string agency, long after, int take, TimeSpan wait, CancellationToken cancellation)
    {
        Asked = (agency, after, take, wait);
        if (after > Items.Count)
            return Task.FromResult<FeedPage?>(null);
        var items = Items.Skip((int)after).Take(take).ToList();
        GivenOut = after + items.Count;
        return Task.FromResult<FeedPage?>(new FeedPage(items, GivenOut, More: GivenOut < Items.Count));
    }

    public Task<FetchedEvent?> FetchAsync(string agency, Guid id, CancellationToken cancellation) =>
        Task.FromResult(Items.Find(i => i.Id == id.ToString("D")) is { } item ? new FetchedEvent(item) : null);

    public Task<bool> AcknowledgeAsync(string agency, long position, CancellationToken cancellation)
    {
        if (position > GivenOut)
            return Task.FromResult(false);
        Acknowledged = Math.Max(Acknowledged, position);
        return Task.FromResult(true);
    }
}
