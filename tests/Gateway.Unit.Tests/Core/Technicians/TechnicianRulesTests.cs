using Gateway.Core.Operating;
using Gateway.Core.Technicians;

namespace Gateway.Unit.Tests.Core.Technicians;

public sealed class TechnicianRulesTests
{
    [Theory]
    [InlineData(null, null, UserProblem.None)]
    [InlineData(UserRoles.Technician, "pes", UserProblem.None)]
    [InlineData(UserRoles.Technician, "welfare", UserProblem.NameTaken)]
    [InlineData(UserRoles.CaseWorker, "pes", UserProblem.NameTaken)]
    [InlineData(UserRoles.Technician | UserRoles.Viewer, "pes", UserProblem.NameTaken)]
    [InlineData(UserRoles.None, null, UserProblem.NameTaken)]
    public void A_link_goes_to_a_new_person_or_to_a_technician_of_the_agency(UserRoles? roles, string? agency, UserProblem problem) =>
        TechnicianRules.MayInvite(roles is { } has ? new User(Guid.Empty, "piet", has, agency) : null, "pes").ShouldBe(problem);

    [Theory]
    [InlineData(UserRoles.Technician, "pes", UserProblem.None)]
    [InlineData(UserRoles.Technician, null, UserProblem.TechnicianAlone)]
    [InlineData(UserRoles.Technician | UserRoles.Operator, "pes", UserProblem.TechnicianAlone)]
    public void A_technician_is_of_one_agency_and_nothing_besides(UserRoles roles, string? agency, UserProblem problem) =>
        UserRules.Check(roles, agency, Cases.Agreed().Directory).ShouldBe(problem);

    [Fact]
    public void A_technician_chooses_no_password() =>
        UserRules.MaySetPassword(new User(Guid.Empty, "piet", UserRoles.Technician, "pes"), TimeSpan.Zero).ShouldBe(UserProblem.PasswordOfTechnician);
}
