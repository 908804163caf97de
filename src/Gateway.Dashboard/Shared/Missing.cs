using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Dashboard.Shared;

/// <summary>What does not exist, or is another's.</summary>
internal static class Missing
{
    internal static RazorComponentResult<MissingPage> Page() => new() { StatusCode = StatusCodes.Status404NotFound };
}
