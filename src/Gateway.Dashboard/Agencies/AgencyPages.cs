using Gateway.Core.Callers;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Operating;
using Gateway.Core.Routing;
using Gateway.Core.Technicians;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Gateway.Dashboard.Traffic;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Dashboard.Agencies;

/// <summary>Agencies at work, their duty contacts, and holds on them.</summary>
internal static class AgencyPages
{
    private const int LongestReason = 1000;

    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/agencies", async (IOverview overview, Agreed agreed, CancellationToken cancellation) =>
            PageResult.Of<AgenciesPage>(new { Lanes = await overview.LanesAsync(cancellation), agreed.Directory.Agencies })).RequireAuthorization(Permission.See);
        pages.MapGet("/agencies/{id}", ReadAsync).RequireAuthorization(Permission.See);
        pages.MapPost("/agencies/{id}/hold", HoldAsync).RequireAuthorization(Permission.Operate);
        pages.MapPost("/agencies/{id}/lift", async (string id, IAgencyFiles files, Viewer viewer, CancellationToken cancellation) =>
            Back(id, await files.LiftAsync(viewer.Name, id, cancellation) ? "lifted" : "stale")).RequireAuthorization(Permission.Operate);
        pages.MapPost("/agencies/{id}/webhook", MakeSecretAsync).RequireAuthorization(Permission.Administer);
        pages.MapPost("/agencies/{id}/webhook/{number:int}/revoke", async (string id, int number, IWebhookSecrets secrets, Viewer viewer, CancellationToken cancellation) =>
            Back(id, await secrets.RevokeAsync(id, number, viewer.Name, cancellation) ? "secret-revoked" : "stale")).RequireAuthorization(Permission.Administer);
        // Keys are made and changed at the command line: whoever has one reads what the agency reads, and no single administrator gives that here.
        pages.MapPost("/agencies/{id}/keys/{key}/revoke", async (string id, string key, IApiKeys keys, Viewer viewer, CancellationToken cancellation) =>
            Back(id, (await keys.ListAsync(id, cancellation)).Any(k => k.Id == key) && await keys.RevokeAsync(key, viewer.Name, cancellation) ? "revoked" : "stale"))
            .RequireAuthorization(Permission.Administer);
        pages.MapPost("/agencies/{id}/technicians", InviteAsync).RequireAuthorization(Permission.LetTechniciansIn);
        pages.MapPost("/agencies/{id}/technicians/end", async (string id, [FromForm] string? name, ITechnicians technicians, Viewer viewer, CancellationToken cancellation) =>
            Back(id, (await technicians.EndAsync(id, name ?? "", viewer.Name, cancellation)).Done ? "technician-ended" : "stale")).RequireAuthorization(Permission.LetTechniciansIn);
    }

    /// <summary>The link is shown in the answer itself, once.</summary>
    private static async Task<IResult> InviteAsync(string id, [FromForm] string? name, ITechnicians technicians, Agreed agreed, Viewer viewer, HttpContext http, CancellationToken cancellation)
    {
        if (agreed.Directory.Find(id) is not { } agency)
            return Missing.Page();
        var wished = new NewUser(name ?? "", UserRoles.Technician, id);
        var problem = UserRules.Check(wished, agreed.Directory);
        var made = problem == UserProblem.None ? await technicians.InviteAsync(id, wished.Name, viewer.Name, cancellation) : new UserChange(problem);
        return made.Done
            ? PageResult.Of<TechnicianLinkPage>(new { Agency = agency, Name = UserRules.Normal(wished.Name), Link = OneTimeLink.Of(PublicAddress.Of(http), made.Secret!) })
            : Back(id, made.Problem.ToString());
    }

    private static async Task<IResult> ReadAsync(
        string id, IAgencyFiles files, IApiKeys keys, IWebhookSecrets secrets, ITechnicians technicians, Agreed agreed, [FromKeyedServices("machine")] TimeProvider machine,
        TimeProvider domain, Viewer viewer, string? range, string? from, string? until, string? done, CancellationToken cancellation)
    {
        if (await files.ReadAsync(id, cancellation) is not { } file || agreed.Directory.Find(id) is not { } agency)
            return Missing.Page();
        var known = agency.Webhook is null ? [] : await secrets.ListAsync(id, cancellation);
        var now = machine.GetUtcNow();
        var inUse = (await keys.ListAsync(id, cancellation)).Where(k => k.RevokedAt is null && !(k.ExpiresAt <= now)).ToList();
        return PageResult.Of<AgencyPage>(new
        {
            File = file, Agency = agency, Keys = inUse, Secrets = known, Technicians = await technicians.ListAsync(id, cancellation), Done = done,
            Chosen = ChosenDays.Read(range, from, until, viewer.Today(domain.GetUtcNow()), usual: "week"),
        });
    }

    /// <summary>The secret is shown in the answer itself, once.</summary>
    private static async Task<IResult> MakeSecretAsync(string id, IWebhookSecrets secrets, Agreed agreed, Viewer viewer, CancellationToken cancellation)
    {
        if (agreed.Directory.Find(id) is not { Webhook: not null } agency)
            return Missing.Page();
        return await secrets.CreateAsync(id, viewer.Name, cancellation) is var (number, secret)
            ? PageResult.Of<WebhookSecretPage>(new { Agency = agency, Number = number, Secret = secret })
            : Back(id, "two-in-use");
    }

    private static async Task<IResult> HoldAsync(string id, IAgencyFiles files, Agreed agreed, Viewer viewer, [FromForm] string? reason, CancellationToken cancellation)
    {
        if (agreed.Directory.Find(id) is null)
            return Missing.Page();
        if (string.IsNullOrWhiteSpace(reason))
            return Back(id, "no-reason");
        if (reason.Trim().Length > LongestReason)
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        return Back(id, await files.HoldAsync(viewer.Name, id, reason.Trim(), cancellation) ? "held" : "stale");
    }

    private static RedirectHttpResult Back(string id, string done) => TypedResults.LocalRedirect($"/dashboard/agencies/{Uri.EscapeDataString(id)}?done={done}");
}
