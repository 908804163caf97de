namespace Gateway.Tests.Callers;

/// <summary>
/// What opens each call and page, declared: anybody, a scope of an agency's caller, a role of a user of the desk by key, the key of a
/// portal, or a role on the pages. A call that is not here makes <see cref="CallerMatrixTests"/> fail.
/// </summary>
internal static class CallerMatrix
{
    private const string Flows = "Viewer Operator Replay Administrator";

    private const string Table = $$"""
        anybody                  GET  /health/live
        anybody                  GET  /health/ready
        anybody                  GET  /openapi/{documentName}.json
        anybody                  GET  /dashboard/assets/{name}
        anybody                  GET  /

        scope submissions.write  POST /v1/submissions/{profile}
        scope submissions.write  POST /v1/events
        scope submissions.write  POST /v1/agreements
        scope submissions.read   GET  /v1/submissions/{id}
        scope feed.read          GET  /v1/feed
        scope feed.read          GET  /v1/feed/events/{id}
        scope feed.read          POST /v1/feed/ack
        scope referrals.read     GET  /v1/referrals
        scope referrals.read     GET  /v1/referrals/{id}
        scope referrals.decide   POST /v1/referrals/{id}/decision
        scope tasks.read         GET  /v1/tasks
        scope tasks.read         GET  /v1/tasks/{id}
        scope tasks.write        POST /v1/tasks/{id}/claim
        scope tasks.write        POST /v1/tasks/{id}/attempts
        scope tasks.write        POST /v1/tasks/{id}/close
        scope capacity.read      GET  /v1/capacity
        scope agreements.read    POST /v1/receipts
        scope agreements.read    POST /v1/previews/{profile}
        scope mandates           POST /v1/mandates
        scope mandates           GET  /v1/mandates/feed
        scope trail.read         GET  /v1/trail/heads
        scope trail.read         GET  /v1/trail/heads/{size}/consistency
        scope trail.read         GET  /v1/disclosures/{id}/proof
        scope trail.sign         POST /v1/trail/heads/{size}/countersignatures

        portal                   POST /v1/usage

        desk {{Flows}}           GET  /v1/reports/ladder
        desk {{Flows}}           GET  /v1/reports/outcomes
        desk {{Flows}}           GET  /v1/evaluation/{report}
        desk {{Flows}}           GET  /v1/causes
        desk {{Flows}}           GET  /v1/causes/{kind}/{agency}/{code}
        desk {{Flows}}           GET  /v1/replays
        desk {{Flows}}           GET  /v1/replays/{id}
        desk Replay              POST /v1/drafts
        desk Replay              POST /v1/replays
        desk Replay              GET  /v1/replays/{id}/preview
        desk Replay              POST /v1/replays/{id}/start
        desk Replay              POST /v1/replays/{id}/pause
        desk Replay              POST /v1/replays/{id}/cancel
        desk Dpo                 POST /v1/clients/no
        desk Dpo                 POST /v1/clients/unlink
        desk Dpo                 POST /v1/clients/receipts
        desk Dpo                 POST /v1/rights/copies
        desk Dpo                 POST /v1/rights/corrections
        desk Dpo                 POST /v1/rights/erasures/look
        desk Dpo                 POST /v1/rights/erasures
        desk Dpo                 GET  /v1/rights/erasures
        desk Dpo                 GET  /v1/rights/erasures/{number}

        page-anybody             GET  /dashboard/sign-in
        page-anybody             POST /dashboard/sign-in
        page-anybody             GET  /dashboard/sign-in/link/{secret}
        page-anybody             POST /dashboard/sign-in/link
        page-anybody             POST /dashboard/sign-out
        page-anybody             POST /dashboard/reading

        page-signed-in           GET  /dashboard
        page-signed-in           GET  /dashboard/account
        page-signed-in           GET  /dashboard/events
        page-signed-in           GET  /dashboard/events/{type}
        page-signed-in           POST /dashboard/account/password
        page-signed-in           GET  /dashboard/try
        page-refuses             GET  /dashboard/not-allowed
        page-signed-in           GET  /dashboard/{**elsewhere}

        page {{Flows}}           GET  /dashboard/now
        page {{Flows}}           GET  /dashboard/now/live
        page {{Flows}}           GET  /dashboard/flow
        page {{Flows}}           GET  /dashboard/flow/live
        page {{Flows}}           GET  /dashboard/runbook
        page {{Flows}}           GET  /dashboard/pilot
        page {{Flows}}           GET  /dashboard/reports
        page {{Flows}}           GET  /dashboard/reports/{kind}
        page {{Flows}}           GET  /dashboard/reports/{kind}/print
        page {{Flows}}           GET  /dashboard/reports/{kind}/csv
        page {{Flows}}           GET  /dashboard/reports/{kind}/json
        page {{Flows}}           GET  /dashboard/ladder
        page {{Flows}}           GET  /dashboard/ladder/csv
        page {{Flows}}           GET  /dashboard/ladder/json
        page {{Flows}}           GET  /dashboard/outcomes
        page {{Flows}}           GET  /dashboard/outcomes/csv
        page {{Flows}}           GET  /dashboard/outcomes/json
        page {{Flows}}           GET  /dashboard/agencies
        page {{Flows}}           GET  /dashboard/agencies/{id}
        page {{Flows}}           GET  /dashboard/find
        page {{Flows}}           POST /dashboard/find
        page {{Flows}}           GET  /dashboard/find/{id:guid}
        page {{Flows}}           POST /dashboard/find/saved
        page {{Flows}}           POST /dashboard/find/saved/remove
        page {{Flows}}           GET  /dashboard/traffic
        page {{Flows}}           GET  /dashboard/referrals/{id:guid}
        page {{Flows}}           GET  /dashboard/records/{id}
        page {{Flows}}           GET  /dashboard/operations
        page {{Flows}}           POST /dashboard/operations
        page {{Flows}}           GET  /dashboard/worklists
        page {{Flows}}           GET  /dashboard/worklists/{kind}/{agency}/{code}
        page {{Flows}}           GET  /dashboard/replays
        page {{Flows}}           GET  /dashboard/replays/{id:guid}
        page {{Flows}}           GET  /dashboard/replays/{id:guid}/live

        page Operator            POST /dashboard/find/client
        page Operator            POST /dashboard/records/{id}
        page Operator            GET  /dashboard/calls
        page Operator            POST /dashboard/calls/{handover:guid}/redeliver
        page Operator            POST /dashboard/pilot/barriers
        page Operator            POST /dashboard/pilot/barriers/{id:guid}/decide
        page Operator            POST /dashboard/agencies/{id}/hold
        page Operator            POST /dashboard/agencies/{id}/lift
        page Operator            POST /dashboard/worklists/{kind}/{agency}/{code}/note
        page Operator            POST /dashboard/worklists/{kind}/{agency}/{code}/return
        page Replay              POST /dashboard/replays
        page Replay              POST /dashboard/replays/{id:guid}/{action}
        page Replay              GET  /dashboard/worklists/set-aside/{agency}/{code}/draft
        page Replay              POST /dashboard/worklists/set-aside/{agency}/{code}/draft

        page CaseWorker          GET  /dashboard/inbox
        page CaseWorker          GET  /dashboard/inbox/{id:guid}
        page CaseWorker          POST /dashboard/inbox/returned/{id:guid}/read
        page CaseWorker          POST /dashboard/inbox/{id:guid}/open
        page CaseWorker          POST /dashboard/inbox/{id:guid}/confirm
        page CaseWorker          POST /dashboard/inbox/{id:guid}/stopped
        page CaseWorker          POST /dashboard/inbox/{id:guid}/no
        page CaseWorker          POST /dashboard/inbox/{id:guid}/answer
        page CaseWorker          GET  /dashboard/inbox/tasks/{id:guid}
        page CaseWorker          POST /dashboard/inbox/tasks/{id:guid}/claim
        page CaseWorker          POST /dashboard/inbox/tasks/{id:guid}/attempt
        page CaseWorker          POST /dashboard/inbox/tasks/{id:guid}/close
        page CaseWorker          GET  /dashboard/inbox/own
        page CaseWorker          GET  /dashboard/inbox/own/new
        page CaseWorker          POST /dashboard/inbox/own/write
        page CaseWorker          POST /dashboard/inbox/own/check
        page CaseWorker          POST /dashboard/inbox/own/send
        page CaseWorker          GET  /dashboard/inbox/own/{id:guid}
        page CaseWorker          POST /dashboard/inbox/own/{id:guid}/correct
        page CaseWorker          POST /dashboard/inbox/own/{id:guid}/open
        page CaseWorker          POST /dashboard/inbox/own/{id:guid}/decide
        page CaseWorker          POST /dashboard/inbox/own/{id:guid}/cancel
        page CaseWorker          POST /dashboard/inbox/own/{id:guid}/arrange/{part:guid}
        page CaseWorker          POST /dashboard/inbox/own/sent/{id:guid}/undo
        page CaseWorker          POST /dashboard/inbox/own/sent/{id:guid}/now
        page CaseWorker          GET  /dashboard/inbox/places
        page CaseWorker          POST /dashboard/inbox/places

        page Dpo                 GET  /dashboard/privacy
        page Dpo                 POST /dashboard/privacy
        page Dpo                 GET  /dashboard/privacy/policy
        page Dpo                 POST /dashboard/privacy/print
        page Dpo                 POST /dashboard/privacy/export
        page Dpo                 POST /dashboard/privacy/no
        page Dpo                 POST /dashboard/privacy/no-by-number
        page Dpo                 POST /dashboard/privacy/receipts
        page Dpo                 POST /dashboard/privacy/preview
        page Dpo                 POST /dashboard/privacy/rights
        page Dpo                 POST /dashboard/privacy/rights/copy
        page Dpo                 POST /dashboard/privacy/rights/correct
        page Dpo                 POST /dashboard/privacy/rights/look
        page Dpo                 POST /dashboard/privacy/rights/erase
        page Dpo                 GET  /dashboard/privacy/erasures
        page Dpo                 GET  /dashboard/privacy/erasures/{number:int}
        page Dpo                 GET  /dashboard/privacy/mandates
        page Dpo                 POST /dashboard/privacy/mandates/{request:guid}
        page Dpo                 GET  /dashboard/privacy/roles
        page Dpo                 POST /dashboard/privacy/roles/{grant:guid}

        page Administrator       POST /dashboard/agencies/{id}/keys/{key}/revoke
        page Administrator       POST /dashboard/agencies/{id}/webhook
        page Administrator       POST /dashboard/agencies/{id}/webhook/{number:int}/revoke
        page Operator Administrator POST /dashboard/agencies/{id}/technicians
        page Operator Administrator POST /dashboard/agencies/{id}/technicians/end

        page Technician          GET  /dashboard/technician
        page Technician          GET  /dashboard/technician/submissions
        page Technician          GET  /dashboard/technician/submissions/{id:guid}
        page Technician          GET  /dashboard/technician/set-aside
        page Technician          GET  /dashboard/technician/deliveries
        page Technician          GET  /dashboard/technician/feed
        page Technician          POST /dashboard/technician/feed
        page Technician          GET  /dashboard/technician/keys
        page Technician          POST /dashboard/technician/keys/change
        page Technician          POST /dashboard/technician/keys/revoke
        page Technician          POST /dashboard/technician/secrets/make
        page Technician          POST /dashboard/technician/secrets/revoke
        page Technician          POST /dashboard/technician/test

        page Administrator       GET  /dashboard/users
        page Administrator       POST /dashboard/users
        page Administrator       GET  /dashboard/users/{id:guid}
        page Administrator       POST /dashboard/users/{id:guid}/roles
        page Administrator       POST /dashboard/users/{id:guid}/link
        page Administrator       POST /dashboard/users/{id:guid}/disable
        page Administrator       POST /dashboard/users/{id:guid}/enable
        page Administrator       POST /dashboard/users/waiting/{grant:guid}/confirm
        page Administrator       POST /dashboard/users/waiting/{grant:guid}/refuse
        """;

    /// <summary>The table by method and pattern.</summary>
    public static IReadOnlyDictionary<(string Method, string Pattern), Opens> Calls { get; } = Table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(w => (w[^2], w[^1]), w => new Opens(string.Join(' ', w[..^2])));

    /// <summary>What opens a call; null: the table does not say.</summary>
    public static Opens? OpensOf(string method, string pattern) => Calls.GetValueOrDefault((method, pattern));
}
