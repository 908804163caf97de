using Gateway.Core.Operating;

namespace Gateway.Core.Intake;

/// <summary>Why a statement cannot take effect as it is, or what becomes of it. Stored are the code and the values, and never a value of a client.</summary>
public static class StatementProblems
{
    /// <summary>Counts of a month.</summary>
    public static readonly Wording CountsOfNoCollaboration = new("statement.counts-of-no-collaboration", "The counts name no collaboration that this agency has signed, or no month. Check the collaboration's id and the period.");

    /// <summary>A number of people below none.</summary>
    public static readonly Wording CountsBelowZero = new("statement.counts-below-zero", "A number of people is 0 or more; correct the counts and send them again.");

    /// <summary>A stage is larger than the one before.</summary>
    public static readonly Wording EligibleAboveIdentified = new("statement.eligible-above-identified", "More people are counted as eligible than were identified. Whoever is eligible was identified first; correct the counts and send them again.");

    /// <summary>A stage is larger than the one before.</summary>
    public static readonly Wording OfferedAboveEligible = new("statement.offered-above-eligible", "More people were offered a referral than are counted as eligible. Correct the counts and send them again.");

    /// <summary>Losses are more than what is missing.</summary>
    public static readonly Wording LostAboveIdentified = new("statement.lost-above-identified", "More people are counted as lost after they were identified than there are between identified and eligible. Correct the counts and send them again.");

    /// <summary>Losses are more than what is missing.</summary>
    public static readonly Wording LostAboveEligible = new("statement.lost-above-eligible", "More people are counted as lost after they were found eligible than there are between eligible and offered. Correct the counts and send them again.");

    /// <summary>Losses are more than there are people.</summary>
    public static readonly Wording LostAboveOffered = new("statement.lost-above-offered", "More people are counted as lost after an offer than were offered a referral. Correct the counts and send them again.");

    /// <summary>A month that has not begun.</summary>
    public static readonly Wording CountsInFuture = new("statement.counts-in-future", "The counts are of a month that has not begun. Correct the period and send them again.");

    /// <summary>An office states the places of a service that it does not offer.</summary>
    public static readonly Wording CapacityOfOtherService = new("statement.capacity-of-other-service", "The directory has no such service, or not as one of this office's offers; use a code of directory/services.yaml, or have the offer added.");

    /// <summary>An office states fewer places or days than none.</summary>
    public static readonly Wording CapacityBelowZero = new("statement.capacity-below-zero", "Free places and waiting days are 0 or more; correct the number and send it again.");

    /// <summary>The client is not known any more.</summary>
    public static readonly Wording ClientErased = new("statement.client-erased", "What was known of the client was erased before the referral was decided. Send it again if it still holds.");

    /// <summary>Ticket and client do not belong together.</summary>
    public static readonly Wording ReferralOfOtherClient = new("statement.referral-of-other-client", "It names another client than the referral it points at. Check ticket and number; send a replaced number as a change of the client first.");

    /// <summary>The client's key is damaged.</summary>
    public static readonly Wording ClientUnreadable = new("statement.client-unreadable", "What the gateway keeps of this client cannot be opened at the moment, so the record is not worked on. The gateway desk repairs it and has the record translated again; nothing need be sent again.");

    /// <summary>Reason code of a referral whose words stayed behind.</summary>
    public const string WordsSealedCode = "words-sealed";

    /// <summary>Words of a counsellor stay behind; the codes that may be sent instead.</summary>
    public static readonly Wording WordsSealed = new("statement.words-sealed", "Words that were written with the referral stayed behind: no office receives them. If the client agrees explicitly, send a code instead: PART_TIME_START, QUIET_WORKPLACE or ACCESSIBLE_SITE.");

    /// <summary>Its time is over.</summary>
    public static readonly Wording BytesGone = new("statement.bytes-gone", "The bytes of the record are not kept any more, so it cannot be translated again. Its sender has to send it again.");

    /// <summary>The profile cuts the document otherwise.</summary>
    public static readonly Wording RecordMoved = new("statement.record-moved", "The profile tells the records of this file apart in another way now, so this one cannot be found in it again. Its sender has to send the file again.");

    /// <summary>Ticket and client do not belong together.</summary>
    public static readonly Wording HandoverOfOtherClient = new("statement.handover-of-other-client", "It names another client than the handover it answers. Check ticket and number; nothing was applied.");

    /// <summary>One ticket, two referrals.</summary>
    public static readonly Wording TicketUsed = new("statement.ticket-used", "The ticket was used before for another referral. Send a correction as an amendment, and a new referral under a new ticket.");

    /// <summary>Which handover is meant is not known.</summary>
    public static readonly Wording TicketOfSeveral = new("statement.ticket-of-several", "The ticket names several handovers to this office, because two referring offices use it. Answer under the handover's own ticket.");

    /// <summary>It came before its referral.</summary>
    public static readonly Wording ReferralUnknown = new("statement.referral-unknown", "It names a referral that is not known here. It waits; when the referral arrives it takes effect.");

    /// <summary>It came before its handover.</summary>
    public static readonly Wording HandoverUnknown = new("statement.handover-unknown", "It answers a handover that is not known here. Check the ticket; if the handover is still to come, the reply takes effect then.");

    /// <summary>Value: records read.</summary>
    public static readonly Wording DestroyedUnread = new("statement.destroyed-unread", "The time for which a file is kept was over when {0} of its records had been read; its bytes are destroyed. Ask the gateway desk why it could not be read, and send it again.");

    /// <summary>Somebody speaks for another organisation.</summary>
    public static readonly Wording OtherSender = new("statement.other-sender", "The record names another organisation as its sender. An agency speaks for itself only; send it with that organisation's own key.");

    /// <summary>Nothing in it is for the gateway.</summary>
    public static readonly Wording NoStatement = new("statement.no-statement", "The record makes no statement.");

    /// <summary>An office may not withdraw for a client whom it never had.</summary>
    public static readonly Wording WithdrawalOfUnknownReferral = new("statement.withdrawal-of-unknown-referral", "It withdraws the agreement of a referral that is not known here, or that this office never had. It is kept, and stops the agreement when it arrives. Check the ticket; an office that never had the client cannot withdraw for the client.");

    /// <summary>There is nothing to withdraw.</summary>
    public static readonly Wording NothingGiven = new("statement.nothing-given", "No agreement of this client is known here, and no referral of the client was handed over to this office. The withdrawal is kept, and stops an agreement that was given before it and still arrives. Check the number; if the client objects to every exchange, send an objection.");

    /// <summary>Ticket and client do not belong together.</summary>
    public static readonly Wording WithdrawalOfOtherClient = new("statement.withdrawal-of-other-client", "It names another client than the handover it is about. Check ticket and number; nothing was withdrawn.");

    /// <summary>Agreement and referral have different purposes.</summary>
    public static readonly Wording AgreedForOtherPurpose = new("statement.agreed-for-other-purpose", "The client agreed for another purpose than that of the referral it names. Name the referral that the agreement is for.");
}
