using Microsoft.EntityFrameworkCore;

namespace Gateway.Store.Tests.Model;

/// <summary>
/// Every column that holds text in clear, with what may stand in it. Whatever a sender writes is made a code that the gateway knows,
/// sealed, hashed, or refused by its shape before it comes here. A new column fails this test until somebody has decided about it.
/// </summary>
public sealed class PlainColumnsTests
{
    private const string Agency = "id of the directory";
    private const string Known = "code of the gateway's own";
    private const string Contracts = "name, reference or version from the files of contracts/";
    private const string Staff = "written by staff about the work; pages ask not to name clients, and refuse what is too long";
    private const string User = "name of an account";
    private const string Made = "made by the gateway";
    private const string Sentence = "sentence of the gateway's own; a test holds that no sentence takes a value from a record";
    private const string Place = "path as the profile writes it";

    private static readonly Dictionary<string, string> Decided = new(StringComparer.Ordinal)
    {
        ["ApiKey.Id"] = Made,
        ["ApiKey.Agency"] = "agency, 'user:' and a key, or 'portal:' and an agency",
        ["Audit.Kind"] = Known,
        ["Audit.Actor"] = "agency, account, 'gateway' or 'command-line'",
        ["Audit.Detail"] = "ids and codes; what a sender chose was made a known code before; words of a purpose as a keyed hash",
        ["Mandate.Recipient"] = Agency,
        ["Mandate.Controller"] = "id of the directory; one that it lacks is not kept",
        ["Mandate.Basis"] = "reference of the policy's registry; one that it lacks is not kept",
        ["Mandate.Code"] = Known,
        ["Mandate.Asked"] = "kinds of data, of the gateway's own list; others are refused before",
        ["Mandate.Given"] = Known,
        ["Mandate.Refused"] = Known,
        ["Mandate.PolicyVersion"] = Contracts,
        ["Mandate.ReadBy"] = User,
        ["Barrier.Agreement"] = Contracts,
        ["Barrier.Title"] = Staff,
        ["Barrier.Level"] = Known,
        ["Barrier.Owner"] = Staff,
        ["Barrier.Decision"] = Staff,
        ["Cause.Kind"] = Known,
        ["Cause.ReasonCode"] = Known,
        ["Cause.Agency"] = Agency,
        ["Cause.Owner"] = User,
        ["Cause.Note"] = Staff,
        ["Client.Agency"] = Agency,
        ["compartment_CompartmentKey.LockedBy"] = "id of a key, made by the gateway",
        ["ClientAgreement.Agency"] = Agency,
        ["ClientAgreement.EndsBy"] = Known,
        ["ClientAgreement.GivenOn"] = "a sender's day, refused by its shape: a day, a month or a year (KnownCodes.Day)",
        ["ClientIdentifier.Agency"] = Agency,
        ["ClientIdentifier.Scheme"] = "a sender's scheme, refused unless it is one whose numbers are checked (NationalNumbers)",
        ["Counts.Agency"] = Agency,
        ["DataKey.Purpose"] = Known,
        ["Deadline.Kind"] = Known,
        ["Decision.Parts"] = "rules, facts and notices as codes; a purpose or basis that is not known is '?', a municipality is the directory's code",
        ["Decision.Contracts"] = Contracts,
        ["Delivery.From"] = Agency,
        ["Delivery.Recipient"] = Agency,
        ["Delivery.Event"] = Known,
        ["Delivery.Status"] = Known,
        ["Delivery.MediaType"] = Contracts,
        ["Delivery.ReasonCode"] = Known,
        ["Delivery.TraceParent"] = "refused by its shape: W3C trace parent, hexadecimal",
        ["Disclosure.From"] = Agency,
        ["Disclosure.Recipient"] = Agency,
        ["Disclosure.RecipientClass"] = Known,
        ["Disclosure.Event"] = Known,
        ["Disclosure.Purpose"] = Contracts,
        ["Disclosure.Basis"] = Contracts,
        ["Disclosure.Manifest"] = Contracts,
        ["Disclosure.PolicyVersion"] = Contracts,
        ["Disclosure.Fields"] = Contracts,
        ["Erasure.Agency"] = Agency,
        ["Erasure.Certificate"] = "numbers, kinds, days, agencies and statutes; a certificate names nobody",
        ["Feed.Agency"] = Agency,
        ["Handover.Sender"] = Agency,
        ["Handover.Recipient"] = Agency,
        ["Handover.Services"] = Contracts,
        ["Handover.AppointmentPlace"] = "a sender's code, refused unless it is one of the contract (Arrangements)",
        ["Handover.AppointmentKind"] = "a sender's code, refused unless it is one of the contract (Arrangements)",
        ["Handover.AppointmentState"] = "a sender's code, refused unless it is one of the contract (Arrangements)",
        ["Handover.ClientToldBy"] = "a sender's code, refused unless it is one of the contract (Arrangements)",
        ["Handover.NeedMet"] = "a sender's code, refused unless it is one of the contract (Arrangements)",
        ["Handover.LastOutcome"] = "a recipient's outcome, made a known one (KnownCodes.Outcome)",
        ["Handover.LastReason"] = "a recipient's reason, made a known one or left out (ReplyReasons.Coded)",
        ["Handover.Told"] = Known,
        ["Hold.Agency"] = Agency,
        ["Hold.User"] = User,
        ["Hold.Reason"] = Staff,
        ["Opening.User"] = User,
        ["Opening.Office"] = Agency,
        ["Opening.Agency"] = Agency,
        ["Opening.Purpose"] = Known,
        ["LegalHold.Ground"] = Known,
        ["LegalHold.Reference"] = Staff,
        ["LegalHold.User"] = User,
        ["Operation.User"] = User,
        ["Operation.Action"] = Known,
        ["Operation.Subject"] = "id, agency, account or code of what was acted on; never an identifier",
        ["Operation.Detail"] = "codes, and staff's words about the work; the purpose of an opening is not among them",
        ["PilotCount.Collaboration"] = Contracts,
        ["PilotCount.Period"] = "a sender's month, refused by its shape (KnownCodes.Month)",
        ["PilotCount.Losses"] = "a sender's stages and reasons, made known ones (KnownCodes.Loss)",
        ["Process.Name"] = Made,
        ["Process.Version"] = Contracts,
        ["Process.Refused"] = Contracts,
        ["ProtectionKey.FriendlyName"] = Made,
        ["ProtectionKey.Xml"] = "sealed inside",
        ["Preview.Agency"] = Agency,
        ["Preview.Purpose"] = Contracts,
        ["Preview.Steps"] = "offices, steps and names of fields of a preview; it names no client",
        ["Record.Agency"] = Agency,
        ["Record.StatementType"] = Known,
        ["Record.ReasonCode"] = Known,
        ["Record.ReasonText"] = Sentence,
        ["Record.ReasonPath"] = Place,
        ["Referral.Agency"] = Agency,
        ["Referral.ReasonCode"] = Known,
        ["Referral.Purpose"] = "a sender's purpose, made one of the policy or 'unknown' (KnownCodes.Purpose)",
        ["Referral.BasisReference"] = Contracts,
        ["Referral.Collaboration"] = Contracts,
        ["Referral.Municipality"] = Contracts,
        ["Replay.User"] = User,
        ["Replay.Stage"] = Known,
        ["Replay.Code"] = Known,
        ["Replay.Agency"] = Agency,
        ["Replay.Profile"] = Contracts,
        ["Replay.Path"] = Place,
        ["RoleGrant.User"] = User,
        ["RoleGrant.Agency"] = Agency,
        ["RoleGrant.AskedBy"] = User,
        ["RoleGrant.DecidedBy"] = User,
        ["RoleGrant.ReadBy"] = User,
        ["Setting.Name"] = Made,
        ["Setting.Value"] = Made,
        ["Submission.Agency"] = Agency,
        ["Submission.Profile"] = "a profile that the gateway has; the name of another is hashed",
        ["Submission.ContentType"] = "one of the media types that formats have, without parameters (MediaTypeNames); what was declared is sealed",
        ["Submission.ReasonCode"] = Known,
        ["Submission.ReasonText"] = Sentence,
        ["Submission.ProfileVersion"] = Contracts,
        ["Task.Kind"] = Known,
        ["Task.Agency"] = Agency,
        ["Task.ReasonCode"] = Known,
        ["Task.Text"] = Sentence,
        ["Task.ClosedBy"] = Known,
        ["User.Name"] = User,
        ["User.PasswordHash"] = "a slow hash with a salt",
        ["User.External"] = "issuer and subject at the organisation's sign-in",
        ["User.Agency"] = Agency,
        ["WorkItem.Stage"] = Known,
        ["WorkItem.ParkedCode"] = Known,
        ["WorkItem.ParkedReason"] = "type of an exception and places in the gateway's own code; its text is written nowhere",
        ["WorkItem.TraceParent"] = "refused by its shape: W3C trace parent, hexadecimal",
    };

    [Fact]
    public async Task Every_column_of_text_is_decided_about()
    {
        await using var db = new SqliteFixture();
        await using var store = db.Database.Open();
        await using var compartments = db.Database.OpenCompartments();

        var columns = new DbContext[] { store, compartments }.SelectMany(c => c.Model.GetEntityTypes())
            .SelectMany(t => t.GetProperties().Where(p => p.ClrType == typeof(string)).Select(p => $"{t.GetTableName()}.{p.Name}")).ToList();

        columns.ShouldBe(Decided.Keys, ignoreOrder: true, "decide what may stand in a new column, seal what a sender chooses, and take out of the list what is gone");
    }
}
