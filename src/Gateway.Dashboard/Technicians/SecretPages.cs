using Gateway.Core.Callers;
using Gateway.Core.Directory;
using Gateway.Core.Handovers;
using Gateway.Core.Routing;
using Gateway.Core.Technicians;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Dashboard.Technicians;

/// <summary>Keys and webhook secrets of an agency, changed by its technician, who shows one that is in use. New ones are shown in the answer itself, once.</summary>
internal static class SecretPages
{
    internal static void Map(IEndpointRouteBuilder own)
    {
        own.MapGet("/keys", ListAsync);
        own.MapPost("/keys/change", ChangeKeyAsync).RequireRateLimiting(AccessPages.SignInRate);
        own.MapPost("/keys/revoke", RevokeKeyAsync).RequireRateLimiting(AccessPages.SignInRate);
        own.MapPost("/secrets/make", MakeSecretAsync).RequireRateLimiting(AccessPages.SignInRate);
        own.MapPost("/secrets/revoke", RevokeSecretAsync).RequireRateLimiting(AccessPages.SignInRate);
    }

    private static async Task<IResult> ListAsync(
        string? done, Viewer viewer, IApiKeys keys, IWebhookSecrets secrets, Agreed agreed, [FromKeyedServices("machine")] TimeProvider machine, CancellationToken cancellation)
    {
        var agency = agreed.Directory.Find(viewer.Agency!)!;
        var now = machine.GetUtcNow();
        return PageResult.Of<KeysPage>(new
        {
            Keys = (await keys.ListAsync(agency.Id, cancellation)).Where(k => k.Agency == agency.Id && k.RevokedAt is null && !(k.ExpiresAt <= now)).ToList(),
            Secrets = agency.Webhook is null ? null : await secrets.ListAsync(agency.Id, cancellation), Done = done,
        });
    }

    private static async Task<IResult> ChangeKeyAsync([FromForm] string? key, Viewer viewer, IApiKeys keys, ITechnicians technicians, CancellationToken cancellation)
    {
        var shown = await keys.CallerOfAsync(key ?? "", cancellation);
        if (!ShownKeyRules.MayChange(shown, viewer.Agency!))
            return await RefusedAsync(technicians, viewer, "keys/change", cancellation);
        return await keys.RotateAsync(shown!.KeyId!, TimeSpan.FromDays(KeyRules.UsualOverlapDays), TimeSpan.FromDays(KeyRules.UsualDays), viewer.Name, cancellation) switch
        {
            KeyRotation.Made made => PageResult.Of<NewSecretPage>(new { Id = made.Id, Secret = made.Key, OldUntil = made.OldUntil }),
            KeyRotation.TwoInUse => Back("two-keys"),
            _ => Back("stale"),
        };
    }

    private static async Task<IResult> RevokeKeyAsync([FromForm] string? key, [FromForm] string? id, Viewer viewer, IApiKeys keys, ITechnicians technicians, CancellationToken cancellation)
    {
        var shown = await keys.CallerOfAsync(key ?? "", cancellation);
        var revoked = (await keys.ListAsync(viewer.Agency!, cancellation)).FirstOrDefault(k => k.Id == id);
        if (!ShownKeyRules.MayRevoke(shown, viewer.Agency!, revoked))
            return await RefusedAsync(technicians, viewer, "keys/revoke", cancellation);
        return Back(await keys.RevokeAsync(revoked!.Id, viewer.Name, cancellation) ? "key-revoked" : "stale");
    }

    private static async Task<IResult> MakeSecretAsync([FromForm] string? secret, Viewer viewer, IWebhookSecrets secrets, ITechnicians technicians, Agreed agreed, CancellationToken cancellation)
    {
        if (agreed.Directory.Find(viewer.Agency!) is not Agency { Webhook: not null } agency)
            return Missing.Page();
        if (await secrets.NumberOfAsync(agency.Id, secret ?? "", cancellation) is null)
            return await RefusedAsync(technicians, viewer, "secrets/make", cancellation);
        return await secrets.CreateAsync(agency.Id, viewer.Name, cancellation) is var (number, made)
            ? PageResult.Of<NewSecretPage>(new { Number = number, Secret = made })
            : Back("two-secrets");
    }

    private static async Task<IResult> RevokeSecretAsync([FromForm] string? secret, [FromForm] int number, Viewer viewer, IWebhookSecrets secrets, ITechnicians technicians, Agreed agreed, CancellationToken cancellation)
    {
        if (agreed.Directory.Find(viewer.Agency!) is not Agency { Webhook: not null } agency)
            return Missing.Page();
        var shown = await secrets.NumberOfAsync(agency.Id, secret ?? "", cancellation);
        if (!ShownKeyRules.MayRevoke(shown, await secrets.ListAsync(agency.Id, cancellation), number))
            return await RefusedAsync(technicians, viewer, "secrets/revoke", cancellation);
        return Back(await secrets.RevokeAsync(agency.Id, number, viewer.Name, cancellation) ? "secret-revoked" : "stale");
    }

    private static async Task<IResult> RefusedAsync(ITechnicians technicians, Viewer viewer, string asked, CancellationToken cancellation)
    {
        await technicians.NoteRefusedAsync(viewer.Name, viewer.Agency!, asked, cancellation);
        return Back("refused");
    }

    private static RedirectHttpResult Back(string done) => TypedResults.LocalRedirect("/dashboard/technician/keys?done=" + done);
}
