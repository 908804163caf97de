using System.Text;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Translation;

namespace Gateway.Unit.Tests.Translation;

public class JsonDocumentTests
{
    private static string Withdrawal(string ticket = "W-1", string type = "withdrawal") =>
        "{\"message\":{\"type\":\"" + type + "\",\"ticket\":\"" + ticket + "\"},\"person\":{\"insz\":\"85073003328\"}}";

    [Fact]
    public void A_truncated_array_keeps_the_records_before_the_end()
    {
        var records = Translating.Translate("vdab-referral", "[\n" + Withdrawal() + ",\n" + Withdrawal()[..40]);

        records.Select(r => r.Status).ShouldBe([RecordStatus.Translated, RecordStatus.SetAside]);
        records[1].Codes().ShouldBe(["truncated"]);
        records[1].Line.ShouldBe(3);
        records[1].Compartment.ShouldBe(Compartment.Walled);
    }

    [Theory]
    [InlineData("{\"message\":{\"type\":oops}}", "not-json")]
    [InlineData("{\"message\":{\"type\":\"withdrawal\",\"type\":\"withdrawal\"}}", "duplicate-key")]
    [InlineData("\"text\"", "not-an-object")]
    [InlineData("17", "not-an-object")]
    [InlineData("{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}", "too-deep")]
    [InlineData("{\"message\":{\"ticket\":\"X\"}}", "unknown-type")]
    [InlineData("{\"message\":\"withdrawal\"}", "unknown-type")]
    public void A_broken_record_is_set_aside_alone_amid_good_ones(string broken, string code)
    {
        var records = Translating.Translate("vdab-referral", $"[{Withdrawal("1")},\n{broken},\n{Withdrawal("3")}]");

        records.Select(r => r.Status).ShouldBe([RecordStatus.Translated, RecordStatus.SetAside, RecordStatus.Translated]);
        records[1].Codes().ShouldBe([code]);
        records[1].Line.ShouldBe(2);
    }

    [Fact]
    public void A_record_that_is_too_large_is_set_aside_and_the_next_is_read()
    {
        var large = "{\"a\":\"" + new string('x', 3_000_000) + "\"}";

        var records = Translating.Translate("vdab-referral", $"[{large},{Withdrawal()}]");

        records.Select(r => r.Status).ShouldBe([RecordStatus.SetAside, RecordStatus.Translated]);
        records[0].Codes().ShouldBe(["record-too-large"]);
    }

    [Theory]
    [InlineData("", "empty-document")]
    [InlineData("  \n", "empty-document")]
    [InlineData("hello", "not-json")]
    [InlineData("<a/>", "not-json")]
    public void What_is_not_json_is_said_so(string content, string code) =>
        Translating.Translate("vdab-referral", content).Single().Codes().ShouldBe([code]);

    [Fact]
    public void What_follows_the_end_of_the_document_is_reported_and_the_record_before_it_kept() =>
        Translating.Translate("vdab-referral", Withdrawal() + " x").Select(r => r.Status).ShouldBe([RecordStatus.Translated, RecordStatus.SetAside]);

    [Fact]
    public void An_empty_array_holds_no_records() => Translating.Translate("vdab-referral", "[ ]").ShouldBeEmpty();

    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-8", true)]
    public void Utf_16_and_byte_order_marks_are_read(string name, bool mark)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(Withdrawal("Zoë"))];

        Translating.Translate("vdab-referral", bytes).Only<ConsentWithdrawn>().Ticket.ShouldBe("Zoë");
    }

    [Fact]
    public void Latin_1_in_json_sets_its_record_aside_alone()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("[" + Withdrawal() + ","), .. Encoding.Latin1.GetBytes(Withdrawal("Zoë")), (byte)']'];

        var records = Translating.Translate("vdab-referral", bytes);

        records.Select(r => r.Status).ShouldBe([RecordStatus.Translated, RecordStatus.SetAside]);
        records[1].Codes().ShouldBe(["not-utf8"]);
    }

    [Fact]
    public void Skipped_records_are_read_over_and_the_rest_keep_their_place()
    {
        var records = Translating.Translate("vdab-referral", $"[{Withdrawal("1")},{Withdrawal("2")},{Withdrawal("3")}]", Translating.Options with { Skip = 2 });

        records.ShouldHaveSingleItem().Index.ShouldBe(3);
        records[0].Statements.Single().Content.Ticket.ShouldBe("3");
    }

    [Fact]
    public void Only_withdrawals_come_out_of_the_scan_even_when_the_word_is_escaped()
    {
        var content = $"[{VdabReferralTests.Referral},{Withdrawal("1")},{Withdrawal("2", "withdr\\u0061wal")},{Withdrawal("3", "cancellation")}]";
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));

        var withdrawals = new Translator().Noes(Translating.Profiles.Find("vdab-referral")!, stream, Translating.Options, CancellationToken.None).ToList();

        withdrawals.Select(w => w.Content.Ticket).ShouldBe(["1", "2"]);
        withdrawals.ShouldAllBe(w => w.Type == "consent.withdrawn");
    }

    [Fact]
    public void Profiles_that_cannot_say_a_no_are_not_looked_at_for_one() =>
        Translating.Profiles.All.Where(p => p.CanSayNo).Select(p => p.Id).Order(StringComparer.Ordinal).ShouldBe(["cloudevents", "ocmw-referral", "ocmw-result", "vdab-referral"]);

    [Fact]
    public void Every_missing_field_is_reported_at_once_with_its_path()
    {
        var record = Translating.Translate("vdab-referral", "{\"message\":{\"type\":\"reply\"}}").Single();

        record.Codes().ShouldBe(["missing-field", "missing-field", "missing-field"]);
        record.Problems.Select(p => p.Path).ShouldBe(["message.ticket", "message.inReplyTo", "reply.outcome"]);
    }

    [Fact]
    public void Exclusion_is_walled_and_stands_in_no_statement()
    {
        var record = Translating.Translate("vdab-referral", VdabReferralTests.Referral.Replace("\"category\": \"00\"", "\"category\": \"14\"", StringComparison.Ordinal)).Single();

        record.Status.ShouldBe(RecordStatus.Translated);
        record.Statements.Single().Data["registration"]!["category"].ShouldBeNull();
        Translating.Text(record.Stripped!.Value).ShouldNotContain("\"14\"");
        record.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("")]
    [InlineData("\u001e")]
    public void Records_one_after_the_other_are_read_as_an_array_of_them_is(string between)
    {
        var records = Translating.Translate("vdab-referral", Withdrawal("1") + between + "{\"message\":{\"type\":oops}}" + between + Withdrawal("3") + between);

        records.Select(r => (r.Index, r.Status)).ShouldBe([(1, RecordStatus.Translated), (2, RecordStatus.SetAside), (3, RecordStatus.Translated)]);
        records[2].Statements.Single().Content.Ticket.ShouldBe("3");
    }

    [Fact]
    public void An_object_around_the_list_of_records_is_named_as_such()
    {
        var record = Translating.Translate("vdab-referral", $"{{\"count\":1,\"messages\":[{Withdrawal()}]}}").ShouldHaveSingleItem();

        record.Status.ShouldBe(RecordStatus.SetAside);
        record.Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Code.ShouldBe("other-document"), p => p.Path.ShouldBe("messages"), p => p.Text.ToString().ShouldContain("array"));
        Translating.Translate("um-jobseeker", "{\"items\":[{\"idWerkzoekende\":\"1\"}]}").Single().Codes().ShouldBe(["other-document"]);
        Translating.Translate("vdab-referral", $"{{\"85073003328\":[{Withdrawal()}]}}").Single().Problems.Single().Path.ShouldBeNull();
    }

    [Theory]
    [InlineData("Withdrawal")]
    [InlineData("WITHDRAWAL")]
    public void The_kind_of_a_record_is_known_in_any_case_also_to_the_scan_for_withdrawals(string type)
    {
        Translating.Translate("vdab-referral", Withdrawal(type: type)).Only<ConsentWithdrawn>().Ticket.ShouldBe("W-1");
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Withdrawal(type: type)));
        new Translator().Noes(Translating.Profiles.Find("vdab-referral")!, stream, Translating.Options, CancellationToken.None).Count().ShouldBe(1);
    }
}
