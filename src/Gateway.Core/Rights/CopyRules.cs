using Gateway.Core.Accountability;

namespace Gateway.Core.Rights;

/// <summary>
/// What stands in a controller's copy: what belongs to that controller (GDPR art. 4(7), 15). What another office knows of the same
/// person stands in that office's copy.
/// </summary>
public static class CopyRules
{
    /// <summary>The gateway desk, which works for the controllers (GDPR art. 28).</summary>
    private const string Desk = "gateway";

    /// <summary>Whether a task stands in a copy.</summary>
    /// <param name="controller">The controller that is asked.</param>
    /// <param name="desk">Agency whose task it is, or the gateway desk.</param>
    /// <param name="ofOwn">It is about something that the controller itself knows: its record, agreement or referral, not a referral that was handed over to it.</param>
    public static bool HoldsTask(string controller, string desk, bool ofOwn) => desk == controller || (ofOwn && desk == Desk);

    /// <summary>Whether what was sent from one agency to another stands in a copy: both are party to it.</summary>
    /// <param name="controller">The controller that is asked.</param>
    /// <param name="from">Agency whose knowledge left.</param>
    /// <param name="recipient">Agency that got it.</param>
    public static bool HoldsExchange(string controller, string from, string recipient) => controller == from || controller == recipient;

    /// <summary>
    /// Whether an opening stands in a copy: what the controller's own people were shown, and people of the gateway desk who worked for it.
    /// What another office did with what it was handed is that office's to tell, and the portal's own questions are told nowhere.
    /// </summary>
    /// <param name="controller">The controller that is asked.</param>
    /// <param name="opening">The opening.</param>
    public static bool HoldsOpening(string controller, OpeningLine opening)
    {
        ArgumentNullException.ThrowIfNull(opening);
        return opening.Kind != OpeningKind.Portal && (opening.Office is null || opening.Office == controller);
    }
}
