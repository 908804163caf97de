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
        var segment = await Db.ReadAsync(s => s.Segments.SingleAsync(x => x.SubmissionId == row.Id));
        System.Text.Encoding.Latin1.GetString(segment.Cipher).ShouldNotContain("rijksregister");
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
        var (_, _, segments) = Seal(Bytes(100));
        await using (var store = Db.Database.Open())
        {
            (await store.Segments.SingleAsync(s => s.SubmissionId == one.Id)).Cipher = segments[0].Cipher;
            await store.SaveChangesAsync();
        }

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
        await Db.ReadAsync(s => s.DataKeys.Where(k => k.Id == row.KeyId).ExecuteUpdateAsync(k => k.SetProperty(x => x.Wrapped, (byte[]?)null)));
        var left = (await LoadAsync()).ShouldHaveSingleItem();
        (left.Submission.Id, left.Content).ShouldBe((row.Id, null));
    }

    [StoreFact]
    public async Task Segments_of_a_submission_that_did_not_come_to_be_are_forgotten()
    {
        var kept = await StoreAsync(Bytes(100));
        var (row, _, segments) = Seal(Body);
        await Db.Submissions.StoreAheadAsync(segments, CancellationToken.None);
        await Db.Submissions.ForgetAsync(row.Id, CancellationToken.None);
        (await Db.ReadAsync(s => s.Segments.Select(x => x.SubmissionId).ToListAsync())).ShouldBe([kept.Id]);
    }

    [StoreFact]
    public async Task Segments_without_a_submission_are_forgotten_a_day_later_and_not_while_a_call_may_last()
    {
        var kept = await StoreAsync(Bytes(100));
        var (_, _, abandoned) = Seal(Body);
        await Db.Submissions.StoreAheadAsync(abandoned, CancellationToken.None);
        Db.Machine.Advance(TimeSpan.FromHours(23));
        var (row, _, arriving) = Seal(Body);
        await Db.Submissions.StoreAheadAsync([arriving[0]], CancellationToken.None);
        await Db.Submissions.ForgetUnfinishedAsync(CancellationToken.None);
        (await Db.ReadAsync(s => s.Segments.CountAsync())).ShouldBe(1 + abandoned.Count + 1);
        Db.Machine.Advance(TimeSpan.FromHours(2));
        await Db.Submissions.ForgetUnfinishedAsync(CancellationToken.None);
        (await Db.ReadAsync(s => s.Segments.Select(x => x.SubmissionId).ToListAsync())).ShouldBe([kept.Id, row.Id], ignoreOrder: true);
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private async Task<SubmissionSnapshot> StoreAsync(byte[] body)
    {
        var (row, key, segments) = Seal(body);
        await Db.Submissions.StoreAheadAsync([.. segments.SkipLast(1)], CancellationToken.None);
        await Db.WriteAsync(u =>
        {
            u.Store.Submissions.Add(row);
            u.Store.DataKeys.Add(key);
            u.Store.Segments.Add(segments[^1]);
            u.Enqueue(StageNames.Translation, row.Id);
        });
        return row;
    }

    private (SubmissionSnapshot Row, DataKeyRow Key, List<SegmentRow> Segments) Seal(byte[] body)
    {
        var id = Db.Keys.Next();
        var (keyRow, key) = Db.Ring.Create("submission");
        var parts = body.Chunk(SubmissionStore.SegmentSize).ToList();
        var segments = parts.Select((part, i) => SubmissionStore.Seal(id, i, i == parts.Count - 1, key, part)).ToList();
        return (Rows.Submission(id, keyRow.Id, body.Length), keyRow, segments);
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
