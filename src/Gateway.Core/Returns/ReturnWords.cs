using System.Diagnostics.CodeAnalysis;
using Gateway.Contracts;
using Gateway.Core.Operating;

namespace Gateway.Core.Returns;

/// <summary>A text in the languages in which agencies are told.</summary>
/// <param name="English">English.</param>
/// <param name="Dutch">Dutch.</param>
/// <param name="French">French.</param>
internal sealed record InLanguages(string English, string Dutch, string French)
{
    internal string In(string language) => language switch { "nl" => Dutch, "fr" => French, _ => English };
}

/// <summary>What a sender can do about a record that was set aside.</summary>
internal enum Remedy
{
    /// <summary>The value is wrong.</summary>
    CorrectAtSource,

    /// <summary>The code is not in the agreed list.</summary>
    UseAgreedCode,

    /// <summary>The document is not written as agreed.</summary>
    FollowTheFormat,

    /// <summary>It is longer than allowed.</summary>
    SplitIt,

    /// <summary>Its ticket or number stands for something else.</summary>
    CheckTicket,

    /// <summary>It names another client.</summary>
    CheckClient,

    /// <summary>It speaks for another organisation.</summary>
    SpeakForYourself,

    /// <summary>Nothing is wrong with it.</summary>
    SendAgain,

    /// <summary>Only the gateway desk can do something.</summary>
    AskTheDesk,

    /// <summary>Nothing need be done.</summary>
    NothingToSend,

    /// <summary>A code can be sent instead of words.</summary>
    SendCode,

    /// <summary>The file needs another name or folder.</summary>
    RenameFile,
}

/// <summary>
/// Says in a sender's language why its record was set aside and what to do. Sentence and remedy follow from the code alone,
/// so they hold no value of the record. Only for a code that a profile made up, and in English, the sentence is the one
/// that the profile has for it.
/// </summary>
public static class ReturnWords
{
    private static readonly InLanguages OfNoCode = new(
        "The record cannot take effect as it is.", "Het record kan zo geen gevolg krijgen.", "L'enregistrement ne peut pas produire d'effet tel quel.");

    /// <summary>Codes that have words of their own.</summary>
    public static IReadOnlyCollection<string> Codes => ReturnedCodes.All.Keys;

    /// <summary>The sentence.</summary>
    /// <param name="language">One of <see cref="SpokenLanguage.Codes"/>.</param>
    /// <param name="code">Reason code.</param>
    /// <param name="written">The sentence that was written down with the record; it says something new for a code of a profile only.</param>
    public static string Sentence(string language, string code, Sentence? written)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (ReturnedCodes.All.TryGetValue(code, out var known))
            return known.Sentence.In(language);
        return language == "en" && written?.ToString() is { Length: > 0 } text ? Bounded(text) : OfNoCode.In(language);
    }

    /// <summary>What to do.</summary>
    /// <param name="language">One of <see cref="SpokenLanguage.Codes"/>.</param>
    /// <param name="code">Reason code; of one that is not known here the value at the source is taken to be wrong.</param>
    public static string Remedy(string language, string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return Text(ReturnedCodes.All.TryGetValue(code, out var known) ? known.Remedy : Returns.Remedy.CorrectAtSource).In(language);
    }

    /// <summary>A text as long as a contract event holds at most.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    internal static string? Bounded(string? text) =>
        text is null || text.EnumerateRunes().Count() <= ContractText.Longest ? text : string.Concat(text.EnumerateRunes().Take(ContractText.Longest - 1)) + "…";

    private static InLanguages Text(Remedy remedy) => remedy switch
    {
        Returns.Remedy.UseAgreedCode => new(
            "Use a code of the agreed list, or ask the gateway desk to add it to the profile, and send the record again.",
            "Gebruik een code uit de afgesproken lijst, of vraag het loket van de gateway om ze aan het profiel toe te voegen, en stuur het record opnieuw.",
            "Utilisez un code de la liste convenue, ou demandez au guichet de la passerelle de l'ajouter au profil, et renvoyez l'enregistrement."),
        Returns.Remedy.FollowTheFormat => new(
            "Write the document as its format was agreed, and send it again.",
            "Maak het document op zoals het formaat is afgesproken, en stuur het opnieuw.",
            "Établissez le document selon le format convenu, et renvoyez-le."),
        Returns.Remedy.SplitIt => new(
            "Shorten it or split it into several, and send it again.",
            "Kort het in of splits het in verscheidene, en stuur het opnieuw.",
            "Raccourcissez-le ou divisez-le, et renvoyez-le."),
        Returns.Remedy.CheckTicket => new(
            "Check the ticket: send a correction under the ticket of what it corrects, and anything new under a new one.",
            "Controleer het nummer: stuur een verbetering onder het nummer van wat ze verbetert, en iets nieuws onder een nieuw nummer.",
            "Vérifiez le numéro : envoyez une correction sous le numéro de ce qu'elle corrige, et toute nouveauté sous un nouveau numéro."),
        Returns.Remedy.CheckClient => new(
            "Check ticket and client number at the source, and send the record again.",
            "Controleer het nummer van de doorverwijzing en dat van de cliënt bij de bron, en stuur het record opnieuw.",
            "Vérifiez à la source le numéro de l'orientation et celui du client, et renvoyez l'enregistrement."),
        Returns.Remedy.SpeakForYourself => new(
            "Send it in the name of the organisation itself, or ask the gateway desk to agree on it.",
            "Stuur het in naam van de organisatie zelf, of vraag het loket van de gateway om het af te spreken.",
            "Envoyez-le au nom de l'organisation elle-même, ou demandez au guichet de la passerelle d'en convenir."),
        Returns.Remedy.SendAgain => new(
            "Send it again if it still holds.",
            "Stuur het opnieuw als het nog geldt.",
            "Renvoyez-le s'il est toujours valable."),
        Returns.Remedy.AskTheDesk => new(
            "Ask the gateway desk; the record is kept.",
            "Vraag het loket van de gateway; het record wordt bewaard.",
            "Demandez au guichet de la passerelle ; l'enregistrement est conservé."),
        Returns.Remedy.SendCode => new(
            "The referral goes on. If the client agrees explicitly, record that anew and send a correction with PART_TIME_START, QUIET_WORKPLACE or ACCESSIBLE_SITE.",
            "De doorverwijzing loopt door. Gaat de cliënt uitdrukkelijk akkoord, leg dat nieuw vast en stuur een verbetering met PART_TIME_START, QUIET_WORKPLACE of ACCESSIBLE_SITE.",
            "L'orientation suit son cours. Si le client l'accepte explicitement, enregistrez-le à neuf et envoyez une correction avec PART_TIME_START, QUIET_WORKPLACE ou ACCESSIBLE_SITE."),
        Returns.Remedy.RenameFile => new(
            "Drop it again under a name and in a folder that were agreed.",
            "Lever het opnieuw aan onder een afgesproken naam en in een afgesproken map.",
            "Déposez-le à nouveau sous un nom et dans un dossier convenus."),
        Returns.Remedy.NothingToSend => new(
            "Nothing need be sent. If something has changed, call the other office.",
            "Er hoeft niets gestuurd te worden. Is er iets veranderd, bel dan de andere dienst.",
            "Rien ne doit être envoyé. Si quelque chose a changé, appelez l'autre service."),
        _ => new(
            "Correct it at the source, and send the record again.",
            "Verbeter het bij de bron, en stuur het record opnieuw.",
            "Corrigez-le à la source, et renvoyez l'enregistrement."),
    };
}
