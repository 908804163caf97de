using Gateway.Core.Operating;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Referrals;

/// <summary>One referral from intake to outcome.</summary>
internal static class ReferralPages
{
    internal static void Map(IEndpointRouteBuilder pages) =>
        pages.MapGet("/referrals/{id:guid}", async Task<IResult> (Guid id, IReferralFiles files, CancellationToken cancellation) =>
            await files.ReadAsync(id, cancellation) is { } file ? PageResult.Of<ReferralPage>(new { File = file }) : Missing.Page()).RequireAuthorization(Permission.See);
}
