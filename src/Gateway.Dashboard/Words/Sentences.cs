using Gateway.Core.Operating;

namespace Gateway.Dashboard.Words;

/// <summary>
/// Sentences that the gateway writes down in English when something happens, as the pages know them: the keys under which
/// they are said again in another language (<see cref="Said"/>). A test compares them with the rules that write them.
/// </summary>
internal static class Sentences
{
    /// <summary>Every sentence, those of stories too; <c>{0}</c> stands for a code or a name.</summary>
    internal static IReadOnlyList<string> All => [.. StorySentences.All, .. Written];

    /// <summary>What rules write.</summary>
    internal static IReadOnlyList<string> Written { get; } =
    [
        // Admission and release.
        "Purpose, legal basis, agreement and assessment are in order.",
        "The sender is not live in the directory.",
        "A control service makes no activation referrals.",
        "The referral names no legal basis.",
        "The registry has this legal basis under another kind than the referral claims.",
        "The sender's claim of the legal basis has passed its last day, or that day cannot be read.",
        "No needs assessment led to the referral.",
        "The needs assessment was not, or not known to be, done with the client.",
        "The client has not confirmed the needs assessment.",
        "The policy has no such purpose.",
        "The purpose is control; no activation route serves it.",
        "The legal basis is not in the registry.",
        "The legal basis is not in force today.",
        "The legal basis does not cover this purpose.",
        "The legal basis is law in another country than the sender's.",
        "The legal basis does not cover the sender.",
        "Consent is the basis, but no reason is recorded why refusing costs the client nothing.",
        "Processing of this client's data is restricted.",
        "The client objected; the objection is to be decided first.",
        "The client is a protected person; the gateway desk handles the referral.",
        "The purpose requires the client's agreement and there is none.",
        "The client was asked and has not answered yet.",
        "The client did not agree.",
        "The client withdrew the agreement.",
        "The agency that recorded the agreement revoked it.",
        "The agreement has passed its last day.",
        "The agreement was found not to have been valid.",
        "A newer record replaced this agreement.",
        "A bare yes is no agreement: notice, day or way of collecting are not known.",
        "Recipient, legal basis, client and agreement still allow it.",
        "No manifest allows this recipient anything for this event and step today.",
        "The recipient is not live in the directory any more.",
        "Control and police take no part in an activation route.",
        "The local agreement it was routed under is not in force any more.",
        "The manifest names the fields; the local agreement may leave some out.",
        "No manifest allows {0} anything for this purpose and basis.",
        "No manifest allows {0} anything; its part of the referral is not handed over.",
        "No manifest allows any of the offices anything for this purpose and basis.",
        "What was known of the client was erased.",
        "The event could not be made: {0}",
        "The route ended before this could leave.",

        // Routing.
        "One office offers what is asked.",
        "A joint plan: several offices offer what is asked, each leads its part.",
        "The sender offers everything that is asked itself.",
        "The local agreement between these offices is not in force today.",
        "The local agreement is not about what is asked.",
        "Every target group of the local agreement is a clear no.",
        "Every offer is full and the site agreed to hold referrals until there is a place.",
        "The provider named as recipient is not commissioned under a local agreement.",
        "The competent office follows from the residence, which is not stated.",
        "The stated municipality is not in the directory.",
        "The office competent for the municipality is not live.",
        "Nobody who may receive it offers what is asked in that municipality.",
        "The referral lists no services and its question stands for none.",
        "A service is asked that the directory does not have.",
        "The office named as recipient is not in the directory.",
        "The office named as recipient is not live.",
        "The office named as recipient takes no activation referrals.",
        "The office named as recipient is in another country than the sender.",
        "The sender names itself as recipient.",

        // Worklists.
        "The ticket was used before for another referral. Send a correction as an amendment, and a new referral under a new ticket.",
        "The amendment names another client than the referral it amends. Send a replaced number as a change of the client first; refer another person under a new ticket.",
        "The counts name no agreement that this agency has signed, or no month. Check the agreement's id and the period.",
        "The ticket names several handovers to this office, because two referring offices use it. Answer under the handover's own ticket.",
        "It names a referral that is not known here. It waits; when the referral arrives it takes effect.",
        "It answers a handover that is not known here. Check the ticket; if the handover is still to come, the reply takes effect then.",
        "The client withdrew the agreement; the office must confirm that it was told to stop.",
        "A benefit ends; offer the client a referral in good time. Nothing is sent to another office by itself.",
        "Call the client today and hold the place; note each attempt.",
        "{0} has not acknowledged in time; the referring counsellor stays in charge.",
        "Call {0}, {1}.",
        "The office has not confirmed in time that it was told of the withdrawal; call its duty contact.",
        "The decision on an application for assistance is due.",
        "Work of stage {0} failed: {1}",
        "It was begun {0} times and never completed.",
        "It was released for a channel that its recipient no longer has.",

        // What a replay would do.
        "Would fail again: {0}",
        "Would read the file on from the first record that is not translated.",
        "Would wait: something accepted before it comes first.",
        "Would bring the same bytes to {0} again, under the same id.",
        "Would do nothing: it is settled.",
        "Would be released to {0}.",
        "Would be stopped by the gate ({0}); nothing would leave.",
        "Would be set aside ({0}).",
        "Would wait ({0}).",
        "Would be handed over to {0}.",
        "Would be {0} ({1}).",
        "Would succeed and tell {0}.",
        "Would succeed.",
    ];
}
