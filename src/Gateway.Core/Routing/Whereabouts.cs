using Gateway.Core.Directory;
using Gateway.Core.Privacy;

namespace Gateway.Core.Routing;

/// <summary>Where the client is served, and by which office when the sender names one.</summary>
/// <param name="Municipality">Today's code; null when it is not known.</param>
/// <param name="Stated">Whether the record states a residence at all.</param>
/// <param name="Named">Office the sender named; null when the gateway is to find it.</param>
internal sealed record Whereabouts(string? Municipality, bool Stated, Agency? Named)
{
    /// <summary>Works it out, or tells why the named office cannot be it.</summary>
    internal static (Whereabouts? Found, RoutingDecision.Unroutable? None) Of(ReferralCase given, AgencyDirectory directory, RoutingNotes notes)
    {
        var recipient = given.Referral.Recipient;
        Agency? named = null;
        if (!string.IsNullOrWhiteSpace(recipient?.Organisation) || !string.IsNullOrWhiteSpace(recipient?.Municipality))
        {
            named = directory.Named(recipient.Organisation, recipient.Municipality, given.Today);
            if (named is null)
                return (null, notes.Unroutable(UnroutableCodes.UnknownOffice));
            if (directory.InPlaceOf(named, given.Today) is var now && now.Id != named.Id)
            {
                notes.Notice(RoutingNotices.OfficeClosed, named.Id + "->" + now.Id);
                named = now;
            }

            if (!named.Live || named.Closed(given.Today))
                return (null, notes.Unroutable(UnroutableCodes.OfficeNotLive));
            if (!Offices.MayReceive(named.Class))
                return (null, notes.Unroutable(UnroutableCodes.OfficeMayNot));
            if (named.Country != given.Sender.Country)
                return (null, notes.Unroutable(UnroutableCodes.OtherCountry));
            if (named.Id == given.Sender.Id)
                return (null, notes.Unroutable(UnroutableCodes.StaysWithSender, DecisionSentences.SenderNamesItself));
        }

        var residence = given.Referral.Client.Residence;
        var stated = !string.IsNullOrWhiteSpace(residence?.Municipality) || !string.IsNullOrWhiteSpace(residence?.Place);
        var lives = Resolve(residence?.Municipality) ?? Resolve(residence?.Place);
        if (named is not null && (lives is null || !AgencyDirectory.Serves(named, named.Country, lives, given.Today)))
        {
            if (lives is not null)
                notes.Notice(RoutingNotices.OutsideTerritory);
            // Students, institutions, people without a home: the office that the sender chose serves them where it is.
            lives = Resolve(recipient?.Municipality) is { } at && AgencyDirectory.Serves(named, named.Country, at, given.Today)
                ? at
                : OnlyOne(named, given.Today) ?? lives;
        }
        else if (Resolve(recipient?.Municipality) is null && lives is null && OnlyOne(given.Sender, given.Today) is { } own)
        {
            notes.Notice(RoutingNotices.SendersTerritory);
            lives = own;
        }

        if (lives is not null)
            notes.Fact("municipality=" + lives);
        return (new Whereabouts(lives, stated, named), null);

        string? Resolve(string? codeOrName)
        {
            if (string.IsNullOrWhiteSpace(codeOrName) || directory.Resolve(given.Sender.Country, codeOrName, given.Today) is not { } found)
                return null;
            if (found.RetiredCode is { } retired)
                notes.Notice(RoutingNotices.RetiredCode, retired + "->" + found.Code);
            return found.Code;
        }
    }

    private static string? OnlyOne(Agency agency, DateOnly day)
    {
        var served = agency.Territory.Where(t => t.Covers(day)).Take(2).ToList();
        return served.Count == 1 ? served[0].Municipality : null;
    }
}
