namespace Gateway.Dashboard.Shared;

/// <summary>The colour role of a state.</summary>
internal static class States
{
    internal static string Role(string state) => state switch
    {
        "Withheld" or "Unroutable" or "Parked" or "SetAside" or "failed again" or "Cancelled" or "NotAccepted" or "Blocked" => "bad",
        "Pending" or "Waiting" or "Waitlisted" or "Stopped" or "NotStarted" or "Paused" or "running" or "passed" => "warn",
        "Completed" or "Stabilised" or "Accepted" or "InService" or "Done" or "succeeded" or "Finished" => "good",
        _ => "",
    };
}
