IF OBJECT_ID(N'[__EFMigrationsHistory]') IS NULL
BEGIN
    CREATE TABLE [__EFMigrationsHistory] (
        [MigrationId] nvarchar(150) NOT NULL,
        [ProductVersion] nvarchar(32) NOT NULL,
        CONSTRAINT [PK___EFMigrationsHistory] PRIMARY KEY ([MigrationId])
    );
END;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [ApiKey] (
        [Id] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Agency] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Hash] varbinary(32) NOT NULL,
        [Scopes] nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ExpiresAt] datetime2 NULL,
        [TermsSeal] varbinary(32) NOT NULL,
        [CreatedAt] datetime2 NOT NULL,
        [RevokedAt] datetime2 NULL,
        CONSTRAINT [PK_ApiKey] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [Audit] (
        [Id] binary(16) NOT NULL,
        [At] datetime2 NOT NULL,
        [Kind] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Actor] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [SubjectId] binary(16) NOT NULL,
        [Detail] nvarchar(4000) COLLATE Latin1_General_100_BIN2 NULL,
        [Digest] varbinary(32) NOT NULL,
        [Period] int NOT NULL,
        CONSTRAINT [PK_Audit] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [AuditSeal] (
        [Number] int NOT NULL,
        [Period] int NOT NULL,
        [Last] binary(16) NOT NULL,
        [Entries] varbinary(max) NOT NULL,
        [Hash] varbinary(32) NOT NULL,
        [Nodes] varbinary(max) NOT NULL,
        [Root] varbinary(32) NOT NULL,
        [Signature] varbinary(64) NOT NULL,
        [SealedAt] datetime2 NOT NULL,
        CONSTRAINT [PK_AuditSeal] PRIMARY KEY ([Number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [Barrier] (
        [Id] binary(16) NOT NULL,
        [Agreement] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [Title] nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Stopped] int NOT NULL,
        [Level] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Owner] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Decision] nvarchar(1000) COLLATE Latin1_General_100_BIN2 NULL,
        [OpenedAt] datetime2 NOT NULL,
        [DecidedAt] datetime2 NULL,
        [Version] int NOT NULL,
        CONSTRAINT [PK_Barrier] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [CapacityStatement] (
        [Id] binary(16) NOT NULL,
        [Agency] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Service] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Places] int NOT NULL,
        [WaitingDays] int NULL,
        [AssessFirst] bit NOT NULL,
        [StatedAt] datetime2 NOT NULL,
        [Version] int NOT NULL,
        CONSTRAINT [PK_CapacityStatement] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [Cause] (
        [Kind] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ReasonCode] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Agency] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Owner] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [Note] nvarchar(1000) COLLATE Latin1_General_100_BIN2 NULL,
        [Version] int NOT NULL,
        CONSTRAINT [PK_Cause] PRIMARY KEY ([Kind], [ReasonCode], [Agency])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [Client] (
        [Id] binary(16) NOT NULL,
        [Agency] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Wrapped] varbinary(100) NULL,
        [Version] int NOT NULL,
        [Uses] int NOT NULL,
        [SecretAddress] bit NOT NULL,
        [SecretAddressAt] datetime2 NULL,
        [StaffOfAgency] bit NOT NULL,
        [StaffOfAgencyAt] datetime2 NULL,
        [Restricted] bit NOT NULL,
        [RestrictedAt] datetime2 NULL,
        [Objected] bit NOT NULL,
        [ObjectedAt] datetime2 NULL,
        [Deceased] bit NOT NULL,
        [DeceasedAt] datetime2 NULL,
        [BenefitEndsOn] date NULL,
        [BenefitAskAt] datetime2 NULL,
        [DecideApplicationBy] date NULL,
        [LinkedTo] binary(16) NULL,
        [Life] varbinary(max) NULL,
        CONSTRAINT [PK_Client] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [ClientAgreement] (
        [Id] binary(16) NOT NULL,
        [Agency] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ClientId] binary(16) NOT NULL,
        [TicketHash] varbinary(32) NULL,
        [RecordHash] varbinary(32) NULL,
        [Status] int NOT NULL,
        [Version] int NOT NULL,
        [GivenOn] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [Expires] date NULL,
        [EndsBy] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [AskAt] datetime2 NULL,
        [PropertyOnly] bit NOT NULL,
        [ExplicitNeeds] bit NOT NULL,
        [RecordId] binary(16) NULL,
        [PreviewHash] varbinary(32) NULL,
        [RecordedAt] datetime2 NOT NULL,
        [WithdrawnAt] datetime2 NULL,
        CONSTRAINT [PK_ClientAgreement] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [ClientIdentifier] (
        [Agency] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Hash] varbinary(32) NOT NULL,
        [ClientId] binary(16) NOT NULL,
        [Scheme] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_ClientIdentifier] PRIMARY KEY ([Hash], [Agency])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [Countersignature] (
        [Size] int NOT NULL,
        [Agency] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Signature] varbinary(64) NOT NULL,
        [At] datetime2 NOT NULL,
        CONSTRAINT [PK_Countersignature] PRIMARY KEY ([Size], [Agency])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [Counts] (
        [Id] binary(16) NOT NULL,
        [Agency] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Day] date NOT NULL,
        [At] datetime2 NOT NULL,
        [RecordId] binary(16) NULL,
        [Document] varbinary(max) NULL,
        CONSTRAINT [PK_Counts] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [DataKey] (
        [Id] binary(16) NOT NULL,
        [Purpose] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Wrapped] varbinary(100) NULL,
        CONSTRAINT [PK_DataKey] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [Deadline] (
        [Id] binary(16) NOT NULL,
        [Kind] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [SubjectId] binary(16) NOT NULL,
        [DueAt] datetime2 NOT NULL,
        [State] int NOT NULL,
        CONSTRAINT [PK_Deadline] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [Decision] (
        [Id] binary(16) NOT NULL,
        [ReferralId] binary(16) NOT NULL,
        [Parts] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Contracts] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [At] datetime2 NOT NULL,
        CONSTRAINT [PK_Decision] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [Delivery] (
        [Id] binary(16) NOT NULL,
        [ReferralId] binary(16) NOT NULL,
        [HandoverId] binary(16) NULL,
        [ClientId] binary(16) NOT NULL,
        [From] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Recipient] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Event] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Step] int NOT NULL,
        [Revision] int NOT NULL,
        [Status] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [Sequence] int NOT NULL,
        [State] int NOT NULL,
        [IssuedAt] datetime2 NOT NULL,
        [ReleasedAt] datetime2 NULL,
        [Position] bigint NULL,
        [Payload] varbinary(max) NULL,
        [MediaType] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [ConfirmDueAt] datetime2 NULL,
        [AcknowledgedAt] datetime2 NULL,
        [ReasonCode] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [TraceParent] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [Version] int NOT NULL,
        CONSTRAINT [PK_Delivery] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [Disclosure] (
        [DeliveryId] binary(16) NOT NULL,
        [ReferralId] binary(16) NOT NULL,
        [ClientId] binary(16) NOT NULL,
        [From] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Recipient] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [RecipientClass] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Event] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Step] int NOT NULL,
        [Purpose] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Basis] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Manifest] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [PolicyVersion] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [AgreementId] binary(16) NULL,
        [AgreementVersion] int NULL,
        [Fields] nvarchar(4000) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [PayloadHmac] varbinary(32) NOT NULL,
        [At] datetime2 NOT NULL,
        CONSTRAINT [PK_Disclosure] PRIMARY KEY ([DeliveryId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [Erasure] (
        [Id] binary(16) NOT NULL,
        [Number] int NOT NULL,
        [Agency] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [At] datetime2 NOT NULL,
        [Certificate] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [AgainAt] datetime2 NULL,
        CONSTRAINT [PK_Erasure] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [Feed] (
        [Agency] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Last] bigint NOT NULL,
        [Acknowledged] bigint NOT NULL,
        CONSTRAINT [PK_Feed] PRIMARY KEY ([Agency])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [FlowDay] (
        [Day] date NOT NULL,
        [Sender] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Recipient] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Handovers] bigint NOT NULL,
        CONSTRAINT [PK_FlowDay] PRIMARY KEY ([Day], [Sender], [Recipient])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [Handover] (
        [Id] binary(16) NOT NULL,
        [ReferralId] binary(16) NOT NULL,
        [ClientId] binary(16) NOT NULL,
        [Sender] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Recipient] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Services] nvarchar(1000) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [TicketHash] varbinary(32) NOT NULL,
        [State] int NOT NULL,
        [Version] int NOT NULL,
        [AckDueOn] date NOT NULL,
        [AckDueAt] datetime2 NULL,
        [LastReplyAt] datetime2 NULL,
        [LastReply] binary(16) NULL,
        [IssuedAt] datetime2 NOT NULL,
        [AcknowledgedAt] datetime2 NULL,
        [WaitlistedAt] datetime2 NULL,
        [AcceptedAt] datetime2 NULL,
        [NotAcceptedAt] datetime2 NULL,
        [InServiceAt] datetime2 NULL,
        [NotStartedAt] datetime2 NULL,
        [StoppedAt] datetime2 NULL,
        [StabilisedAt] datetime2 NULL,
        [CompletedAt] datetime2 NULL,
        [OverdueAt] datetime2 NULL,
        [StepTwoAt] datetime2 NULL,
        [LastOutcome] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [LastReason] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [PausedAt] datetime2 NULL,
        [WaitsFor] nvarchar(1000) COLLATE Latin1_General_100_BIN2 NULL,
        [NextStep] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [NextStepDueAt] datetime2 NULL,
        [Told] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [ToldAt] datetime2 NULL,
        [AppointmentAt] datetime2 NULL,
        [AppointmentPlace] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [AppointmentKind] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [AppointmentState] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [AppointmentSaidAt] datetime2 NULL,
        [ClientToldOn] date NULL,
        [ClientToldBy] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [NeedMet] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [CaseNumber] varbinary(max) NULL,
        [EndOfKey] AS SUBSTRING([Id], 13, 4) PERSISTED,
        CONSTRAINT [PK_Handover] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [Hold] (
        [Agency] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Since] datetime2 NOT NULL,
        [User] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Reason] nvarchar(1000) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_Hold] PRIMARY KEY ([Agency])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [LadderCount] (
        [Id] binary(16) NOT NULL,
        [Version] int NOT NULL,
        [Kind] int NOT NULL,
        [Organisation] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Municipality] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Year] int NOT NULL,
        [Subgroup] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Instrument] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [From] int NOT NULL,
        [To] int NOT NULL,
        [Doubt] int NOT NULL,
        [People] int NOT NULL,
        CONSTRAINT [PK_LadderCount] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [LegalHold] (
        [SubjectId] binary(16) NOT NULL,
        [Ground] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Reference] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [User] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Since] datetime2 NOT NULL,
        CONSTRAINT [PK_LegalHold] PRIMARY KEY ([SubjectId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [Mandate] (
        [Id] binary(16) NOT NULL,
        [Recipient] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Position] bigint NOT NULL,
        [Controller] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [Basis] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [ClientId] binary(16) NULL,
        [From] date NOT NULL,
        [To] date NOT NULL,
        [EndsOn] date NOT NULL,
        [AskedAt] datetime2 NOT NULL,
        [AnsweredAt] datetime2 NULL,
        [Code] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [Asked] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Given] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Refused] nvarchar(1000) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Values] int NOT NULL,
        [PolicyVersion] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ReferenceHash] varbinary(32) NOT NULL,
        [QuestionHash] varbinary(32) NOT NULL,
        [Wrapped] varbinary(100) NULL,
        [Reference] varbinary(1000) NULL,
        [ReadBy] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [Version] int NOT NULL,
        CONSTRAINT [PK_Mandate] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [Opening] (
        [Id] binary(16) NOT NULL,
        [At] datetime2 NOT NULL,
        [LastAt] datetime2 NOT NULL,
        [Count] int NOT NULL,
        [User] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Office] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [Roles] int NOT NULL,
        [Kind] int NOT NULL,
        [SubjectId] binary(16) NOT NULL,
        [ClientId] binary(16) NULL,
        [Agency] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ReferralId] binary(16) NULL,
        [Purpose] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [Words] varbinary(4000) NULL,
        CONSTRAINT [PK_Opening] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [Operation] (
        [Id] binary(16) NOT NULL,
        [At] datetime2 NOT NULL,
        [User] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Action] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Subject] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Detail] nvarchar(1000) COLLATE Latin1_General_100_BIN2 NULL,
        CONSTRAINT [PK_Operation] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [PilotCount] (
        [Id] binary(16) NOT NULL,
        [Version] int NOT NULL,
        [Collaboration] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Period] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [SourceTime] datetime2 NOT NULL,
        [Identified] int NOT NULL,
        [Eligible] int NOT NULL,
        [Offered] int NOT NULL,
        [Losses] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_PilotCount] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [Preview] (
        [Id] binary(16) NOT NULL,
        [Hash] varbinary(32) NOT NULL,
        [Agency] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Purpose] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Steps] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [FirstKeptAt] datetime2 NOT NULL,
        CONSTRAINT [PK_Preview] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [Process] (
        [Id] binary(16) NOT NULL,
        [Name] nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Version] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [LoadedAt] datetime2 NOT NULL,
        [SeenAt] datetime2 NOT NULL,
        [Refused] nvarchar(1000) COLLATE Latin1_General_100_BIN2 NULL,
        CONSTRAINT [PK_Process] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [ProtectionKey] (
        [FriendlyName] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Xml] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_ProtectionKey] PRIMARY KEY ([FriendlyName])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [Record] (
        [Id] binary(16) NOT NULL,
        [SubmissionId] binary(16) NOT NULL,
        [Number] int NOT NULL,
        [Agency] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Line] int NULL,
        [State] int NOT NULL,
        [StatementType] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [ClientId] binary(16) NULL,
        [Wrapped] varbinary(100) NULL,
        [Sealed] varbinary(max) NULL,
        [InReplyToHash] varbinary(32) NULL,
        [Round] int NOT NULL,
        [Version] int NOT NULL,
        [Unmapped] int NOT NULL,
        [ReceivedAt] datetime2 NOT NULL,
        [ReferralId] binary(16) NULL,
        [WaitingFor] varbinary(32) NULL,
        [ReasonCode] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [ReasonText] nvarchar(1000) COLLATE Latin1_General_100_BIN2 NULL,
        [ReasonPath] nvarchar(400) COLLATE Latin1_General_100_BIN2 NULL,
        [Ladder] int NOT NULL,
        [Compartment] int NOT NULL,
        CONSTRAINT [PK_Record] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [Referral] (
        [Id] binary(16) NOT NULL,
        [Agency] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ClientId] binary(16) NOT NULL,
        [TicketHash] varbinary(32) NOT NULL,
        [StatementHash] varbinary(32) NOT NULL,
        [RecordId] binary(16) NOT NULL,
        [SourceTime] datetime2 NOT NULL,
        [SubmittedAt] datetime2 NOT NULL,
        [State] int NOT NULL,
        [ReasonCode] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [Version] int NOT NULL,
        [Purpose] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [BasisReference] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [AgreementId] binary(16) NULL,
        [Collaboration] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [Municipality] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [AckDueAt] datetime2 NULL,
        [EndedAt] datetime2 NULL,
        [OverdueAt] datetime2 NULL,
        [WaitsFor] nvarchar(1000) COLLATE Latin1_General_100_BIN2 NULL,
        [WaitsSince] datetime2 NULL,
        [NeedsFirst] bit NOT NULL,
        [CounsellorAgreedAt] datetime2 NULL,
        [CounsellorAskedAt] datetime2 NULL,
        [Goal] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [GoalFrom] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [GoalSetBy] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [DatedGoals] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [StillSince] datetime2 NULL,
        [OwnServices] nvarchar(1000) COLLATE Latin1_General_100_BIN2 NULL,
        [LeftAt] datetime2 NULL,
        [EndOfKey] AS SUBSTRING([Id], 13, 4) PERSISTED,
        CONSTRAINT [PK_Referral] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [Replay] (
        [Id] binary(16) NOT NULL,
        [At] datetime2 NOT NULL,
        [User] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Stage] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Code] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Kind] int NOT NULL,
        [Agency] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [Profile] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [Path] nvarchar(400) COLLATE Latin1_General_100_BIN2 NULL,
        [State] int NOT NULL,
        [Wave] int NOT NULL,
        [Items] int NOT NULL,
        [Version] int NOT NULL,
        CONSTRAINT [PK_Replay] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [ReplayItem] (
        [ReplayId] binary(16) NOT NULL,
        [Number] int NOT NULL,
        [WorkItemId] binary(16) NOT NULL,
        [SubjectId] binary(16) NOT NULL,
        [Generation] int NULL,
        [Skipped] bit NOT NULL,
        CONSTRAINT [PK_ReplayItem] PRIMARY KEY ([ReplayId], [Number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [RoleGrant] (
        [Id] binary(16) NOT NULL,
        [UserId] binary(16) NOT NULL,
        [User] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Roles] int NOT NULL,
        [Agency] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [AskedAt] datetime2 NOT NULL,
        [AskedBy] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [State] int NOT NULL,
        [DecidedBy] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [DecidedAt] datetime2 NULL,
        [ReadBy] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [ReadAt] datetime2 NULL,
        [Version] int NOT NULL,
        CONSTRAINT [PK_RoleGrant] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [SavedSearch] (
        [User] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Name] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Filter] nvarchar(1000) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_SavedSearch] PRIMARY KEY ([User], [Name])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [Segment] (
        [SubmissionId] binary(16) NOT NULL,
        [Index] int NOT NULL,
        [Cipher] varbinary(max) NOT NULL,
        [Last] bit NOT NULL,
        CONSTRAINT [PK_Segment] PRIMARY KEY ([SubmissionId], [Index])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [Setting] (
        [Name] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Value] nvarchar(4000) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_Setting] PRIMARY KEY ([Name])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [Submission] (
        [Id] binary(16) NOT NULL,
        [Agency] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Profile] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [NamedProfile] varbinary(32) NULL,
        [KeyHash] varbinary(32) NOT NULL,
        [BodyHash] varbinary(32) NOT NULL,
        [Bytes] bigint NOT NULL,
        [ContentType] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [Declared] varbinary(1000) NULL,
        [ReceivedAt] datetime2 NOT NULL,
        [State] int NOT NULL,
        [Records] int NOT NULL,
        [SetAside] int NOT NULL,
        [ReasonCode] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [ReasonText] nvarchar(1000) COLLATE Latin1_General_100_BIN2 NULL,
        [ProfileVersion] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [Wrapped] varbinary(100) NULL,
        [Sealed] varbinary(max) NULL,
        [KeepUntil] datetime2 NULL,
        [DestroyedAt] datetime2 NULL,
        CONSTRAINT [PK_Submission] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [Task] (
        [Id] binary(16) NOT NULL,
        [Kind] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Agency] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ReferralId] binary(16) NULL,
        [SubjectId] binary(16) NOT NULL,
        [ReasonCode] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Text] nvarchar(1000) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [OpenedAt] datetime2 NOT NULL,
        [DueOn] date NULL,
        [ClosedAt] datetime2 NULL,
        [ClosedBy] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [Outcome] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [ClientId] binary(16) NULL,
        [HandoverId] binary(16) NULL,
        [Source] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [ClaimedBy] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [ClaimedAt] datetime2 NULL,
        [Attempts] int NOT NULL,
        [InVain] int NOT NULL,
        [AttemptedAt] datetime2 NULL,
        [AttemptResult] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [Rung] int NOT NULL,
        [EscalateAt] datetime2 NULL,
        [Version] int NOT NULL,
        CONSTRAINT [PK_Task] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [Tombstone] (
        [Digest] varbinary(32) NOT NULL,
        [ErasureId] binary(16) NOT NULL,
        [At] datetime2 NOT NULL,
        CONSTRAINT [PK_Tombstone] PRIMARY KEY ([Digest], [ErasureId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [TrafficDay] (
        [Agency] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Day] date NOT NULL,
        [Received] bigint NOT NULL,
        [SetAside] bigint NOT NULL,
        [Referred] bigint NOT NULL,
        [Withheld] bigint NOT NULL,
        [Unroutable] bigint NOT NULL,
        [Delivered] bigint NOT NULL,
        [InMinute] bigint NOT NULL,
        [InHour] bigint NOT NULL,
        [InDay] bigint NOT NULL,
        [Waiting] bigint NOT NULL,
        CONSTRAINT [PK_TrafficDay] PRIMARY KEY ([Day], [Agency])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [TrafficHour] (
        [Agency] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [At] datetime2 NOT NULL,
        [Received] bigint NOT NULL,
        [SetAside] bigint NOT NULL,
        [Referred] bigint NOT NULL,
        [Withheld] bigint NOT NULL,
        [Unroutable] bigint NOT NULL,
        [Delivered] bigint NOT NULL,
        [InMinute] bigint NOT NULL,
        [InHour] bigint NOT NULL,
        [InDay] bigint NOT NULL,
        [Waiting] bigint NOT NULL,
        CONSTRAINT [PK_TrafficHour] PRIMARY KEY ([At], [Agency])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [User] (
        [Id] binary(16) NOT NULL,
        [Name] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [PasswordHash] nvarchar(400) COLLATE Latin1_General_100_BIN2 NULL,
        [External] nvarchar(400) COLLATE Latin1_General_100_BIN2 NULL,
        [Roles] int NOT NULL,
        [Agency] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [Version] int NOT NULL,
        [Sessions] int NOT NULL,
        [Failures] int NOT NULL,
        [LockedUntil] datetime2 NULL,
        [LinkHash] varbinary(32) NULL,
        [LinkUntil] datetime2 NULL,
        [CreatedAt] datetime2 NOT NULL,
        [DisabledAt] datetime2 NULL,
        [Seal] varbinary(32) NOT NULL,
        CONSTRAINT [PK_User] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [WebhookSecret] (
        [Agency] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Number] int NOT NULL,
        [Sealed] varbinary(100) NOT NULL,
        [CreatedAt] datetime2 NOT NULL,
        CONSTRAINT [PK_WebhookSecret] PRIMARY KEY ([Agency], [Number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE TABLE [WorkItem] (
        [Id] binary(16) NOT NULL,
        [Stage] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [SubjectId] binary(16) NOT NULL,
        [Generation] int NOT NULL,
        [NotBefore] datetime2 NOT NULL,
        [LeasedUntil] datetime2 NULL,
        [LeaseToken] binary(16) NULL,
        [Attempts] int NOT NULL,
        [State] int NOT NULL,
        [ParkedCode] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [ParkedReason] nvarchar(1000) COLLATE Latin1_General_100_BIN2 NULL,
        [TraceParent] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        CONSTRAINT [PK_WorkItem] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Audit_Period_Id] ON [Audit] ([Period], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Audit_SubjectId] ON [Audit] ([SubjectId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_AuditSeal_Period] ON [AuditSeal] ([Period]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_CapacityStatement_Agency_Service] ON [CapacityStatement] ([Agency], [Service]) WHERE [Agency] IS NOT NULL AND [Service] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Client_LinkedTo] ON [Client] ([LinkedTo]) WHERE [LinkedTo] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_ClientAgreement_AskAt] ON [ClientAgreement] ([AskAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_ClientAgreement_ClientId_Status] ON [ClientAgreement] ([ClientId], [Status]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_ClientAgreement_RecordHash] ON [ClientAgreement] ([RecordHash]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_ClientAgreement_TicketHash] ON [ClientAgreement] ([TicketHash]) WHERE [TicketHash] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_ClientIdentifier_ClientId] ON [ClientIdentifier] ([ClientId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Counts_Agency_Day] ON [Counts] ([Agency], [Day]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Deadline_State_DueAt] ON [Deadline] ([State], [DueAt]) WHERE [State] = 0');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Deadline_SubjectId_Kind] ON [Deadline] ([SubjectId], [Kind]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Decision_ReferralId] ON [Decision] ([ReferralId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_Delivery_ClientId_Recipient_Sequence] ON [Delivery] ([ClientId], [Recipient], [Sequence]) WHERE [ClientId] IS NOT NULL AND [Recipient] IS NOT NULL AND [Sequence] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Delivery_ConfirmDueAt] ON [Delivery] ([ConfirmDueAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Delivery_OnTheWay] ON [Delivery] ([Recipient]) WHERE [State] = 1 AND [Position] IS NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Delivery_Recipient_Position] ON [Delivery] ([Recipient], [Position]) WHERE [Position] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Delivery_Recipient_ReleasedAt] ON [Delivery] ([Recipient], [ReleasedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Delivery_Recipient_State_Id] ON [Delivery] ([Recipient], [State], [Id]) WHERE [State] = 0');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Delivery_ReferralId] ON [Delivery] ([ReferralId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Disclosure_ClientId] ON [Disclosure] ([ClientId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Disclosure_ReferralId] ON [Disclosure] ([ReferralId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Erasure_Agency_Number] ON [Erasure] ([Agency], [Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_Erasure_Number] ON [Erasure] ([Number]) WHERE [Number] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Handover_AckDueAt] ON [Handover] ([AckDueAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Handover_EndOfKey] ON [Handover] ([EndOfKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Handover_NextStepDueAt] ON [Handover] ([NextStepDueAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Handover_Recipient_IssuedAt_Id] ON [Handover] ([Recipient], [IssuedAt], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Handover_Recipient_ReferralId_Sender] ON [Handover] ([Recipient], [ReferralId], [Sender]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Handover_Recipient_State] ON [Handover] ([Recipient], [State]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Handover_ReferralId] ON [Handover] ([ReferralId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Handover_TicketHash] ON [Handover] ([TicketHash]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_LadderCount_Year_Instrument_Organisation] ON [LadderCount] ([Year], [Instrument], [Organisation]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Mandate_ClientId] ON [Mandate] ([ClientId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Mandate_Controller_Id] ON [Mandate] ([Controller], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_Mandate_Recipient_Position] ON [Mandate] ([Recipient], [Position]) WHERE [Recipient] IS NOT NULL AND [Position] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_Mandate_ReferenceHash_Recipient] ON [Mandate] ([ReferenceHash], [Recipient]) WHERE [ReferenceHash] IS NOT NULL AND [Recipient] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Opening_ClientId_Id] ON [Opening] ([ClientId], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Opening_ReferralId_Id] ON [Opening] ([ReferralId], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Opening_SubjectId_User_Id] ON [Opening] ([SubjectId], [User], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Operation_Subject_Id] ON [Operation] ([Subject], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Operation_User_Id] ON [Operation] ([User], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_PilotCount_Collaboration_Period] ON [PilotCount] ([Collaboration], [Period]) WHERE [Collaboration] IS NOT NULL AND [Period] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_Preview_Hash] ON [Preview] ([Hash]) WHERE [Hash] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Process_SeenAt] ON [Process] ([SeenAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Record_ClientId] ON [Record] ([ClientId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Record_InReplyToHash] ON [Record] ([InReplyToHash]) WHERE [InReplyToHash] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Record_Ladder] ON [Record] ([Ladder]) WHERE [Ladder] = 1');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Record_ReferralId] ON [Record] ([ReferralId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_Record_SubmissionId_Number] ON [Record] ([SubmissionId], [Number]) WHERE [SubmissionId] IS NOT NULL AND [Number] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Record_WaitingFor] ON [Record] ([WaitingFor]) WHERE [WaitingFor] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Referral_AckDueAt] ON [Referral] ([AckDueAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Referral_Agency_State_Id] ON [Referral] ([Agency], [State], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Referral_Agency_SubmittedAt_Id] ON [Referral] ([Agency], [SubmittedAt], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Referral_AgreementId] ON [Referral] ([AgreementId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Referral_ClientId] ON [Referral] ([ClientId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Referral_EndOfKey] ON [Referral] ([EndOfKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Referral_State_Id] ON [Referral] ([State], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_Referral_TicketHash_Agency] ON [Referral] ([TicketHash], [Agency]) WHERE [TicketHash] IS NOT NULL AND [Agency] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Replay_State_Id] ON [Replay] ([State], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_ReplayItem_WorkItemId] ON [ReplayItem] ([WorkItemId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_RoleGrant_State_Id] ON [RoleGrant] ([State], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_RoleGrant_UserId_State] ON [RoleGrant] ([UserId], [State]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Submission_Agency_ReceivedAt] ON [Submission] ([Agency], [ReceivedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Submission_KeepUntil] ON [Submission] ([KeepUntil]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_Submission_KeyHash_Agency_Profile] ON [Submission] ([KeyHash], [Agency], [Profile]) WHERE [KeyHash] IS NOT NULL AND [Agency] IS NOT NULL AND [Profile] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Task_Agency_ClosedAt_Id] ON [Task] ([Agency], [ClosedAt], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Task_ClosedAt_Kind_Agency] ON [Task] ([ClosedAt], [Kind], [Agency]) WHERE [ClosedAt] IS NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Task_EscalateAt] ON [Task] ([EscalateAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Task_ReferralId_ClosedAt] ON [Task] ([ReferralId], [ClosedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_Task_SubjectId_ClosedAt] ON [Task] ([SubjectId], [ClosedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_User_External] ON [User] ([External]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    CREATE INDEX [IX_User_LinkHash] ON [User] ([LinkHash]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_User_Name] ON [User] ([Name]) WHERE [Name] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_WorkItem_Stage_LeasedUntil] ON [WorkItem] ([Stage], [LeasedUntil]) WHERE [State] = 0 AND [LeasedUntil] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_WorkItem_Stage_SubjectId_Generation] ON [WorkItem] ([Stage], [SubjectId], [Generation]) WHERE [Stage] IS NOT NULL AND [SubjectId] IS NOT NULL AND [Generation] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_WorkItem_State_Id] ON [WorkItem] ([State], [Id]) WHERE [State] = 1');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_WorkItem_State_Stage_NotBefore] ON [WorkItem] ([State], [Stage], [NotBefore]) WHERE [State] = 0');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261130170101_Initial'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261130170101_Initial', N'10.0.15');
END;

COMMIT;
GO

IF OBJECT_ID(N'[__CompartmentMigrations]') IS NULL
BEGIN
    CREATE TABLE [__CompartmentMigrations] (
        [MigrationId] nvarchar(150) NOT NULL,
        [ProductVersion] nvarchar(32) NOT NULL,
        CONSTRAINT [PK___CompartmentMigrations] PRIMARY KEY ([MigrationId])
    );
END;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__CompartmentMigrations]
    WHERE [MigrationId] = N'20261130170109_Initial'
)
BEGIN
    IF SCHEMA_ID(N'compartment') IS NULL EXEC(N'CREATE SCHEMA [compartment];');
END;

IF NOT EXISTS (
    SELECT * FROM [__CompartmentMigrations]
    WHERE [MigrationId] = N'20261130170109_Initial'
)
BEGIN
    CREATE TABLE [compartment].[CompartmentKey] (
        [Compartment] int NOT NULL,
        [Number] int NOT NULL,
        [PublicKey] varbinary(1000) NOT NULL,
        [WrappedPrivateKey] varbinary(max) NOT NULL,
        [LockedBy] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        CONSTRAINT [PK_CompartmentKey] PRIMARY KEY ([Compartment], [Number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__CompartmentMigrations]
    WHERE [MigrationId] = N'20261130170109_Initial'
)
BEGIN
    CREATE TABLE [compartment].[Sealed] (
        [RecordId] binary(16) NOT NULL,
        [Compartment] int NOT NULL,
        [KeyNumber] int NOT NULL,
        [WrappedKey] varbinary(512) NULL,
        [Cipher] varbinary(max) NOT NULL,
        CONSTRAINT [PK_Sealed] PRIMARY KEY ([RecordId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__CompartmentMigrations]
    WHERE [MigrationId] = N'20261130170109_Initial'
)
BEGIN
    INSERT INTO [__CompartmentMigrations] ([MigrationId], [ProductVersion])
    VALUES (N'20261130170109_Initial', N'10.0.15');
END;

COMMIT;
GO

