using Gateway.Core.Accountability;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Core.Routing;
using Gateway.Unit.Tests.Catalogue;

namespace Gateway.Unit.Tests.Core.Accountability;

/// <summary>The matrix says what the gate does, and nothing else.</summary>
public sealed class PolicyMatrixTests
{
    private static readonly DateOnly Day = new(2026, 3, 10);

    [Theory]
    [InlineData("ACTIVATION", RecipientClass.Pes, RecipientClass.Welfare, "client.familyName", "StepOne StepTwo")]
    [InlineData("ACTIVATION", RecipientClass.Pes, RecipientClass.Welfare, "client.birthDate", "StepTwo")]
    [InlineData("ACTIVATION", RecipientClass.Pes, RecipientClass.Welfare, "assistance.law", "")]
    [InlineData("ACTIVATION", RecipientClass.Welfare, RecipientClass.Pes, "assistance.law", "StepTwo")]
    [InlineData("ACTIVATION", RecipientClass.Welfare, RecipientClass.Pes, "status", "Status AfterWithdrawal")]
    [InlineData("ACTIVATION", RecipientClass.Pes, RecipientClass.Provider, "client.contact.phone", "StepOne")]
    [InlineData("ACTIVATION", RecipientClass.Pes, RecipientClass.Provider, "question", "")]
    [InlineData("REINTEGRATION_NL", RecipientClass.Pes, RecipientClass.Welfare, "client.familyName", "BeforeAgreement StepOne StepTwo AfterWithdrawal")]
    public void A_field_leaves_in_these_columns_and_in_no_other(string purpose, RecipientClass from, RecipientClass to, string field, string columns) =>
        string.Join(' ', Row(purpose, from, to, field)?.Cells.Keys.Order() ?? Enumerable.Empty<MatrixColumn>()).ShouldBe(columns);

    [Fact]
    public void Each_cell_is_what_the_gate_answers_for_some_pair_of_its_agencies()
    {
        var agreed = Shipped.Agreed;
        var claimed = 0;
        foreach (var exchange in PolicyMatrix.Of(agreed, Day))
        {
            foreach (var (moment, column) in new[] { (PolicyMoment.StepOne, MatrixColumn.StepOne), (PolicyMoment.StepTwo, MatrixColumn.StepTwo), (PolicyMoment.Status, MatrixColumn.Status) })
            {
                foreach (var basis in agreed.Policy.Bases.Keys)
                {
                    var said = exchange.Rows.Where(r => r.Cells.GetValueOrDefault(column)?.Contains(basis) == true).Select(r => r.Field).Order(StringComparer.Ordinal);
                    var gate = exchange.Senders.SelectMany(s => exchange.Recipients.Where(r => r != s).Select(r => new PolicyCase
                    {
                        From = agreed.Directory.Find(s)!, To = agreed.Directory.Find(r)!, Purpose = exchange.Purpose.Code, Basis = basis, Moment = moment, Day = Day,
                    })).SelectMany(c => c.Fields(agreed)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
                    said.ShouldBe(gate, $"{exchange.Purpose.Code} {exchange.From}>{exchange.To} {moment} {basis}");
                    claimed += gate.Count();
                }
            }
        }

        claimed.ShouldBeGreaterThan(300);
    }

    [Fact]
    public void Nothing_leaves_of_a_client_whose_data_is_restricted_who_objected_or_who_is_protected() =>
        PolicyMatrix.Of(Shipped.Agreed, Day).SelectMany(e => e.Rows).ShouldAllBe(r => !r.Cells.ContainsKey(MatrixColumn.Protected));

    [Fact]
    public void A_local_agreement_is_named_where_it_leaves_a_field_out()
    {
        Row("ACTIVATION", RecipientClass.Pes, RecipientClass.Welfare, "client.nationality")!.LeftOutBy.ShouldBe(["mortsel"]);
        Row("ACTIVATION", RecipientClass.Pes, RecipientClass.Welfare, "client.familyName")!.LeftOutBy.ShouldBeEmpty();
    }

    [Fact]
    public void A_basis_carries_only_on_the_days_on_which_it_is_in_force()
    {
        Row("ACTIVATION", RecipientClass.Pes, RecipientClass.Welfare, "question")!.Cells[MatrixColumn.StepOne].ShouldContain("KSZ-2026-014");
        PolicyMatrix.Of(Shipped.Agreed, new DateOnly(2029, 1, 1)).SelectMany(e => e.Bases).ShouldAllBe(b => b.Reference != "KSZ-2026-014");
    }

    [Fact]
    public void Control_police_and_decisions_about_benefits_take_no_part()
    {
        var agreed = Shipped.Agreed;
        PolicyMatrix.TakingNoPart(PolicyMatrix.Of(agreed, Day)).ShouldBe(
            [RecipientClass.PesControl, RecipientClass.WelfareDecision, RecipientClass.Employer, RecipientClass.Health, RecipientClass.Police, RecipientClass.Register], ignoreOrder: true);
    }

    [Fact]
    public void What_never_leaves_was_dropped_when_the_code_was_asked_to_carry_it()
    {
        var agreed = Shipped.Agreed;
        var never = NeverLeaving.Of(agreed, PolicyMatrix.Of(agreed, Day));

        never.ShouldAllBe(n => n.Holds);
        never.Where(n => n.Reason == NeverReason.Special).Select(n => n.Name).ShouldBe(["HEALTH", "ADDICTION", "JUSTICE"]);
        never.ShouldContain(n => n.Reason == NeverReason.FreeText);
        never.ShouldContain(n => n.Reason == NeverReason.Walled);
        never.Where(n => n.Reason == NeverReason.Principle).Select(n => n.Name).ShouldContain("client.protection.secretAddress");
        never.ShouldNotContain(n => n.Name == "client.familyName");
    }

    [Fact]
    public void A_field_that_leaves_though_it_is_never_to_is_told_as_a_fault()
    {
        var agreed = Cases.Agreed();
        var open = agreed with { Policy = agreed.Policy with { Principles = new Principles { NeverForward = ["client.familyName"] } } };

        NeverLeaving.Of(open, PolicyMatrix.Of(open, Cases.Today)).Single(n => n.Name == "client.familyName").Holds.ShouldBeFalse();
    }

    [Theory]
    [InlineData("ACTIVATION", AdmissionLack.Nothing, null)]
    [InlineData("ACTIVATION", AdmissionLack.Basis, WithheldCodes.BasisMissing)]
    [InlineData("ACTIVATION", AdmissionLack.Agreement, WithheldCodes.AgreementMissing)]
    [InlineData("ACTIVATION", AdmissionLack.BareYes, WithheldCodes.AgreementUnproven)]
    [InlineData("ACTIVATION", AdmissionLack.Withdrawn, WithheldCodes.AgreementWithdrawn)]
    [InlineData("ACTIVATION", AdmissionLack.Assessment, WithheldCodes.AssessmentMissing)]
    [InlineData("ACTIVATION", AdmissionLack.Confirmation, WithheldCodes.AssessmentNotConfirmed)]
    [InlineData("ACTIVATION", AdmissionLack.Protected, WithheldCodes.ClientProtected)]
    [InlineData("REINTEGRATION_NL", AdmissionLack.Agreement, null)]
    [InlineData("REINTEGRATION_NL", AdmissionLack.Refused, WithheldCodes.AgreementRefused)]
    [InlineData("REINTEGRATION_NL", AdmissionLack.Assessment, null)]
    [InlineData("REINTEGRATION_NL", AdmissionLack.Objected, WithheldCodes.ClientObjected)]
    [InlineData("CONTROL", AdmissionLack.Nothing, WithheldCodes.PurposeNotActivation)]
    public void What_a_referral_lacks_decides_whether_it_goes_on(string purpose, AdmissionLack lack, string? code) =>
        PolicyAdmissions.Of(Shipped.Agreed, Day).Single(a => a.Purpose == purpose && a.Lack == lack).Code.ShouldBe(code);

    private static MatrixRow? Row(string purpose, RecipientClass from, RecipientClass to, string field) =>
        PolicyMatrix.Of(Shipped.Agreed, Day).Single(e => e.Purpose.Code == purpose && e.From == from && e.To == to).Rows.SingleOrDefault(r => r.Field == field);
}
