namespace Gateway.Core.Operating;

/// <summary>Roles of which one is enough for what can be done on the pages and by the operators' calls alike.</summary>
public static class RoleNeeds
{
    /// <summary>Flows, states and generic causes.</summary>
    public const UserRoles See = UserRoles.Viewer | UserRoles.Operator | UserRoles.Replay | UserRoles.Administrator;

    /// <summary>Replays, their previews, and tests of a changed format.</summary>
    public const UserRoles Replay = UserRoles.Replay;

    /// <summary>What a client may ask of a controller: rights, noes, receipts, who saw what.</summary>
    public const UserRoles Privacy = UserRoles.Dpo;
}
