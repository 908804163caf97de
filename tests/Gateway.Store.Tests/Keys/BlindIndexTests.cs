using Gateway.Core.Clients;

namespace Gateway.Store.Tests.Keys;

public class BlindIndexTests
{
    private readonly BlindIndex _index = new([.. Enumerable.Repeat((byte)7, 32)]);

    [Fact]
    public void The_same_person_at_two_agencies_has_two_indexes_that_cannot_be_joined() =>
        _index.Identifier("vdab", "be-insz", "85073003328").ShouldNotBe(_index.Identifier("ocmw-leuven", "be-insz", "85073003328"));

    [Fact]
    public void The_same_value_at_the_same_agency_has_the_same_index() =>
        _index.Identifier("vdab", "be-insz", "85073003328").ShouldBe(_index.Identifier("vdab", "be-insz", "85073003328"));

    [Fact]
    public void Indexes_of_different_schemes_and_kinds_differ()
    {
        byte[][] all =
        [
            _index.Identifier("vdab", "be-insz", "123"), _index.Identifier("vdab", "nl-bsn", "123"), _index.Ticket("vdab", "123"),
            _index.AgreementRecord("vdab", "123"), _index.IdempotencyKey("123"), _index.Ticket("ocmw-leuven", "123"),
        ];
        all.Select(Convert.ToHexString).Distinct(StringComparer.Ordinal).Count().ShouldBe(all.Length);
    }

    [Fact]
    public void Where_a_part_ends_counts() => _index.Ticket("vdab", "x1").ShouldNotBe(_index.Ticket("vdabx", "1"));

    [Fact]
    public void Another_installation_has_other_indexes() =>
        new BlindIndex(new byte[32]).Ticket("vdab", "123").ShouldNotBe(_index.Ticket("vdab", "123"));
}
