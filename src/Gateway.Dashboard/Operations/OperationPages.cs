using Gateway.Core.Operating;
using Gateway.Dashboard.Access;
using Gateway.Dashboard.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Dashboard.Operations;

/// <summary>What was done on the pages and the command line.</summary>
internal static class OperationPages
{
    private const int PageSize = 50;

    internal static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/operations", ReadAsync).RequireAuthorization(Permission.See);
        // What is typed is posted: it may be anything. Links name users who did something.
        pages.MapPost("/operations", ([FromForm] string? user, IOperations operations, CancellationToken cancellation) => ReadAsync(user, null, operations, cancellation))
            .RequireAuthorization(Permission.See);
    }

    private static async Task<IResult> ReadAsync(string? user, Guid? before, IOperations operations, CancellationToken cancellation)
    {
        var one = string.IsNullOrWhiteSpace(user) ? null : UserRules.Normal(user);
        return PageResult.Of<OperationsPage>(new { User = one, Before = before, Page = await operations.ReadAsync(one, before, PageSize, cancellation) });
    }
}
