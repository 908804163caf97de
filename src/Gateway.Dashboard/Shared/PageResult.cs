using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Dashboard.Shared;

/// <summary>
/// Answers with a page. The answer's type does not name the page: what calls an endpoint is written at build time, when the classes of
/// pages are not known yet.
/// </summary>
internal static class PageResult
{
    /// <summary>An answer.</summary>
    /// <typeparam name="TPage">Page.</typeparam>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="status">Status of HTTP; null: 200.</param>
    internal static IResult Of<TPage>(object? parameters = null, int? status = null) where TPage : IComponent =>
        parameters is null ? new RazorComponentResult<TPage> { StatusCode = status } : new RazorComponentResult<TPage>(parameters) { StatusCode = status };
}
