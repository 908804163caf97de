using System.Security.Cryptography;
using Gateway.Core.Intake;
using Gateway.Core.Work;
using Gateway.Persistence.Model;
using Gateway.Persistence.Stores;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Stores;

public sealed class SubmissionsOnSqlite : SubmissionSuite<SqliteFixture>;

public sealed class SubmissionsOnPostgreSql : SubmissionSuite<PostgreSqlFixture>;

public sealed class SubmissionsOnSqlServer : SubmissionSuite<SqlServerFixture>;

public abstract class SubmissionSuite<TFixture> : StoreSuite<TFixture> where TFixture : DatabaseFixture, new()
{
    private static readonly byte[] Body = Bytes((2 * SubmissionStore.SegmentSize) + 12_345);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Db.Installation.OpenAsync(CancellationToken.None);
    }

    [StoreTheory]
    [InlineData(1)]
    [InlineData(SubmissionStore.SegmentSize)]
    [InlineData(SubmissionStore.SegmentSize + 1)]
    [InlineData((3 * SubmissionStore.SegmentSize) + 7)]
    public async Task Bytes_come_back_as_they_came(int length)
    {
        var body = Bytes(length);
        var row = await StoreAsync(body);
        (await ReadAsync(row)).ShouldBe(body);
    }

    [StoreFact]
    public async Task Several_submissions_open_at_once_each_with_its_own_bytes()
    {
        var rows = new List<(SubmissionSnapshot Row, byte[] Body)>();
        foreach (var length in new[] { 10, 20, SubmissionStore.SegmentSize + 5 })
        {
            var body = Bytes(length);
            rows.Add((await StoreAsync(body), body));
        }

        var opened = await LoadAsync();
        opened.Select(o => o.Submission.Id).ShouldBe(rows.Select(r => r.Row.Id));
        foreach (var (row, body) in rows)
            (await ReadAsync(opened.Single(o => o.Submission.Id == row.Id).Content)).ShouldBe(body);
    }

    [StoreFact]
    public async Task Nothing_of_the_bytes_shows()
    {
        var row = await StoreAsync(System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("rijksregisternummer ", 50))));
        var stored = await Db.ReadAsync(s => s.Submissions.SingleAsync(x => x.Id == row.Id));
        System.Text.Encoding.Latin1.GetString(stored.Sealed!).ShouldNotContain("rijksregister");
    }

    [StoreFact]
    public async Task Segments_in_another_order_are_not_taken_for_the_submission()
    {
        var row = await StoreAsync(Body);
        await using (var store = Db.Database.Open())
        {
            var segments = await store.Segments.Where(s => s.SubmissionId == row.Id && s.Index < 2).OrderBy(s => s.Index).ToListAsync();
            (segments[0].Cipher, segments[1].Cipher) = (segments[1].Cipher, segments[0].Cipher);
            await store.SaveChangesAsync();
        }

        await Should.ThrowAsync<CryptographicException>(() => ReadAsync(row));
    }

    [StoreFact]
    public async Task A_segment_of_another_submission_is_not_taken_for_its_own()
    {
        var one = await StoreAsync(Bytes(100));
        var (other, _) = Seal(Bytes(100));
        (await Db.ReadAsync(s => s.Submissions.Where(x => x.Id == one.Id).ExecuteUpdateAsync(x => x.SetProperty(y => y.Sealed, other.Sealed)))).ShouldBe(1);

        await Should.ThrowAsync<CryptographicException>(() => ReadAsync(one));
    }

    [StoreFact]
    public async Task A_submission_that_lost_its_end_is_not_taken_for_whole()
    {
        var row = await StoreAsync(Body);
        await Db.ReadAsync(s => s.Segments.Where(x => x.SubmissionId == row.Id && x.Index == 2).ExecuteDeleteAsync());
        await Should.ThrowAsync<InvalidOperationException>(() => ReadAsync(row));
    }

    [StoreFact]
    public async Task A_segment_that_is_made_to_look_like_the_last_is_not_taken_for_it()
    {
        var row = await StoreAsync(Body);
        await Db.ReadAsync(s => s.Segments.Where(x => x.SubmissionId == row.Id && x.Index == 1).ExecuteUpdateAsync(x => x.SetProperty(y => y.Last, true)));
        await Should.ThrowAsync<CryptographicException>(() => ReadAsync(row));
    }

    [StoreFact]
    public async Task A_destroyed_key_leaves_nothing_to_read()
    {
        var row = await StoreAsync(Bytes(100));
        await Db.ReadAsync(s => s.Submissions.Where(x => x.Id == row.Id).ExecuteUpdateAsync(x => x.SetProperty(y => y.Wrapped, (byte[]?)null)));
        var left = (await LoadAsync()).ShouldHaveSingleItem();
        (left.Submission.Id, left.Content).ShouldBe((row.Id, null));
    }

    [StoreFact]
    public async Task A_damaged_key_fails_its_own_submission_and_no_other()
    {
        var (whole, damaged) = (await StoreAsync(Bytes(100)), await StoreAsync(Bytes(200)));
        await Db.ReadAsync(s => s.Submissions.Where(x => x.Id == damaged.Id).ExecuteUpdateAsync(x => x.SetProperty(y => y.Wrapped, new byte[60])));
        var opened = await LoadAsync();
        (await ReadAsync(opened.Single(o => o.Submission.Id == whole.Id).Content)).ShouldBe(Bytes(100));
        await Should.ThrowAsync<CryptographicException>(() => ReadAsync(opened.Single(o => o.Submission.Id == damaged.Id).Content));
    }

    [StoreFact]
    public async Task What_fits_one_segment_lies_in_the_row_of_its_submission_alone()
    {
        await StoreAsync(Bytes(SubmissionStore.SegmentSize));
        (await Db.ReadAsync(s => s.Segments.CountAsync())).ShouldBe(0);
        await StoreAsync(Body);
        (await Db.ReadAsync(s => s.Segments.CountAsync())).ShouldBe(3);
    }

    [StoreFact]
    public async Task Segments_of_a_submission_that_did_not_come_to_be_are_forgotten()
    {
        var kept = await StoreAsync(Body);
        var (row, segments) = Seal(Body);
        await Db.Submissions.StoreAheadAsync(segments, CancellationToken.None);
        await Db.Submissions.ForgetAsync(row.Id, CancellationToken.None);
        (await Db.ReadAsync(s => s.Segments.Select(x => x.SubmissionId).Distinct().ToListAsync())).ShouldBe([kept.Id]);
    }

    [StoreFact]
    public async Task Segments_without_a_submission_are_forgotten_a_day_later_and_not_while_a_call_may_last()
    {
        var kept = await StoreAsync(Body);
        var (_, abandoned) = Seal(Body);
        await Db.Submissions.StoreAheadAsync(abandoned, CancellationToken.None);
        Db.Machine.Advance(TimeSpan.FromHours(23));
        var (row, arriving) = Seal(Body);
        await Db.Submissions.StoreAheadAsync([arriving[0]], CancellationToken.None);
        await Db.Submissions.ForgetUnfinishedAsync(CancellationToken.None);
        (await Db.ReadAsync(s => s.Segments.CountAsync())).ShouldBe(3 + abandoned.Count + 1);
        Db.Machine.Advance(TimeSpan.FromHours(2));
        await Db.Submissions.ForgetUnfinishedAsync(CancellationToken.None);
        (await Db.ReadAsync(s => s.Segments.Select(x => x.SubmissionId).Distinct().ToListAsync())).ShouldBe([kept.Id, row.Id], ignoreOrder: true);
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private async Task<SubmissionSnapshot> StoreAsync(byte[] body)
    {
        var (row, segments) = Seal(body);
        if (segments.Count > 1)
            await Db.Submissions.StoreAheadAsync([.. segments.SkipLast(1)], CancellationToken.None);
        await Db.WriteAsync(u =>
        {
            u.Write(row);
            if (segments.Count > 1)
                u.Write(segments[^1]);
            u.Enqueue(StageNames.Translation, row.Id);
        });
        return row;
    }

    private (SubmissionSnapshot Row, List<SegmentRow> Segments) Seal(byte[] body)
    {
        var id = Db.Keys.Next();
        var (wrapped, key) = Db.Ring.CreateFor(id);
        var parts = body.Chunk(SubmissionStore.SegmentSize).ToList();
        var segments = parts.Select((part, i) => SubmissionStore.Seal(id, i, i == parts.Count - 1, key, part)).ToList();
        return (Rows.Submission(id, body.Length) with { Wrapped = wrapped, Sealed = parts.Count == 1 ? segments[0].Cipher : null }, segments);
    }

    /// <summary>What translation is given to read.</summary>
    private async Task<IReadOnlyList<SubmissionToRead>> LoadAsync()
    {
        var (token, ids) = await Db.Queue.LeaseAsync(StageNames.Translation, 100, 100, TimeSpan.FromMinutes(1), CancellationToken.None);
        return await Db.Translations.LoadAsync(token, ids, CancellationToken.None);
    }

    private async Task<byte[]> ReadAsync(SubmissionSnapshot row) => await ReadAsync((await LoadAsync()).Single(s => s.Submission.Id == row.Id).Content);

    private static async Task<byte[]> ReadAsync(Stream? stream)
    {
        using var bytes = new MemoryStream();
        await using (stream.ShouldNotBeNull())
            await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
