using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gateway.Persistence.Sqlite.Migrations.Store
{
    /// <inheritdoc />
    [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(SqliteGatewayContext))]
    [Migration("20261130165953_Initial")]
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ApiKey",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Agency = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    Scopes = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    TermsSeal = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    RevokedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApiKey", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Audit",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    SubjectId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Detail = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    Digest = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    Period = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Audit", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditSeal",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Period = table.Column<int>(type: "INTEGER", nullable: false),
                    Last = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Entries = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    Nodes = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Root = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    Signature = table.Column<byte[]>(type: "BLOB", maxLength: 64, nullable: false),
                    SealedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditSeal", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "Barrier",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Agreement = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Title = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Stopped = table.Column<int>(type: "INTEGER", nullable: false),
                    Level = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Owner = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Decision = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    OpenedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Barrier", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CapacityStatement",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Agency = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Service = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Places = table.Column<int>(type: "INTEGER", nullable: false),
                    WaitingDays = table.Column<int>(type: "INTEGER", nullable: true),
                    AssessFirst = table.Column<bool>(type: "INTEGER", nullable: false),
                    StatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CapacityStatement", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Cause",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ReasonCode = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Agency = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Owner = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Cause", x => new { x.Kind, x.ReasonCode, x.Agency });
                });

            migrationBuilder.CreateTable(
                name: "Client",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Agency = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Wrapped = table.Column<byte[]>(type: "BLOB", maxLength: 100, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Uses = table.Column<int>(type: "INTEGER", nullable: false),
                    SecretAddress = table.Column<bool>(type: "INTEGER", nullable: false),
                    SecretAddressAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    StaffOfAgency = table.Column<bool>(type: "INTEGER", nullable: false),
                    StaffOfAgencyAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Restricted = table.Column<bool>(type: "INTEGER", nullable: false),
                    RestrictedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Objected = table.Column<bool>(type: "INTEGER", nullable: false),
                    ObjectedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Deceased = table.Column<bool>(type: "INTEGER", nullable: false),
                    DeceasedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    BenefitEndsOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    BenefitAskAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DecideApplicationBy = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    LinkedTo = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: true),
                    Life = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Client", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ClientAgreement",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Agency = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ClientId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    TicketHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: true),
                    RecordHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: true),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    GivenOn = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Expires = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    EndsBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    AskAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    PropertyOnly = table.Column<bool>(type: "INTEGER", nullable: false),
                    ExplicitNeeds = table.Column<bool>(type: "INTEGER", nullable: false),
                    RecordId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: true),
                    PreviewHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: true),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClientAgreement", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ClientIdentifier",
                columns: table => new
                {
                    Agency = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    ClientId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Scheme = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClientIdentifier", x => new { x.Hash, x.Agency });
                });

            migrationBuilder.CreateTable(
                name: "Countersignature",
                columns: table => new
                {
                    Size = table.Column<int>(type: "INTEGER", nullable: false),
                    Agency = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Signature = table.Column<byte[]>(type: "BLOB", maxLength: 64, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Countersignature", x => new { x.Size, x.Agency });
                });

            migrationBuilder.CreateTable(
                name: "Counts",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Agency = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    RecordId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: true),
                    Document = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Counts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DataKey",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Wrapped = table.Column<byte[]>(type: "BLOB", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataKey", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Deadline",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    SubjectId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Deadline", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Decision",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    ReferralId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Parts = table.Column<string>(type: "TEXT", maxLength: 32000, nullable: false),
                    Contracts = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Decision", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Delivery",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    ReferralId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    HandoverId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: true),
                    ClientId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    From = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Recipient = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Event = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Step = table.Column<int>(type: "INTEGER", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    IssuedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ReleasedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Position = table.Column<long>(type: "INTEGER", nullable: true),
                    Payload = table.Column<byte[]>(type: "BLOB", nullable: true),
                    MediaType = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ConfirmDueAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AcknowledgedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ReasonCode = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    TraceParent = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Delivery", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Disclosure",
                columns: table => new
                {
                    DeliveryId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    ReferralId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    ClientId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    From = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Recipient = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    RecipientClass = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Event = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Step = table.Column<int>(type: "INTEGER", nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Basis = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Manifest = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    PolicyVersion = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    AgreementId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: true),
                    AgreementVersion = table.Column<int>(type: "INTEGER", nullable: true),
                    Fields = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    PayloadHmac = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Disclosure", x => x.DeliveryId);
                });

            migrationBuilder.CreateTable(
                name: "Erasure",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Agency = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Certificate = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    AgainAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Erasure", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Feed",
                columns: table => new
                {
                    Agency = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Last = table.Column<long>(type: "INTEGER", nullable: false),
                    Acknowledged = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Feed", x => x.Agency);
                });

            migrationBuilder.CreateTable(
                name: "FlowDay",
                columns: table => new
                {
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Sender = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Recipient = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Handovers = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FlowDay", x => new { x.Day, x.Sender, x.Recipient });
                });

            migrationBuilder.CreateTable(
                name: "Handover",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    ReferralId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    ClientId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Sender = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Recipient = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Services = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    TicketHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    AckDueOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    AckDueAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LastReplyAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LastReply = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: true),
                    IssuedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    AcknowledgedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    WaitlistedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AcceptedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    NotAcceptedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    InServiceAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    NotStartedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    StoppedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    StabilisedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CompletedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    OverdueAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    StepTwoAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LastOutcome = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    LastReason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    PausedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    WaitsFor = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    NextStep = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    NextStepDueAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Told = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ToldAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AppointmentAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AppointmentPlace = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    AppointmentKind = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    AppointmentState = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    AppointmentSaidAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ClientToldOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ClientToldBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    NeedMet = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    CaseNumber = table.Column<byte[]>(type: "BLOB", nullable: true),
                    EndOfKey = table.Column<byte[]>(type: "BLOB", maxLength: 4, nullable: true, computedColumnSql: "substr(\"Id\", 13, 4)", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Handover", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Hold",
                columns: table => new
                {
                    Agency = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    User = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Hold", x => x.Agency);
                });

            migrationBuilder.CreateTable(
                name: "LadderCount",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Organisation = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Municipality = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Year = table.Column<int>(type: "INTEGER", nullable: false),
                    Subgroup = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Instrument = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    From = table.Column<int>(type: "INTEGER", nullable: false),
                    To = table.Column<int>(type: "INTEGER", nullable: false),
                    Doubt = table.Column<int>(type: "INTEGER", nullable: false),
                    People = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LadderCount", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "LegalHold",
                columns: table => new
                {
                    SubjectId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Ground = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    User = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Since = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LegalHold", x => x.SubjectId);
                });

            migrationBuilder.CreateTable(
                name: "Mandate",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Recipient = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Position = table.Column<long>(type: "INTEGER", nullable: false),
                    Controller = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Basis = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ClientId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: true),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    EndsOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    AskedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Code = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Asked = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Given = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Refused = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Values = table.Column<int>(type: "INTEGER", nullable: false),
                    PolicyVersion = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ReferenceHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    QuestionHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    Wrapped = table.Column<byte[]>(type: "BLOB", maxLength: 100, nullable: true),
                    Reference = table.Column<byte[]>(type: "BLOB", maxLength: 1000, nullable: true),
                    ReadBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Mandate", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Opening",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LastAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    User = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Office = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Roles = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    SubjectId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    ClientId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: true),
                    Agency = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ReferralId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: true),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Words = table.Column<byte[]>(type: "BLOB", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Opening", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Operation",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    User = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Action = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Detail = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Operation", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PilotCount",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Collaboration = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Period = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    SourceTime = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Identified = table.Column<int>(type: "INTEGER", nullable: false),
                    Eligible = table.Column<int>(type: "INTEGER", nullable: false),
                    Offered = table.Column<int>(type: "INTEGER", nullable: false),
                    Losses = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PilotCount", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Preview",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    Agency = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Steps = table.Column<string>(type: "TEXT", maxLength: 64000, nullable: false),
                    FirstKeptAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Preview", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Process",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Version = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    LoadedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SeenAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Refused = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Process", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ProtectionKey",
                columns: table => new
                {
                    FriendlyName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Xml = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProtectionKey", x => x.FriendlyName);
                });

            migrationBuilder.CreateTable(
                name: "Record",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    SubmissionId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Agency = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Line = table.Column<int>(type: "INTEGER", nullable: true),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    StatementType = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ClientId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: true),
                    Wrapped = table.Column<byte[]>(type: "BLOB", maxLength: 100, nullable: true),
                    Sealed = table.Column<byte[]>(type: "BLOB", nullable: true),
                    InReplyToHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: true),
                    Round = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Unmapped = table.Column<int>(type: "INTEGER", nullable: false),
                    ReceivedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ReferralId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: true),
                    WaitingFor = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: true),
                    ReasonCode = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ReasonText = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    ReasonPath = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Ladder = table.Column<int>(type: "INTEGER", nullable: false),
                    Compartment = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Record", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Referral",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Agency = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ClientId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    TicketHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    StatementHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    RecordId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    SourceTime = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SubmittedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    ReasonCode = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    BasisReference = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    AgreementId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: true),
                    Collaboration = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Municipality = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    AckDueAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    OverdueAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    WaitsFor = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    WaitsSince = table.Column<DateTime>(type: "TEXT", nullable: true),
                    NeedsFirst = table.Column<bool>(type: "INTEGER", nullable: false),
                    CounsellorAgreedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CounsellorAskedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Goal = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    GoalFrom = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    GoalSetBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    DatedGoals = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    StillSince = table.Column<DateTime>(type: "TEXT", nullable: true),
                    OwnServices = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    LeftAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndOfKey = table.Column<byte[]>(type: "BLOB", maxLength: 4, nullable: true, computedColumnSql: "substr(\"Id\", 13, 4)", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Referral", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Replay",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    User = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Stage = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Agency = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Profile = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Path = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Wave = table.Column<int>(type: "INTEGER", nullable: false),
                    Items = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Replay", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReplayItem",
                columns: table => new
                {
                    ReplayId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    WorkItemId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    SubjectId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Generation = table.Column<int>(type: "INTEGER", nullable: true),
                    Skipped = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReplayItem", x => new { x.ReplayId, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "RoleGrant",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    UserId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    User = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Roles = table.Column<int>(type: "INTEGER", nullable: false),
                    Agency = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    AskedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    AskedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ReadBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ReadAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RoleGrant", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SavedSearch",
                columns: table => new
                {
                    User = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Filter = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SavedSearch", x => new { x.User, x.Name });
                });

            migrationBuilder.CreateTable(
                name: "Segment",
                columns: table => new
                {
                    SubmissionId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Index = table.Column<int>(type: "INTEGER", nullable: false),
                    Cipher = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Last = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Segment", x => new { x.SubmissionId, x.Index });
                });

            migrationBuilder.CreateTable(
                name: "Setting",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Value = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Setting", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "Submission",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Agency = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Profile = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    NamedProfile = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: true),
                    KeyHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    BodyHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Declared = table.Column<byte[]>(type: "BLOB", maxLength: 1000, nullable: true),
                    ReceivedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Records = table.Column<int>(type: "INTEGER", nullable: false),
                    SetAside = table.Column<int>(type: "INTEGER", nullable: false),
                    ReasonCode = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ReasonText = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    ProfileVersion = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Wrapped = table.Column<byte[]>(type: "BLOB", maxLength: 100, nullable: true),
                    Sealed = table.Column<byte[]>(type: "BLOB", nullable: true),
                    KeepUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DestroyedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Submission", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Task",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Agency = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ReferralId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: true),
                    SubjectId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    ReasonCode = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ClosedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ClientId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: true),
                    HandoverId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: true),
                    Source = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ClaimedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ClaimedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    InVain = table.Column<int>(type: "INTEGER", nullable: false),
                    AttemptedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AttemptResult = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Rung = table.Column<int>(type: "INTEGER", nullable: false),
                    EscalateAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Task", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Tombstone",
                columns: table => new
                {
                    Digest = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    ErasureId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Tombstone", x => new { x.Digest, x.ErasureId });
                });

            migrationBuilder.CreateTable(
                name: "TrafficDay",
                columns: table => new
                {
                    Agency = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Received = table.Column<long>(type: "INTEGER", nullable: false),
                    SetAside = table.Column<long>(type: "INTEGER", nullable: false),
                    Referred = table.Column<long>(type: "INTEGER", nullable: false),
                    Withheld = table.Column<long>(type: "INTEGER", nullable: false),
                    Unroutable = table.Column<long>(type: "INTEGER", nullable: false),
                    Delivered = table.Column<long>(type: "INTEGER", nullable: false),
                    InMinute = table.Column<long>(type: "INTEGER", nullable: false),
                    InHour = table.Column<long>(type: "INTEGER", nullable: false),
                    InDay = table.Column<long>(type: "INTEGER", nullable: false),
                    Waiting = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrafficDay", x => new { x.Day, x.Agency });
                });

            migrationBuilder.CreateTable(
                name: "TrafficHour",
                columns: table => new
                {
                    Agency = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Received = table.Column<long>(type: "INTEGER", nullable: false),
                    SetAside = table.Column<long>(type: "INTEGER", nullable: false),
                    Referred = table.Column<long>(type: "INTEGER", nullable: false),
                    Withheld = table.Column<long>(type: "INTEGER", nullable: false),
                    Unroutable = table.Column<long>(type: "INTEGER", nullable: false),
                    Delivered = table.Column<long>(type: "INTEGER", nullable: false),
                    InMinute = table.Column<long>(type: "INTEGER", nullable: false),
                    InHour = table.Column<long>(type: "INTEGER", nullable: false),
                    InDay = table.Column<long>(type: "INTEGER", nullable: false),
                    Waiting = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrafficHour", x => new { x.At, x.Agency });
                });

            migrationBuilder.CreateTable(
                name: "User",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    PasswordHash = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    External = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Roles = table.Column<int>(type: "INTEGER", nullable: false),
                    Agency = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Sessions = table.Column<int>(type: "INTEGER", nullable: false),
                    Failures = table.Column<int>(type: "INTEGER", nullable: false),
                    LockedUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LinkHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: true),
                    LinkUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DisabledAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Seal = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_User", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "WebhookSecret",
                columns: table => new
                {
                    Agency = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Sealed = table.Column<byte[]>(type: "BLOB", maxLength: 100, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WebhookSecret", x => new { x.Agency, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "WorkItem",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Stage = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    SubjectId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Generation = table.Column<int>(type: "INTEGER", nullable: false),
                    NotBefore = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LeasedUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LeaseToken = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: true),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    ParkedCode = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ParkedReason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    TraceParent = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkItem", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Audit_Period_Id",
                table: "Audit",
                columns: new[] { "Period", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Audit_SubjectId",
                table: "Audit",
                column: "SubjectId");

            migrationBuilder.CreateIndex(
                name: "IX_AuditSeal_Period",
                table: "AuditSeal",
                column: "Period");

            migrationBuilder.CreateIndex(
                name: "IX_CapacityStatement_Agency_Service",
                table: "CapacityStatement",
                columns: new[] { "Agency", "Service" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Client_LinkedTo",
                table: "Client",
                column: "LinkedTo");

            migrationBuilder.CreateIndex(
                name: "IX_ClientAgreement_AskAt",
                table: "ClientAgreement",
                column: "AskAt");

            migrationBuilder.CreateIndex(
                name: "IX_ClientAgreement_ClientId_Status",
                table: "ClientAgreement",
                columns: new[] { "ClientId", "Status" });

            migrationBuilder.CreateIndex(
                name: "IX_ClientAgreement_RecordHash",
                table: "ClientAgreement",
                column: "RecordHash");

            migrationBuilder.CreateIndex(
                name: "IX_ClientAgreement_TicketHash",
                table: "ClientAgreement",
                column: "TicketHash");

            migrationBuilder.CreateIndex(
                name: "IX_ClientIdentifier_ClientId",
                table: "ClientIdentifier",
                column: "ClientId");

            migrationBuilder.CreateIndex(
                name: "IX_Counts_Agency_Day",
                table: "Counts",
                columns: new[] { "Agency", "Day" });

            migrationBuilder.CreateIndex(
                name: "IX_Deadline_State_DueAt",
                table: "Deadline",
                columns: new[] { "State", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Deadline_SubjectId_Kind",
                table: "Deadline",
                columns: new[] { "SubjectId", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_Decision_ReferralId",
                table: "Decision",
                column: "ReferralId");

            migrationBuilder.CreateIndex(
                name: "IX_Delivery_ClientId_Recipient_Sequence",
                table: "Delivery",
                columns: new[] { "ClientId", "Recipient", "Sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Delivery_ConfirmDueAt",
                table: "Delivery",
                column: "ConfirmDueAt");

            migrationBuilder.CreateIndex(
                name: "IX_Delivery_Recipient_Position",
                table: "Delivery",
                columns: new[] { "Recipient", "Position" });

            migrationBuilder.CreateIndex(
                name: "IX_Delivery_Recipient_ReleasedAt",
                table: "Delivery",
                columns: new[] { "Recipient", "ReleasedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Delivery_Recipient_State_Id",
                table: "Delivery",
                columns: new[] { "Recipient", "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Delivery_ReferralId",
                table: "Delivery",
                column: "ReferralId");

            migrationBuilder.CreateIndex(
                name: "IX_Disclosure_ClientId",
                table: "Disclosure",
                column: "ClientId");

            migrationBuilder.CreateIndex(
                name: "IX_Disclosure_ReferralId",
                table: "Disclosure",
                column: "ReferralId");

            migrationBuilder.CreateIndex(
                name: "IX_Erasure_Agency_Number",
                table: "Erasure",
                columns: new[] { "Agency", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_Erasure_Number",
                table: "Erasure",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Handover_AckDueAt",
                table: "Handover",
                column: "AckDueAt");

            migrationBuilder.CreateIndex(
                name: "IX_Handover_EndOfKey",
                table: "Handover",
                column: "EndOfKey");

            migrationBuilder.CreateIndex(
                name: "IX_Handover_NextStepDueAt",
                table: "Handover",
                column: "NextStepDueAt");

            migrationBuilder.CreateIndex(
                name: "IX_Handover_Recipient_IssuedAt_Id",
                table: "Handover",
                columns: new[] { "Recipient", "IssuedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Handover_Recipient_ReferralId_Sender",
                table: "Handover",
                columns: new[] { "Recipient", "ReferralId", "Sender" });

            migrationBuilder.CreateIndex(
                name: "IX_Handover_Recipient_State",
                table: "Handover",
                columns: new[] { "Recipient", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_Handover_ReferralId",
                table: "Handover",
                column: "ReferralId");

            migrationBuilder.CreateIndex(
                name: "IX_Handover_TicketHash",
                table: "Handover",
                column: "TicketHash");

            migrationBuilder.CreateIndex(
                name: "IX_LadderCount_Year_Instrument_Organisation",
                table: "LadderCount",
                columns: new[] { "Year", "Instrument", "Organisation" });

            migrationBuilder.CreateIndex(
                name: "IX_Mandate_ClientId",
                table: "Mandate",
                column: "ClientId");

            migrationBuilder.CreateIndex(
                name: "IX_Mandate_Controller_Id",
                table: "Mandate",
                columns: new[] { "Controller", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Mandate_Recipient_Position",
                table: "Mandate",
                columns: new[] { "Recipient", "Position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Mandate_ReferenceHash_Recipient",
                table: "Mandate",
                columns: new[] { "ReferenceHash", "Recipient" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Opening_ClientId_Id",
                table: "Opening",
                columns: new[] { "ClientId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Opening_ReferralId_Id",
                table: "Opening",
                columns: new[] { "ReferralId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Opening_SubjectId_User_Id",
                table: "Opening",
                columns: new[] { "SubjectId", "User", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Operation_Subject_Id",
                table: "Operation",
                columns: new[] { "Subject", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Operation_User_Id",
                table: "Operation",
                columns: new[] { "User", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_PilotCount_Collaboration_Period",
                table: "PilotCount",
                columns: new[] { "Collaboration", "Period" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Preview_Hash",
                table: "Preview",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Process_SeenAt",
                table: "Process",
                column: "SeenAt");

            migrationBuilder.CreateIndex(
                name: "IX_Record_ClientId",
                table: "Record",
                column: "ClientId");

            migrationBuilder.CreateIndex(
                name: "IX_Record_InReplyToHash",
                table: "Record",
                column: "InReplyToHash");

            migrationBuilder.CreateIndex(
                name: "IX_Record_Ladder",
                table: "Record",
                column: "Ladder",
                filter: "\"Ladder\" = 1");

            migrationBuilder.CreateIndex(
                name: "IX_Record_ReferralId",
                table: "Record",
                column: "ReferralId");

            migrationBuilder.CreateIndex(
                name: "IX_Record_SubmissionId_Number",
                table: "Record",
                columns: new[] { "SubmissionId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Record_WaitingFor",
                table: "Record",
                column: "WaitingFor");

            migrationBuilder.CreateIndex(
                name: "IX_Referral_AckDueAt",
                table: "Referral",
                column: "AckDueAt");

            migrationBuilder.CreateIndex(
                name: "IX_Referral_Agency_State_Id",
                table: "Referral",
                columns: new[] { "Agency", "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Referral_Agency_SubmittedAt_Id",
                table: "Referral",
                columns: new[] { "Agency", "SubmittedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Referral_AgreementId",
                table: "Referral",
                column: "AgreementId");

            migrationBuilder.CreateIndex(
                name: "IX_Referral_ClientId",
                table: "Referral",
                column: "ClientId");

            migrationBuilder.CreateIndex(
                name: "IX_Referral_EndOfKey",
                table: "Referral",
                column: "EndOfKey");

            migrationBuilder.CreateIndex(
                name: "IX_Referral_State_Id",
                table: "Referral",
                columns: new[] { "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Referral_TicketHash_Agency",
                table: "Referral",
                columns: new[] { "TicketHash", "Agency" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Replay_State_Id",
                table: "Replay",
                columns: new[] { "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ReplayItem_WorkItemId",
                table: "ReplayItem",
                column: "WorkItemId");

            migrationBuilder.CreateIndex(
                name: "IX_RoleGrant_State_Id",
                table: "RoleGrant",
                columns: new[] { "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_RoleGrant_UserId_State",
                table: "RoleGrant",
                columns: new[] { "UserId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_Submission_Agency_ReceivedAt",
                table: "Submission",
                columns: new[] { "Agency", "ReceivedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Submission_KeepUntil",
                table: "Submission",
                column: "KeepUntil");

            migrationBuilder.CreateIndex(
                name: "IX_Submission_KeyHash_Agency_Profile",
                table: "Submission",
                columns: new[] { "KeyHash", "Agency", "Profile" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Task_Agency_ClosedAt_Id",
                table: "Task",
                columns: new[] { "Agency", "ClosedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Task_ClosedAt_Kind_Agency",
                table: "Task",
                columns: new[] { "ClosedAt", "Kind", "Agency" });

            migrationBuilder.CreateIndex(
                name: "IX_Task_EscalateAt",
                table: "Task",
                column: "EscalateAt");

            migrationBuilder.CreateIndex(
                name: "IX_Task_ReferralId_ClosedAt",
                table: "Task",
                columns: new[] { "ReferralId", "ClosedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Task_SubjectId_ClosedAt",
                table: "Task",
                columns: new[] { "SubjectId", "ClosedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_User_External",
                table: "User",
                column: "External");

            migrationBuilder.CreateIndex(
                name: "IX_User_LinkHash",
                table: "User",
                column: "LinkHash");

            migrationBuilder.CreateIndex(
                name: "IX_User_Name",
                table: "User",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WorkItem_Stage_SubjectId_Generation",
                table: "WorkItem",
                columns: new[] { "Stage", "SubjectId", "Generation" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WorkItem_State_Stage_NotBefore",
                table: "WorkItem",
                columns: new[] { "State", "Stage", "NotBefore" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ApiKey");

            migrationBuilder.DropTable(
                name: "Audit");

            migrationBuilder.DropTable(
                name: "AuditSeal");

            migrationBuilder.DropTable(
                name: "Barrier");

            migrationBuilder.DropTable(
                name: "CapacityStatement");

            migrationBuilder.DropTable(
                name: "Cause");

            migrationBuilder.DropTable(
                name: "Client");

            migrationBuilder.DropTable(
                name: "ClientAgreement");

            migrationBuilder.DropTable(
                name: "ClientIdentifier");

            migrationBuilder.DropTable(
                name: "Countersignature");

            migrationBuilder.DropTable(
                name: "Counts");

            migrationBuilder.DropTable(
                name: "DataKey");

            migrationBuilder.DropTable(
                name: "Deadline");

            migrationBuilder.DropTable(
                name: "Decision");

            migrationBuilder.DropTable(
                name: "Delivery");

            migrationBuilder.DropTable(
                name: "Disclosure");

            migrationBuilder.DropTable(
                name: "Erasure");

            migrationBuilder.DropTable(
                name: "Feed");

            migrationBuilder.DropTable(
                name: "FlowDay");

            migrationBuilder.DropTable(
                name: "Handover");

            migrationBuilder.DropTable(
                name: "Hold");

            migrationBuilder.DropTable(
                name: "LadderCount");

            migrationBuilder.DropTable(
                name: "LegalHold");

            migrationBuilder.DropTable(
                name: "Mandate");

            migrationBuilder.DropTable(
                name: "Opening");

            migrationBuilder.DropTable(
                name: "Operation");

            migrationBuilder.DropTable(
                name: "PilotCount");

            migrationBuilder.DropTable(
                name: "Preview");

            migrationBuilder.DropTable(
                name: "Process");

            migrationBuilder.DropTable(
                name: "ProtectionKey");

            migrationBuilder.DropTable(
                name: "Record");

            migrationBuilder.DropTable(
                name: "Referral");

            migrationBuilder.DropTable(
                name: "Replay");

            migrationBuilder.DropTable(
                name: "ReplayItem");

            migrationBuilder.DropTable(
                name: "RoleGrant");

            migrationBuilder.DropTable(
                name: "SavedSearch");

            migrationBuilder.DropTable(
                name: "Segment");

            migrationBuilder.DropTable(
                name: "Setting");

            migrationBuilder.DropTable(
                name: "Submission");

            migrationBuilder.DropTable(
                name: "Task");

            migrationBuilder.DropTable(
                name: "Tombstone");

            migrationBuilder.DropTable(
                name: "TrafficDay");

            migrationBuilder.DropTable(
                name: "TrafficHour");

            migrationBuilder.DropTable(
                name: "User");

            migrationBuilder.DropTable(
                name: "WebhookSecret");

            migrationBuilder.DropTable(
                name: "WorkItem");
        }
    }
}
