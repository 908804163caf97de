using Gateway.Contracts;
using Gateway.Core.Handovers;
using Gateway.Core.Work;
using Gateway.Tests.Running;
using Gateway.Workers.Delivery;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.BadInput;

/// <summary>A file in an agency's folder is whole, whoever is killed or outlives its lease.</summary>
public sealed class FileOutboxTests : IDisposable
{
    private const string Agency = "ocmw-dendermonde";

    private readonly TempFolder _folder = new();
    private readonly FileOutbox _outbox;

    public FileOutboxTests() => _outbox = new FileOutbox(Options.Create(new OutboxOptions { Folder = _folder.Path }));

    [Fact]
    public async Task An_attempt_that_outlived_its_lease_and_the_next_leave_one_whole_file()
    {
        for (var round = 0; round < 40; round++)
        {
            var delivery = Delivery(round);
            var bytes = new byte[400_000];
            Array.Fill(bytes, (byte)(round + 1));

            await Task.WhenAll(Enumerable.Range(1, 3).Select(attempt => Task.Run(() => _outbox.SendAsync(Attempt(delivery, bytes, attempt), CancellationToken.None))));

            (await File.ReadAllBytesAsync(Path.Combine(_folder.Path, Agency, delivery.Id.ToString("D") + ".xml"))).ShouldBe(bytes);
        }
    }

    [Fact]
    public async Task What_a_killed_attempt_left_the_next_clears_away()
    {
        var delivery = Delivery(1);
        Directory.CreateDirectory(Path.Combine(_folder.Path, Agency));
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, Agency, $".{delivery.Id:D}.xml.1.part"), "<half");

        await _outbox.SendAsync(Attempt(delivery, "<whole/>"u8.ToArray(), 2), CancellationToken.None);

        var left = Directory.GetFiles(Path.Combine(_folder.Path, Agency), "*", new EnumerationOptions { AttributesToSkip = FileAttributes.None }).ShouldHaveSingleItem();
        Path.GetFileName(left).ShouldBe($"{delivery.Id:D}.xml");
        (await File.ReadAllTextAsync(left)).ShouldBe("<whole/>");
    }

    [Theory]
    [InlineData("application/json", ".json")]
    [InlineData("application/cloudevents+json; charset=utf-8", ".json")]
    [InlineData("Application/XML", ".xml")]
    [InlineData("text/xml;charset=iso-8859-1", ".xml")]
    [InlineData("application/soap+xml ; charset=utf-8", ".xml")]
    [InlineData("text/csv; charset=windows-1252", ".csv")]
    [InlineData("application/csv", ".csv")]
    [InlineData("text/plain", ".txt")]
    [InlineData(" TEXT/PLAIN ;format=fixed", ".txt")]
    [InlineData("application/octet-stream", ".bin")]
    [InlineData("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".bin")]
    public async Task A_file_is_named_after_its_event_and_ends_as_what_is_in_it(string mediaType, string ending)
    {
        foreach (var what in new[] { EventTypes.RecordReturned, EventTypes.ReferralHandover, EventTypes.ReferralStatusChanged })
        {
            var delivery = Delivery(1) with { Event = what, MediaType = mediaType };

            await _outbox.SendAsync(Attempt(delivery, "whole"u8.ToArray(), 1), CancellationToken.None);

            Directory.GetFiles(Path.Combine(_folder.Path, Agency), "*", new EnumerationOptions { AttributesToSkip = FileAttributes.None })
                .ShouldHaveSingleItem(what).ShouldBe(Path.Combine(_folder.Path, Agency, $"{delivery.Id:D}{ending}"));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static Attempt Attempt(DeliverySnapshot delivery, byte[] bytes, int number) =>
        new(new WorkItem { Stage = StageNames.Delivery, SubjectId = delivery.Id, Attempts = number }, delivery, bytes, FirstRelease: true);

    private static DeliverySnapshot Delivery(int number) => new() { Id = new Guid(number, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1]), From = "vdab", Event = "referral.handover", Recipient = Agency, MediaType = "application/xml" };
}
