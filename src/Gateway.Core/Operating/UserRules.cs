using System.Text.RegularExpressions;
using Gateway.Core.Directory;

namespace Gateway.Core.Operating;

/// <summary>What a user may be called and be given, and how guessing is slowed down.</summary>
public static partial class UserRules
{
    /// <summary>Shortest password, in characters (NIST SP 800-63B asks for at least eight, and for length before all).</summary>
    public const int ShortestPassword = 12;

    /// <summary>Longest password, in characters: a hash of more would only cost time.</summary>
    public const int LongestPassword = 200;

    /// <summary>Attempts that may fail before the account rests.</summary>
    public const int FreeFailures = 5;

    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestRest = TimeSpan.FromHours(1);

    /// <summary>How long a one-time link works.</summary>
    public static TimeSpan LinkLife { get; } = TimeSpan.FromHours(24);

    /// <summary>A session ends after this long, however much it is used.</summary>
    public static TimeSpan LongestSession { get; } = TimeSpan.FromHours(12);

    /// <summary>How long after signing in with a link a first password may be chosen.</summary>
    public static TimeSpan FirstPasswordWithin { get; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Whether somebody may set a password in a session: whoever has one says it, and a first one is chosen soon after the sign-in
    /// with the link. Otherwise a session left open, or copied, would become a way in that lasts.
    /// </summary>
    /// <param name="user">The user.</param>
    /// <param name="signedInFor">How long the session lasts already.</param>
    public static UserProblem MaySetPassword(User user, TimeSpan signedInFor)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (user.IsExternal)
            return UserProblem.PasswordElsewhere;
        if (user.Roles.HasFlag(UserRoles.Technician))
            return UserProblem.PasswordOfTechnician;
        return user.HasPassword || signedInFor <= FirstPasswordWithin ? UserProblem.None : UserProblem.LinkTooOld;
    }

    /// <summary>Roles by the words of the command line.</summary>
    public static IReadOnlyDictionary<string, UserRoles> RoleNames { get; } =
        Enum.GetValues<UserRoles>().Where(r => r != UserRoles.None).ToDictionary(r => r.ToString().ToLowerInvariant(), r => r, StringComparer.OrdinalIgnoreCase);

    /// <summary>A name as it is kept.</summary>
    public static string Normal(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Trim().ToLowerInvariant();
    }

    /// <summary>What stands against a user.</summary>
    /// <param name="user">Name, roles, agency.</param>
    /// <param name="directory">The agencies there are.</param>
    public static UserProblem Check(NewUser user, AgencyDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (Reserved.Contains(Normal(user.Name), StringComparer.Ordinal))
            return UserProblem.NameReserved;
        return Name().IsMatch(Normal(user.Name)) ? Check(user.Roles, user.Agency, directory) : UserProblem.NameMalformed;
    }

    /// <summary>What stands against roles and an agency.</summary>
    public static UserProblem Check(UserRoles roles, string? agency, AgencyDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        if (agency is not null && directory.Find(agency) is null)
            return UserProblem.AgencyUnknown;
        if (roles.HasFlag(UserRoles.Technician) && (agency is null || roles != UserRoles.Technician))
            return UserProblem.TechnicianAlone;
        return roles.HasFlag(UserRoles.CaseWorker) && agency is null ? UserProblem.AgencyMissing : UserProblem.None;
    }

    /// <summary>What stands against a password.</summary>
    public static UserProblem CheckPassword(string name, string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (password.Length is < ShortestPassword or > LongestPassword)
            return UserProblem.PasswordLength;
        return password.Contains(name, StringComparison.OrdinalIgnoreCase) ? UserProblem.PasswordHoldsName : UserProblem.None;
    }

    /// <summary>How long an account rests after so many failed attempts: each further one doubles it, up to an hour.</summary>
    public static TimeSpan RestAfter(int failures) => failures < FreeFailures
        ? TimeSpan.Zero
        : TimeSpan.FromTicks(Math.Min(LongestRest.Ticks, FirstRest.Ticks << Math.Min(failures - FreeFailures, 10)));

    /// <summary>A problem as a sentence that says what to do.</summary>
    public static string Sentence(UserProblem problem) => problem switch
    {
        UserProblem.Unknown => "There is no such user.",
        UserProblem.NameTaken => "Another user has this name. Choose another.",
        UserProblem.NameMalformed => "A name has 2 to 100 letters, digits, dots, dashes, underscores or @, and begins with a letter or digit.",
        UserProblem.AgencyMissing => "A case worker belongs to an agency. Choose one.",
        UserProblem.AgencyUnknown => "There is no such agency in the directory.",
        UserProblem.LastAdministrator => "This is the last administrator. Make another one first.",
        UserProblem.PasswordLength => "A password has 12 to 200 characters. Several words are easier to remember than symbols.",
        UserProblem.PasswordHoldsName => "The password holds the name. Choose another.",
        UserProblem.PasswordWrong => "The present password is another.",
        UserProblem.LinkTooOld => "A first password is chosen within 15 minutes of signing in with the link. Ask an administrator for a new link.",
        UserProblem.TechnicianAlone => "A technician belongs to one agency and has no other role here.",
        UserProblem.PasswordOfTechnician => "A technician comes in by a link that an operator makes, and has no password here.",
        UserProblem.PasswordElsewhere => "This person signs in at the organisation's own sign-in and has no password here.",
        UserProblem.Changed => "Somebody else changed this user in the meantime. Look again.",
        UserProblem.OwnWish => "Whoever asked for a role, or gets it, does not confirm it: ask another administrator. Where there is one administrator, 'user confirm' on the server does it.",
        UserProblem.NothingWaits => "Nothing waits here any more.",
        UserProblem.NotAuthentic => "What is stored of this user was not written by the gateway: somebody changed the database. The user may do nothing; make another, and find out who it was.",
        UserProblem.NameReserved => "This name stands for the gateway itself. Choose another.",
        _ => "",
    };

    /// <summary>Names of the roles that somebody has.</summary>
    public static IEnumerable<string> NamesOf(UserRoles roles) => RoleNames.Where(r => roles.HasFlag(r.Value)).Select(r => r.Key);

    /// <summary>Names under which the gateway itself acts: whoever had one could pass for it.</summary>
    public static IReadOnlyList<string> Reserved { get; } = [CommandLine, Provider, "demo", "gateway", "portal", "client"];

    /// <summary>The command line of the server, as whoever acts.</summary>
    public const string CommandLine = "command-line";

    /// <summary>The organisation's sign-in, as whoever gives roles.</summary>
    public const string Provider = "provider";

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._@-]{1,99}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
