using Gateway.Core.Callers;
using Gateway.Core.Directory;

namespace Gateway.Unit.Tests.Core.Callers;

public sealed class CallerRulesTests
{
    private static readonly DateOnly Today = new(2026, 3, 10);

    [Theory]
    [InlineData("feed.read submissions.write", "feed.read submissions.write", null)]
    [InlineData("submissions.write,feed.read, feed.read", "feed.read submissions.write", null)]
    [InlineData("", "", null)]
    [InlineData(null, "", null)]
    [InlineData("feed.read Feed.Read", "feed.read", "Feed.Read")]
    [InlineData("everything", "", "everything")]
    public void Scopes_are_read_by_their_names_alone(string? text, string read, string? unknown)
    {
        Scopes.Text(Scopes.Read(text, out var found)).ShouldBe(read);
        found.ShouldBe(unknown);
    }

    [Theory]
    [InlineData(7, null, 7)]
    [InlineData(7, 30, 7)]
    [InlineData(7, 2, 2)]
    [InlineData(0, 30, 0)]
    public void An_old_key_goes_on_for_the_overlap_and_never_beyond_its_end(int overlap, int? endsIn, int goesOn)
    {
        var now = new DateTimeOffset(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

        KeyRules.OldUntil(now, TimeSpan.FromDays(overlap), endsIn is { } days ? now.AddDays(days) : null).ShouldBe(now.AddDays(goesOn));
    }

    [Theory]
    [InlineData(31, null, false)]
    [InlineData(30, null, true)]
    [InlineData(0, null, true)]
    [InlineData(-5, null, true)]
    // The next one is beside it.
    [InlineData(5, 300, false)]
    public void A_certificate_raises_an_alarm_a_month_before_its_end(int endsIn, int? nextEndsIn, bool raises)
    {
        List<CallerCertificate> named = [Named("AA", endsIn)];
        if (nextEndsIn is { } next)
            named.Add(Named("BB", next));

        CallerHealth.Ending(Of(new AgencyCallers { Certificates = named }), NoneSeen, Today)
            .ShouldBe(raises ? [("vdab", Today.AddDays(endsIn))] : []);
    }

    [Fact]
    public void A_certificate_of_another_system_is_no_successor()
    {
        var directory = Of(new AgencyCallers { Certificates = [Named("a", 10) with { Scopes = [Scopes.ReadFeed] }, Named("b", 300) with { Scopes = [Scopes.Submit] }] });

        CallerHealth.Ending(directory, NoneSeen, Today).ShouldBe([("vdab", Today.AddDays(10))]);
    }

    [Fact]
    public void A_certificate_that_an_authority_renews_raises_it_by_the_last_one_that_was_seen()
    {
        var directory = Of(new AgencyCallers { Certificates = [new CallerCertificate { Authority = "a", Subject = "CN=a", Scopes = Scopes.All }] });
        var seen = new SeenCertificates();
        seen.Note("vdab", new DateTimeOffset(2026, 3, 20, 0, 0, 0, TimeSpan.Zero));
        seen.Note("ocmw-leuven", new DateTimeOffset(2026, 3, 20, 0, 0, 0, TimeSpan.Zero));

        CallerHealth.Ending(directory, seen.Last, Today).ShouldBe([("vdab", new DateOnly(2026, 3, 20))]);
        seen.Note("vdab", new DateTimeOffset(2027, 3, 20, 0, 0, 0, TimeSpan.Zero));
        CallerHealth.Ending(directory, seen.Last, Today).ShouldBeEmpty();
    }

    private static IReadOnlyDictionary<string, DateTimeOffset> NoneSeen => new SeenCertificates().Last;

    private static CallerCertificate Named(string sha256, int endsIn) => new() { Sha256 = sha256, Expires = Today.AddDays(endsIn), Scopes = Scopes.All };

    private static AgencyDirectory Of(AgencyCallers callers) => new(
        "1", [new Agency { Id = "vdab", Name = "VDAB", Class = RecipientClass.Pes, Country = "BE", Channel = ChannelKind.Feed, Callers = callers }], [], [],
        new Dictionary<string, IReadOnlyCollection<DateOnly>>(StringComparer.Ordinal));
}
