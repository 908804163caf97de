namespace Gateway.Api.Problems;

/// <summary>A kind of refusal.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Title">What is wrong.</param>
/// <param name="Detail">What to do, when the call has nothing more precise to say.</param>
internal sealed record ProblemKind(int Status, string Code, string Title, string Detail)
{
    public static readonly ProblemKind KeyMissing = new(401, "key-missing", "No API key was sent.",
        "Send the header 'Authorization: Bearer' followed by the agency's API key or by an access token, or call with the agency's certificate.");

    public static readonly ProblemKind KeyRefused = new(401, "key-refused", "The API key is not in use.",
        "Use a key that was not revoked and has not expired; the gateway desk issues a new one.");

    public static readonly ProblemKind TokenRefused = new(401, "token-refused", "The access token is not accepted.",
        "Fetch a new token from the issuer that the gateway desk named, for the audience that it named.");

    public static readonly ProblemKind IssuerAway = new(503, "issuer-away", "The issuer of access tokens does not answer the gateway.",
        "The token could not be checked, and nothing was done. Repeat the call as 'Retry-After' says.");

    public static readonly ProblemKind CertificateRefused = new(401, "certificate-refused", "The certificate stands for no agency.",
        "Call with the certificate that the directory names; the gateway desk knows which one that is.");

    public static readonly ProblemKind CertificateElsewhere = new(401, "certificate-elsewhere", "A certificate is taken from the proxy only.",
        "Call the gateway's public address with the certificate; the header is the proxy's own.");

    public static readonly ProblemKind ScopeMissing = new(403, "scope-missing", "This caller may not do that.",
        "Call with a key, token or certificate that has the scope of the call; the gateway desk gives scopes.");

    public static readonly ProblemKind AgencyNotLive = new(403, "agency-not-live", "This agency does not take part now.",
        "Ask the gateway desk when the agency's directory entry becomes live.");

    public static readonly ProblemKind RoleMissing = new(403, "role-missing", "This user may not do that.",
        "Ask an administrator of the gateway for the role that the call names.");

    public static readonly ProblemKind NumberMistyped = new(422, "number-mistyped", "The number's check digits do not hold.",
        "It was mistyped; compare it with the client's card or file.");

    public static readonly ProblemKind NoRefused = new(422, "no-refused", "That cannot be entered.",
        "Nothing was done; the detail says what to do instead.");

    public static readonly ProblemKind NothingLinked = new(422, "nothing-linked", "No link of that number counts.",
        "Nothing was done; give the number that was replaced, and the agency whose client it is.");

    public static readonly ProblemKind CauseUnknown = new(404, "cause-unknown", "Nothing with this cause is open.",
        "See /v1/causes for the causes with open items.");

    public static readonly ProblemKind ReplayUnknown = new(404, "replay-unknown", "There is no such replay.",
        "See /v1/replays for the replays there are.");

    public static readonly ProblemKind ReplayState = new(409, "replay-state", "The replay's state does not allow that (any more).",
        "Nothing was done. Read the replay and decide again.");

    public static readonly ProblemKind NothingToReplay = new(422, "nothing-to-replay", "Nothing has this cause.",
        "Somebody may have been first. Nothing was prepared; see /v1/causes.");

    public static readonly ProblemKind DraftInvalid = new(422, "draft-invalid", "The changed file has problems.",
        "Nothing was counted. Correct the places listed; 'check' tells the same of the whole folder.");

    public static readonly ProblemKind ProfileNotAllowed = new(403, "profile-not-allowed", "This agency may not submit in this profile.",
        "Use a profile of the agency's directory entry, or have the entry extended.");

    public static readonly ProblemKind ProfileUnknown = new(404, "profile-unknown", "There is no such format profile.",
        "Use one of the format profiles described under contracts/formats.");

    public static readonly ProblemKind SubmissionUnknown = new(404, "submission-unknown", "There is no such submission.",
        "Use the id that the gateway answered when it accepted the submission.");

    public static readonly ProblemKind ReferralUnknown = new(404, "referral-unknown", "There is no such referral.",
        "Use a referral id from a submission of this agency, or from a handover to it.");

    public static readonly ProblemKind EventUnknown = new(404, "event-unknown", "There is no such event for this agency.",
        "Use the id of an announcement of this agency. What was stopped meanwhile, for example because the client withdrew, is not there any more.");

    public static readonly ProblemKind EventNotYet = new(409, "event-not-yet", "The event cannot be fetched yet.",
        "Fetch what was announced before it, or read /v1/feed; when delivery to this agency is paused, fetch it once it goes on.");

    public static readonly ProblemKind TaskUnknown = new(404, "task-unknown", "There is no such task.",
        "Use the id of a task of this agency, from /v1/tasks or an event 'task.changed'.");

    public static readonly ProblemKind TaskClosed = new(409, "task-closed", "The task is closed.",
        "Nothing was changed. Read the task to see what came of it.");

    public static readonly ProblemKind TaskClaimed = new(409, "task-claimed", "Another function took the task on.",
        "Nothing was changed. Read the task to see who did.");

    public static readonly ProblemKind TaskOther = new(422, "task-other", "The task asks for something else.",
        "Attempts are noted where a client is to be reached. A task to confirm that the office stopped is closed with 'done', once it has.");

    public static readonly ProblemKind AttemptOutOfTurn = new(409, "attempt-out-of-turn", "The attempt is not the next one.",
        "Nothing was changed. Read the task, and send the number that follows its 'attempts'.");

    public static readonly ProblemKind ServiceUnknown = new(422, "service-unknown", "The directory has no such service.",
        "Give 'service' a code of directory/services.yaml, for example BUDGET_GUIDANCE.");

    public static readonly ProblemKind MunicipalityUnknown = new(422, "municipality-unknown", "The directory has no such municipality.",
        "Give 'municipality' a code or a name of directory/municipalities.yaml.");

    public static readonly ProblemKind NothingToDecide = new(409, "nothing-to-decide", "Nothing of this referral waits for a counsellor.",
        "It was decided before, or the local agreement leaves it to no counsellor. Nothing was done.");

    public static readonly ProblemKind IdentifierInvalid = new(422, "identifier-invalid", "The identifier cannot be one.",
        "Its check digits do not hold, or the scheme is none: 'scheme' is insz, bsn, fnr or agency. Nothing was looked up.");

    public static readonly ProblemKind UsageInvalid = new(422, "usage-invalid", "The period, the page or the place is not one.",
        "Give 'from' and 'to' days as 2026-03-31 with 'from' not after 'to', 'take' a whole number from 1 to 200, and 'after' the 'next' of an earlier page as it came.");

    public static readonly ProblemKind ClientUnknown = new(404, "client-unknown", "The agency has no such client.",
        "Check the kind of number and the number; each agency's clients are known under its own numbers.");

    public static readonly ProblemKind ConsentRecordInvalid = new(422, "consent-record-invalid", "The consent records cannot be read.",
        "Nothing was kept. Correct the places listed; contracts/consent/README.md says what is read.");

    public static readonly ProblemKind MandateInvalid = new(422, "mandate-invalid", "The request cannot be one.",
        "Nothing was noted. Correct the places listed; /openapi/v1.json says what each holds.");

    public static readonly ProblemKind MandateReferenceUsed = new(422, "mandate-reference-used", "The reference came before with another question.",
        "Nothing was noted. Ask something else under a reference of its own; to repeat a request, send the same again.");

    public static readonly ProblemKind NotControl = new(403, "mandate-not-control", "Only a control service may call this.",
        "An office refers its clients instead; see /v1/submissions.");

    public static readonly ProblemKind CompartmentShut = new(503, "compartment-shut", "The compartment of control data is shut here.",
        "Nothing was noted. Call the address of the role 'compartment'; the gateway desk knows it.");

    public static readonly ProblemKind HeadUnknown = new(404, "head-unknown", "The audit trail has no such head.",
        "Use a 'size' of /v1/trail/heads. If the head was there before, the database was restored from an older one or its end was cut off: tell the data protection officer.");

    public static readonly ProblemKind HeadDiffers = new(409, "head-differs", "The head of this size has another root.",
        "Nothing was kept. If the gateway gave this root with its signature, it told two stories: keep both, and tell the data protection officer.");

    public static readonly ProblemKind TrailKeyMissing = new(409, "trail-key-missing", "The directory has no key with which this agency countersigns.",
        "Nothing was kept. Have the public key added as 'trailKey' of the agency's directory entry.");

    public static readonly ProblemKind CountersignatureInvalid = new(422, "countersignature-invalid", "The signature does not fit.",
        "Nothing was kept. Sign the text of docs/audit-trail.md with the private key whose public half is in the directory, as two numbers of 32 bytes.");

    public static readonly ProblemKind DisclosureUnknown = new(404, "disclosure-unknown", "There is no such disclosure.",
        "Use the id of an event that this agency received, or of one with what it knew.");

    public static readonly ProblemKind DisclosureNotSealed = new(409, "disclosure-not-sealed", "The disclosure is not under this head yet.",
        "Ask again in a few seconds, or for a later head.");

    public static readonly ProblemKind DisclosureChanged = new(409, "disclosure-changed", "The disclosure is not the one whose release is in the audit trail.",
        "One of them was changed in the database: tell the data protection officer.");

    public static readonly ProblemKind RouteUnknown = new(404, "route-unknown", "There is no such call.",
        "See /openapi/v1.json for the calls there are.");

    public static readonly ProblemKind MethodNotAllowed = new(405, "method-not-allowed", "This call has another method.",
        "Use a method from the 'Allow' header.");

    public static readonly ProblemKind BodySlow = new(408, "body-too-slow", "The body did not arrive in time.",
        "Nothing was kept; send it again over a steadier connection.");

    public static readonly ProblemKind BodyTooLarge = new(413, "body-too-large", "The body is longer than allowed.",
        "Nothing was kept; send the records in several submissions.");

    public static readonly ProblemKind TooManyRecords = new(413, "too-many-records", "The body has more records than allowed.",
        "Nothing was kept; send the records in several submissions.");

    public static readonly ProblemKind ContentType = new(415, "content-type", "The content type does not fit the call.",
        "Send one of the accepted content types.");

    public static readonly ProblemKind ContentEncoding = new(415, "content-encoding", "Compressed bodies are not read.",
        "Send the body without 'Content-Encoding'.");

    public static readonly ProblemKind BodyEmpty = new(400, "body-empty", "There is nothing in the body.",
        "Send at least one record.");

    public static readonly ProblemKind BodyIncomplete = new(400, "body-incomplete", "The body broke off or is not framed as HTTP asks.",
        "Nothing was kept; send the whole body again.");

    public static readonly ProblemKind JsonInvalid = new(400, "json-invalid", "The body is not the JSON this call reads.",
        "Send well-formed JSON in UTF-8, without repeated members.");

    public static readonly ProblemKind EventAttributes = new(400, "event-attributes", "An event lacks what CloudEvents 1.0 requires.",
        "Give each place listed a non-empty text; 'specversion' is '1.0'.");

    public static readonly ProblemKind ParameterInvalid = new(400, "parameter-invalid", "A parameter is out of range.",
        "Give a whole number in the range that the call describes.");

    public static readonly ProblemKind CursorInvalid = new(400, "cursor-invalid", "The cursor is not one of the gateway's.",
        "Use 'next' of an earlier page as it came, or leave it out to start at the beginning.");

    public static readonly ProblemKind CursorOfOther = new(422, "cursor-of-other", "The cursor was not given to this agency.",
        "Use 'next' of a page that this agency read, or leave it out to start at the beginning.");

    public static readonly ProblemKind SinceInvalid = new(400, "since-invalid", "'since' is no moment that has been.",
        "Give a day as 2026-03-31 or a moment as 2026-03-31T08:00:00Z that is not in the future, or leave it out to start at the beginning.");

    public static readonly ProblemKind IdempotencyKeyInvalid = new(400, "idempotency-key-invalid", "The idempotency key cannot be used.",
        "Give 'Idempotency-Key' 1 to 255 visible ASCII characters, or leave it out.");

    public static readonly ProblemKind IdempotencyKeyReused = new(422, "idempotency-key-reused", "The idempotency key came before with another body.",
        "Give a new body a new key; to repeat a call, send the same bytes again.");

    public static readonly ProblemKind CorrectsNothing = new(422, "corrects-nothing", "This agency has no such record that is set aside.",
        "Give 'Gateway-Corrects' the id of a record as the reading of its submission shows it, whose state is 'setAside', or leave the header out.");

    public static readonly ProblemKind CursorNotGiven = new(422, "cursor-not-given", "This position was never read.",
        "Acknowledge 'next' of a page that was read.");

    public static readonly ProblemKind CursorUnknown = new(422, "cursor-unknown", "The cursor lies beyond the end of this agency's feed.",
        "Nothing was released. Read from the last cursor that the gateway gave this agency, or from 0.");

    public static readonly ProblemKind BadRequest = new(400, "bad-request", "The call could not be read.",
        "See /openapi/v1.json for the form of the call.");

    public static readonly ProblemKind TooManyRequests = new(429, "too-many-requests", "This agency calls too often.",
        "Wait as long as 'Retry-After' says and repeat the call.");

    public static readonly ProblemKind TooManyRefusedKeys = new(429, "too-many-refused-keys", "Too many keys that are not in use came from this address.",
        "Wait as long as 'Retry-After' says, and call with a key that is in use; the gateway desk makes one.");

    /// <summary>The store does not answer now.</summary>
    public static readonly ProblemKind StoreAway = new(503, "store-away", "The gateway's store does not answer.",
        "Unless an answer of acceptance came, nothing was accepted: repeat the call with the same idempotency key in a moment.");

    public static readonly ProblemKind Internal = new(500, "internal", "The gateway failed.",
        "Unless an answer of acceptance came, nothing was accepted: repeat the call with the same idempotency key, and tell the gateway desk the trace id if it goes on.");

    /// <summary>The kind that stands for a status nobody explained further.</summary>
    public static ProblemKind OfStatus(int status) => status switch
    {
        401 => KeyMissing,
        403 => AgencyNotLive,
        404 => RouteUnknown,
        405 => MethodNotAllowed,
        408 => BodySlow,
        413 => BodyTooLarge,
        415 => ContentType,
        429 => TooManyRequests,
        503 => StoreAway,
        >= 500 => Internal,
        _ => BadRequest,
    };
}
