using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Gateway.Dashboard.Try;

/// <summary>What somebody who started the demonstration may try, role by role. Where there is no demonstration there is no such page.</summary>
internal static class TryPages
{
    internal static void Map(IEndpointRouteBuilder pages) => pages.MapGet("/try", (IOptions<DashboardOptions> options) =>
        options.Value.Demonstration ? PageResult.Of<TryPage>() : Missing.Page()).RequireAuthorization(Permission.SignedIn);
}

/// <summary>Something to try.</summary>
/// <param name="Text">What to do and what there is to see, in English.</param>
/// <param name="Page">Where it begins.</param>
internal sealed record Trial(string Text, string Page);

/// <summary>What a role may try.</summary>
/// <param name="Role">The role, in English.</param>
/// <param name="User">The demonstration's user with that role.</param>
/// <param name="Permission">What the role may.</param>
/// <param name="Trials">Five things, the first one first.</param>
internal sealed record RoleTrials(string Role, string User, string Permission, IReadOnlyList<Trial> Trials)
{
    /// <summary>All roles.</summary>
    internal static IReadOnlyList<RoleTrials> All { get; } =
    [
        new("viewer", "viewer", Access.Permission.See,
        [
            new("See at a glance whether all is well: the page Now names what is wrong and who is behind it.", "/dashboard/now"),
            new("Compare today with last week, then choose 30 days.", "/dashboard/traffic"),
            new("See who refers to whom, and where something waits.", "/dashboard/flow?range=week"),
            new("Find out whether an office is in contact: OCMW Waregem has been silent for days.", "/dashboard/agencies/ocmw-waregem"),
            new("Ask why a referral waits: open one of those that are withheld.", "/dashboard/find?state=Withheld"),
        ]),
        new("operator", "operator", Access.Permission.Operate,
        [
            new("Find the broken mapping: VDAB sends a question that the code list does not know.", "/dashboard/worklists?kind=set-aside"),
            new("Test a repair before you make it: open the cause and press Test a change.", "/dashboard/worklists?kind=set-aside"),
            new("Call the late office: the call list has its number and what waits for it.", "/dashboard/calls"),
            new("Pause delivery to an office, and resume it: nothing is lost.", "/dashboard/agencies/ocmw-leuven"),
            new("Keep a search: referrals of VDAB that were not accepted.", "/dashboard/find?agency=vdab&handover=NotAccepted"),
        ]),
        new("Replays", "replay", Access.Permission.Replay,
        [
            new("Repair the code list: in contracts/formats/codes/questions.yaml let WELFARE_COACHING mean WELFARE_SUPPORT.", "/dashboard/worklists?kind=set-aside"),
            new("Open the cause and preview what would happen to its records now.", "/dashboard/worklists?kind=set-aside"),
            new("Start the replay with one record, then the rest.", "/dashboard/replays"),
            new("See the repaired referrals arrive in today's traffic.", "/dashboard/traffic"),
            new("Decide withheld referrals again: most stay withheld, and the page says why.", "/dashboard/worklists?kind=withheld"),
        ]),
        new("case worker", "mechelen", Access.Permission.CaseWork,
        [
            new("Open a handover in the inbox of OCMW Mechelen: opening it is recorded.", "/dashboard/inbox"),
            new("Register a file, and see the rest follow.", "/dashboard/inbox"),
            new("Answer: accepted, or declined with a reason that stays with the office.", "/dashboard/inbox"),
            new("Write a referral of your own; for ten minutes you can undo it.", "/dashboard/inbox/own"),
            new("As user caseworker of OCMW Leuven: confirm that a client's withdrawal was heard.", "/dashboard/inbox"),
        ]),
        new("data protection officer", "dpo", Access.Permission.Privacy,
        [
            new("Answer who saw what: at VDAB, identification number 87031421450.", "/dashboard/privacy"),
            new("See who confirmed that a withdrawal was heard, and who did not.", "/dashboard/privacy"),
            new("Print the overview for the client, in three languages.", "/dashboard/privacy"),
            new("Enter that a client objects, and see who is told.", "/dashboard/privacy"),
            new("Look at what control services asked, and what they were given.", "/dashboard/privacy/mandates"),
        ]),
        new("administrator", "administrator", Access.Permission.Administer,
        [
            new("Create a user; roles that see clients' data wait for a second administrator.", "/dashboard/users"),
            new("See what a user did: everything that people do here is recorded.", "/dashboard/users"),
            new("Confirm a role that another administrator asked for, as user everything.", "/dashboard/users"),
            new("Make a one-time link for somebody who forgot the password.", "/dashboard/users"),
            new("Revoke an API key of an office: its calls are refused within seconds.", "/dashboard/agencies/ocmw-tielt"),
        ]),
    ];

    /// <summary>Every text, for those who translate it.</summary>
    internal static IEnumerable<string> Texts => All.SelectMany(r => r.Trials.Select(t => t.Text).Append(r.Role));
}
