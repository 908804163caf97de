using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Dashboard.Shared;

/// <summary>What does not exist, or is another's.</summary>
internal static class Missing
{
    internal static IResult Page() => PageResult.Of<MissingPage>(status: StatusCodes.Status404NotFound);
}
