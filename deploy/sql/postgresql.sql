CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "MigrationId" character varying(150) NOT NULL,
    "ProductVersion" character varying(32) NOT NULL,
    CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY ("MigrationId")
);

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "ApiKey" (
        "Id" character varying(200) NOT NULL,
        "Agency" character varying(200) NOT NULL,
        "Hash" bytea NOT NULL,
        "Scopes" character varying(400) NOT NULL,
        "ExpiresAt" timestamp with time zone,
        "TermsSeal" bytea NOT NULL,
        "CreatedAt" timestamp with time zone NOT NULL,
        "RevokedAt" timestamp with time zone,
        CONSTRAINT "PK_ApiKey" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "Audit" (
        "Id" uuid NOT NULL,
        "At" timestamp with time zone NOT NULL,
        "Kind" character varying(200) NOT NULL,
        "Actor" character varying(200) NOT NULL,
        "SubjectId" uuid NOT NULL,
        "Detail" character varying(4000),
        "Digest" bytea NOT NULL,
        "Period" integer NOT NULL,
        CONSTRAINT "PK_Audit" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "AuditSeal" (
        "Number" integer NOT NULL,
        "Period" integer NOT NULL,
        "Last" uuid NOT NULL,
        "Entries" bytea NOT NULL,
        "Hash" bytea NOT NULL,
        "Nodes" bytea NOT NULL,
        "Root" bytea NOT NULL,
        "Signature" bytea NOT NULL,
        "SealedAt" timestamp with time zone NOT NULL,
        CONSTRAINT "PK_AuditSeal" PRIMARY KEY ("Number")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "Barrier" (
        "Id" uuid NOT NULL,
        "Agreement" character varying(200),
        "Title" character varying(400) NOT NULL,
        "Stopped" integer NOT NULL,
        "Level" character varying(200) NOT NULL,
        "Owner" character varying(200) NOT NULL,
        "Decision" character varying(1000),
        "OpenedAt" timestamp with time zone NOT NULL,
        "DecidedAt" timestamp with time zone,
        "Version" integer NOT NULL,
        CONSTRAINT "PK_Barrier" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "CapacityStatement" (
        "Id" uuid NOT NULL,
        "Agency" character varying(200) NOT NULL,
        "Service" character varying(200) NOT NULL,
        "Places" integer NOT NULL,
        "WaitingDays" integer,
        "AssessFirst" boolean NOT NULL,
        "StatedAt" timestamp with time zone NOT NULL,
        "Version" integer NOT NULL,
        CONSTRAINT "PK_CapacityStatement" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "Cause" (
        "Kind" character varying(200) NOT NULL,
        "ReasonCode" character varying(200) NOT NULL,
        "Agency" character varying(200) NOT NULL,
        "Owner" character varying(200),
        "Note" character varying(1000),
        "Version" integer NOT NULL,
        CONSTRAINT "PK_Cause" PRIMARY KEY ("Kind", "ReasonCode", "Agency")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "Client" (
        "Id" uuid NOT NULL,
        "Agency" character varying(200) NOT NULL,
        "Wrapped" bytea,
        "Version" integer NOT NULL,
        "Uses" integer NOT NULL,
        "SecretAddress" boolean NOT NULL,
        "SecretAddressAt" timestamp with time zone,
        "StaffOfAgency" boolean NOT NULL,
        "StaffOfAgencyAt" timestamp with time zone,
        "Restricted" boolean NOT NULL,
        "RestrictedAt" timestamp with time zone,
        "Objected" boolean NOT NULL,
        "ObjectedAt" timestamp with time zone,
        "Deceased" boolean NOT NULL,
        "DeceasedAt" timestamp with time zone,
        "BenefitEndsOn" date,
        "BenefitAskAt" timestamp with time zone,
        "DecideApplicationBy" date,
        "LinkedTo" uuid,
        "Life" bytea,
        CONSTRAINT "PK_Client" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "ClientAgreement" (
        "Id" uuid NOT NULL,
        "Agency" character varying(200) NOT NULL,
        "ClientId" uuid NOT NULL,
        "TicketHash" bytea,
        "RecordHash" bytea,
        "Status" integer NOT NULL,
        "Version" integer NOT NULL,
        "GivenOn" character varying(200),
        "Expires" date,
        "EndsBy" character varying(200),
        "AskAt" timestamp with time zone,
        "PropertyOnly" boolean NOT NULL,
        "ExplicitNeeds" boolean NOT NULL,
        "RecordId" uuid,
        "PreviewHash" bytea,
        "RecordedAt" timestamp with time zone NOT NULL,
        "WithdrawnAt" timestamp with time zone,
        CONSTRAINT "PK_ClientAgreement" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "ClientIdentifier" (
        "Agency" character varying(200) NOT NULL,
        "Hash" bytea NOT NULL,
        "ClientId" uuid NOT NULL,
        "Scheme" character varying(200) NOT NULL,
        CONSTRAINT "PK_ClientIdentifier" PRIMARY KEY ("Hash", "Agency")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "Countersignature" (
        "Size" integer NOT NULL,
        "Agency" character varying(200) NOT NULL,
        "Signature" bytea NOT NULL,
        "At" timestamp with time zone NOT NULL,
        CONSTRAINT "PK_Countersignature" PRIMARY KEY ("Size", "Agency")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "Counts" (
        "Id" uuid NOT NULL,
        "Agency" character varying(200) NOT NULL,
        "Day" date NOT NULL,
        "At" timestamp with time zone NOT NULL,
        "RecordId" uuid,
        "Document" bytea,
        CONSTRAINT "PK_Counts" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "DataKey" (
        "Id" uuid NOT NULL,
        "Purpose" character varying(200) NOT NULL,
        "Wrapped" bytea,
        CONSTRAINT "PK_DataKey" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "Deadline" (
        "Id" uuid NOT NULL,
        "Kind" character varying(200) NOT NULL,
        "SubjectId" uuid NOT NULL,
        "DueAt" timestamp with time zone NOT NULL,
        "State" integer NOT NULL,
        CONSTRAINT "PK_Deadline" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "Decision" (
        "Id" uuid NOT NULL,
        "ReferralId" uuid NOT NULL,
        "Parts" character varying(32000) NOT NULL,
        "Contracts" character varying(200) NOT NULL,
        "At" timestamp with time zone NOT NULL,
        CONSTRAINT "PK_Decision" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "Delivery" (
        "Id" uuid NOT NULL,
        "ReferralId" uuid NOT NULL,
        "HandoverId" uuid,
        "ClientId" uuid NOT NULL,
        "From" character varying(200) NOT NULL,
        "Recipient" character varying(200) NOT NULL,
        "Event" character varying(200) NOT NULL,
        "Step" integer NOT NULL,
        "Revision" integer NOT NULL,
        "Status" character varying(200),
        "Sequence" integer NOT NULL,
        "State" integer NOT NULL,
        "IssuedAt" timestamp with time zone NOT NULL,
        "ReleasedAt" timestamp with time zone,
        "Position" bigint,
        "Payload" bytea,
        "MediaType" character varying(200),
        "ConfirmDueAt" timestamp with time zone,
        "AcknowledgedAt" timestamp with time zone,
        "ReasonCode" character varying(200),
        "TraceParent" character varying(200),
        "Version" integer NOT NULL,
        CONSTRAINT "PK_Delivery" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "Disclosure" (
        "DeliveryId" uuid NOT NULL,
        "ReferralId" uuid NOT NULL,
        "ClientId" uuid NOT NULL,
        "From" character varying(200) NOT NULL,
        "Recipient" character varying(200) NOT NULL,
        "RecipientClass" character varying(200) NOT NULL,
        "Event" character varying(200) NOT NULL,
        "Step" integer NOT NULL,
        "Purpose" character varying(200) NOT NULL,
        "Basis" character varying(200) NOT NULL,
        "Manifest" character varying(200) NOT NULL,
        "PolicyVersion" character varying(200) NOT NULL,
        "AgreementId" uuid,
        "AgreementVersion" integer,
        "Fields" character varying(4000) NOT NULL,
        "PayloadHmac" bytea NOT NULL,
        "At" timestamp with time zone NOT NULL,
        CONSTRAINT "PK_Disclosure" PRIMARY KEY ("DeliveryId")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "Erasure" (
        "Id" uuid NOT NULL,
        "Number" integer NOT NULL,
        "Agency" character varying(200) NOT NULL,
        "At" timestamp with time zone NOT NULL,
        "Certificate" text NOT NULL,
        "AgainAt" timestamp with time zone,
        CONSTRAINT "PK_Erasure" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "Feed" (
        "Agency" character varying(200) NOT NULL,
        "Last" bigint NOT NULL,
        "Acknowledged" bigint NOT NULL,
        CONSTRAINT "PK_Feed" PRIMARY KEY ("Agency")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "FlowDay" (
        "Day" date NOT NULL,
        "Sender" character varying(200) NOT NULL,
        "Recipient" character varying(200) NOT NULL,
        "Handovers" bigint NOT NULL,
        CONSTRAINT "PK_FlowDay" PRIMARY KEY ("Day", "Sender", "Recipient")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "Handover" (
        "Id" uuid NOT NULL,
        "ReferralId" uuid NOT NULL,
        "ClientId" uuid NOT NULL,
        "Sender" character varying(200) NOT NULL,
        "Recipient" character varying(200) NOT NULL,
        "Services" character varying(1000) NOT NULL,
        "TicketHash" bytea NOT NULL,
        "State" integer NOT NULL,
        "Version" integer NOT NULL,
        "AckDueOn" date NOT NULL,
        "AckDueAt" timestamp with time zone,
        "LastReplyAt" timestamp with time zone,
        "LastReply" uuid,
        "IssuedAt" timestamp with time zone NOT NULL,
        "AcknowledgedAt" timestamp with time zone,
        "WaitlistedAt" timestamp with time zone,
        "AcceptedAt" timestamp with time zone,
        "NotAcceptedAt" timestamp with time zone,
        "InServiceAt" timestamp with time zone,
        "NotStartedAt" timestamp with time zone,
        "StoppedAt" timestamp with time zone,
        "StabilisedAt" timestamp with time zone,
        "CompletedAt" timestamp with time zone,
        "OverdueAt" timestamp with time zone,
        "StepTwoAt" timestamp with time zone,
        "LastOutcome" character varying(200),
        "LastReason" character varying(200),
        "PausedAt" timestamp with time zone,
        "WaitsFor" character varying(1000),
        "NextStep" character varying(200),
        "NextStepDueAt" timestamp with time zone,
        "Told" character varying(200),
        "ToldAt" timestamp with time zone,
        "AppointmentAt" timestamp with time zone,
        "AppointmentPlace" character varying(200),
        "AppointmentKind" character varying(200),
        "AppointmentState" character varying(200),
        "AppointmentSaidAt" timestamp with time zone,
        "ClientToldOn" date,
        "ClientToldBy" character varying(200),
        "NeedMet" character varying(200),
        "CaseNumber" bytea,
        "EndOfKey" bytea GENERATED ALWAYS AS (substring(uuid_send("Id") from 13)) STORED,
        CONSTRAINT "PK_Handover" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "Hold" (
        "Agency" character varying(200) NOT NULL,
        "Since" timestamp with time zone NOT NULL,
        "User" character varying(200) NOT NULL,
        "Reason" character varying(1000) NOT NULL,
        CONSTRAINT "PK_Hold" PRIMARY KEY ("Agency")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "LadderCount" (
        "Id" uuid NOT NULL,
        "Version" integer NOT NULL,
        "Kind" integer NOT NULL,
        "Organisation" character varying(200) NOT NULL,
        "Municipality" character varying(200) NOT NULL,
        "Year" integer NOT NULL,
        "Subgroup" character varying(200) NOT NULL,
        "Instrument" character varying(200) NOT NULL,
        "From" integer NOT NULL,
        "To" integer NOT NULL,
        "Doubt" integer NOT NULL,
        "People" integer NOT NULL,
        CONSTRAINT "PK_LadderCount" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "LegalHold" (
        "SubjectId" uuid NOT NULL,
        "Ground" character varying(200) NOT NULL,
        "Reference" character varying(200) NOT NULL,
        "User" character varying(200) NOT NULL,
        "Since" timestamp with time zone NOT NULL,
        CONSTRAINT "PK_LegalHold" PRIMARY KEY ("SubjectId")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "Mandate" (
        "Id" uuid NOT NULL,
        "Recipient" character varying(200) NOT NULL,
        "Position" bigint NOT NULL,
        "Controller" character varying(200),
        "Basis" character varying(200),
        "ClientId" uuid,
        "From" date NOT NULL,
        "To" date NOT NULL,
        "EndsOn" date NOT NULL,
        "AskedAt" timestamp with time zone NOT NULL,
        "AnsweredAt" timestamp with time zone,
        "Code" character varying(200),
        "Asked" character varying(200) NOT NULL,
        "Given" character varying(200) NOT NULL,
        "Refused" character varying(1000) NOT NULL,
        "Values" integer NOT NULL,
        "PolicyVersion" character varying(200) NOT NULL,
        "ReferenceHash" bytea NOT NULL,
        "QuestionHash" bytea NOT NULL,
        "Wrapped" bytea,
        "Reference" bytea,
        "ReadBy" character varying(200),
        "Version" integer NOT NULL,
        CONSTRAINT "PK_Mandate" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "Opening" (
        "Id" uuid NOT NULL,
        "At" timestamp with time zone NOT NULL,
        "LastAt" timestamp with time zone NOT NULL,
        "Count" integer NOT NULL,
        "User" character varying(200) NOT NULL,
        "Office" character varying(200),
        "Roles" integer NOT NULL,
        "Kind" integer NOT NULL,
        "SubjectId" uuid NOT NULL,
        "ClientId" uuid,
        "Agency" character varying(200) NOT NULL,
        "ReferralId" uuid,
        "Purpose" character varying(200),
        "Words" bytea,
        CONSTRAINT "PK_Opening" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "Operation" (
        "Id" uuid NOT NULL,
        "At" timestamp with time zone NOT NULL,
        "User" character varying(200) NOT NULL,
        "Action" character varying(200) NOT NULL,
        "Subject" character varying(200) NOT NULL,
        "Detail" character varying(1000),
        CONSTRAINT "PK_Operation" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "PilotCount" (
        "Id" uuid NOT NULL,
        "Version" integer NOT NULL,
        "Collaboration" character varying(200) NOT NULL,
        "Period" character varying(200) NOT NULL,
        "SourceTime" timestamp with time zone NOT NULL,
        "Identified" integer NOT NULL,
        "Eligible" integer NOT NULL,
        "Offered" integer NOT NULL,
        "Losses" character varying(8000) NOT NULL,
        CONSTRAINT "PK_PilotCount" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "Preview" (
        "Id" uuid NOT NULL,
        "Hash" bytea NOT NULL,
        "Agency" character varying(200) NOT NULL,
        "Purpose" character varying(200) NOT NULL,
        "Steps" character varying(64000) NOT NULL,
        "FirstKeptAt" timestamp with time zone NOT NULL,
        CONSTRAINT "PK_Preview" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "Process" (
        "Id" uuid NOT NULL,
        "Name" character varying(400) NOT NULL,
        "Version" character varying(200) NOT NULL,
        "LoadedAt" timestamp with time zone NOT NULL,
        "SeenAt" timestamp with time zone NOT NULL,
        "Refused" character varying(1000),
        CONSTRAINT "PK_Process" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "ProtectionKey" (
        "FriendlyName" character varying(200) NOT NULL,
        "Xml" text NOT NULL,
        CONSTRAINT "PK_ProtectionKey" PRIMARY KEY ("FriendlyName")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "Record" (
        "Id" uuid NOT NULL,
        "SubmissionId" uuid NOT NULL,
        "Number" integer NOT NULL,
        "Agency" character varying(200) NOT NULL,
        "Line" integer,
        "State" integer NOT NULL,
        "StatementType" character varying(200),
        "ClientId" uuid,
        "Wrapped" bytea,
        "Sealed" bytea,
        "InReplyToHash" bytea,
        "Round" integer NOT NULL,
        "Version" integer NOT NULL,
        "Unmapped" integer NOT NULL,
        "ReceivedAt" timestamp with time zone NOT NULL,
        "ReferralId" uuid,
        "WaitingFor" bytea,
        "ReasonCode" character varying(200),
        "ReasonText" character varying(1000),
        "ReasonPath" character varying(400),
        "Ladder" integer NOT NULL,
        "Compartment" integer NOT NULL,
        CONSTRAINT "PK_Record" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "Referral" (
        "Id" uuid NOT NULL,
        "Agency" character varying(200) NOT NULL,
        "ClientId" uuid NOT NULL,
        "TicketHash" bytea NOT NULL,
        "StatementHash" bytea NOT NULL,
        "RecordId" uuid NOT NULL,
        "SourceTime" timestamp with time zone NOT NULL,
        "SubmittedAt" timestamp with time zone NOT NULL,
        "State" integer NOT NULL,
        "ReasonCode" character varying(200),
        "Version" integer NOT NULL,
        "Purpose" character varying(200) NOT NULL,
        "BasisReference" character varying(200),
        "AgreementId" uuid,
        "Collaboration" character varying(200),
        "Municipality" character varying(200),
        "AckDueAt" timestamp with time zone,
        "EndedAt" timestamp with time zone,
        "OverdueAt" timestamp with time zone,
        "WaitsFor" character varying(1000),
        "WaitsSince" timestamp with time zone,
        "NeedsFirst" boolean NOT NULL,
        "CounsellorAgreedAt" timestamp with time zone,
        "CounsellorAskedAt" timestamp with time zone,
        "Goal" character varying(200),
        "GoalFrom" character varying(200),
        "GoalSetBy" character varying(200),
        "DatedGoals" character varying(200),
        "StillSince" timestamp with time zone,
        "OwnServices" character varying(1000),
        "LeftAt" timestamp with time zone,
        "EndOfKey" bytea GENERATED ALWAYS AS (substring(uuid_send("Id") from 13)) STORED,
        CONSTRAINT "PK_Referral" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "Replay" (
        "Id" uuid NOT NULL,
        "At" timestamp with time zone NOT NULL,
        "User" character varying(200) NOT NULL,
        "Stage" character varying(200) NOT NULL,
        "Code" character varying(200) NOT NULL,
        "Kind" integer NOT NULL,
        "Agency" character varying(200),
        "Profile" character varying(200),
        "Path" character varying(400),
        "State" integer NOT NULL,
        "Wave" integer NOT NULL,
        "Items" integer NOT NULL,
        "Version" integer NOT NULL,
        CONSTRAINT "PK_Replay" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "ReplayItem" (
        "ReplayId" uuid NOT NULL,
        "Number" integer NOT NULL,
        "WorkItemId" uuid NOT NULL,
        "SubjectId" uuid NOT NULL,
        "Generation" integer,
        "Skipped" boolean NOT NULL,
        CONSTRAINT "PK_ReplayItem" PRIMARY KEY ("ReplayId", "Number")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "RoleGrant" (
        "Id" uuid NOT NULL,
        "UserId" uuid NOT NULL,
        "User" character varying(200) NOT NULL,
        "Roles" integer NOT NULL,
        "Agency" character varying(200),
        "AskedAt" timestamp with time zone NOT NULL,
        "AskedBy" character varying(200) NOT NULL,
        "State" integer NOT NULL,
        "DecidedBy" character varying(200),
        "DecidedAt" timestamp with time zone,
        "ReadBy" character varying(200),
        "ReadAt" timestamp with time zone,
        "Version" integer NOT NULL,
        CONSTRAINT "PK_RoleGrant" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "SavedSearch" (
        "User" character varying(200) NOT NULL,
        "Name" character varying(200) NOT NULL,
        "Filter" character varying(1000) NOT NULL,
        CONSTRAINT "PK_SavedSearch" PRIMARY KEY ("User", "Name")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "Segment" (
        "SubmissionId" uuid NOT NULL,
        "Index" integer NOT NULL,
        "Cipher" bytea NOT NULL,
        "Last" boolean NOT NULL,
        CONSTRAINT "PK_Segment" PRIMARY KEY ("SubmissionId", "Index")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "Setting" (
        "Name" character varying(200) NOT NULL,
        "Value" character varying(4000) NOT NULL,
        CONSTRAINT "PK_Setting" PRIMARY KEY ("Name")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "Submission" (
        "Id" uuid NOT NULL,
        "Agency" character varying(200) NOT NULL,
        "Profile" character varying(200) NOT NULL,
        "NamedProfile" bytea,
        "KeyHash" bytea NOT NULL,
        "BodyHash" bytea NOT NULL,
        "Bytes" bigint NOT NULL,
        "ContentType" character varying(200),
        "Declared" bytea,
        "ReceivedAt" timestamp with time zone NOT NULL,
        "State" integer NOT NULL,
        "Records" integer NOT NULL,
        "SetAside" integer NOT NULL,
        "ReasonCode" character varying(200),
        "ReasonText" character varying(1000),
        "ProfileVersion" character varying(200),
        "Wrapped" bytea,
        "Sealed" bytea,
        "KeepUntil" timestamp with time zone,
        "DestroyedAt" timestamp with time zone,
        CONSTRAINT "PK_Submission" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "Task" (
        "Id" uuid NOT NULL,
        "Kind" character varying(200) NOT NULL,
        "Agency" character varying(200) NOT NULL,
        "ReferralId" uuid,
        "SubjectId" uuid NOT NULL,
        "ReasonCode" character varying(200) NOT NULL,
        "Text" character varying(1000) NOT NULL,
        "OpenedAt" timestamp with time zone NOT NULL,
        "DueOn" date,
        "ClosedAt" timestamp with time zone,
        "ClosedBy" character varying(200),
        "Outcome" character varying(200),
        "ClientId" uuid,
        "HandoverId" uuid,
        "Source" character varying(200),
        "ClaimedBy" character varying(200),
        "ClaimedAt" timestamp with time zone,
        "Attempts" integer NOT NULL,
        "InVain" integer NOT NULL,
        "AttemptedAt" timestamp with time zone,
        "AttemptResult" character varying(200),
        "Rung" integer NOT NULL,
        "EscalateAt" timestamp with time zone,
        "Version" integer NOT NULL,
        CONSTRAINT "PK_Task" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "Tombstone" (
        "Digest" bytea NOT NULL,
        "ErasureId" uuid NOT NULL,
        "At" timestamp with time zone NOT NULL,
        CONSTRAINT "PK_Tombstone" PRIMARY KEY ("Digest", "ErasureId")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "TrafficDay" (
        "Agency" character varying(200) NOT NULL,
        "Day" date NOT NULL,
        "Received" bigint NOT NULL,
        "SetAside" bigint NOT NULL,
        "Referred" bigint NOT NULL,
        "Withheld" bigint NOT NULL,
        "Unroutable" bigint NOT NULL,
        "Delivered" bigint NOT NULL,
        "InMinute" bigint NOT NULL,
        "InHour" bigint NOT NULL,
        "InDay" bigint NOT NULL,
        "Waiting" bigint NOT NULL,
        CONSTRAINT "PK_TrafficDay" PRIMARY KEY ("Day", "Agency")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "TrafficHour" (
        "Agency" character varying(200) NOT NULL,
        "At" timestamp with time zone NOT NULL,
        "Received" bigint NOT NULL,
        "SetAside" bigint NOT NULL,
        "Referred" bigint NOT NULL,
        "Withheld" bigint NOT NULL,
        "Unroutable" bigint NOT NULL,
        "Delivered" bigint NOT NULL,
        "InMinute" bigint NOT NULL,
        "InHour" bigint NOT NULL,
        "InDay" bigint NOT NULL,
        "Waiting" bigint NOT NULL,
        CONSTRAINT "PK_TrafficHour" PRIMARY KEY ("At", "Agency")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "User" (
        "Id" uuid NOT NULL,
        "Name" character varying(200) NOT NULL,
        "PasswordHash" character varying(400),
        "External" character varying(400),
        "Roles" integer NOT NULL,
        "Agency" character varying(200),
        "Version" integer NOT NULL,
        "Sessions" integer NOT NULL,
        "Failures" integer NOT NULL,
        "LockedUntil" timestamp with time zone,
        "LinkHash" bytea,
        "LinkUntil" timestamp with time zone,
        "CreatedAt" timestamp with time zone NOT NULL,
        "DisabledAt" timestamp with time zone,
        "Seal" bytea NOT NULL,
        CONSTRAINT "PK_User" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "WebhookSecret" (
        "Agency" character varying(200) NOT NULL,
        "Number" integer NOT NULL,
        "Sealed" bytea NOT NULL,
        "CreatedAt" timestamp with time zone NOT NULL,
        CONSTRAINT "PK_WebhookSecret" PRIMARY KEY ("Agency", "Number")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE TABLE "WorkItem" (
        "Id" uuid NOT NULL,
        "Stage" character varying(200) NOT NULL,
        "SubjectId" uuid NOT NULL,
        "Generation" integer NOT NULL,
        "NotBefore" timestamp with time zone NOT NULL,
        "LeasedUntil" timestamp with time zone,
        "LeaseToken" uuid,
        "Attempts" integer NOT NULL,
        "State" integer NOT NULL,
        "ParkedCode" character varying(200),
        "ParkedReason" character varying(1000),
        "TraceParent" character varying(200),
        CONSTRAINT "PK_WorkItem" PRIMARY KEY ("Id")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Audit_Period_Id" ON "Audit" ("Period", "Id");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Audit_SubjectId" ON "Audit" ("SubjectId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_AuditSeal_Period" ON "AuditSeal" ("Period");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE UNIQUE INDEX "IX_CapacityStatement_Agency_Service" ON "CapacityStatement" ("Agency", "Service");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Client_LinkedTo" ON "Client" ("LinkedTo") WHERE "LinkedTo" IS NOT NULL;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_ClientAgreement_AskAt" ON "ClientAgreement" ("AskAt");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_ClientAgreement_ClientId_Status" ON "ClientAgreement" ("ClientId", "Status");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_ClientAgreement_RecordHash" ON "ClientAgreement" ("RecordHash");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_ClientAgreement_TicketHash" ON "ClientAgreement" ("TicketHash") WHERE "TicketHash" IS NOT NULL;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_ClientIdentifier_ClientId" ON "ClientIdentifier" ("ClientId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Counts_Agency_Day" ON "Counts" ("Agency", "Day");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Deadline_State_DueAt" ON "Deadline" ("State", "DueAt") WHERE "State" = 0;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Deadline_SubjectId_Kind" ON "Deadline" ("SubjectId", "Kind");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Decision_ReferralId" ON "Decision" ("ReferralId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE UNIQUE INDEX "IX_Delivery_ClientId_Recipient_Sequence" ON "Delivery" ("ClientId", "Recipient", "Sequence");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Delivery_ConfirmDueAt" ON "Delivery" ("ConfirmDueAt");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Delivery_OnTheWay" ON "Delivery" ("Recipient") WHERE "State" = 1 AND "Position" IS NULL;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Delivery_Recipient_Position" ON "Delivery" ("Recipient", "Position") WHERE "Position" IS NOT NULL;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Delivery_Recipient_ReleasedAt" ON "Delivery" ("Recipient", "ReleasedAt");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Delivery_Recipient_State_Id" ON "Delivery" ("Recipient", "State", "Id") WHERE "State" = 0;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Delivery_ReferralId" ON "Delivery" ("ReferralId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Disclosure_ClientId" ON "Disclosure" ("ClientId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Disclosure_ReferralId" ON "Disclosure" ("ReferralId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Erasure_Agency_Number" ON "Erasure" ("Agency", "Number");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE UNIQUE INDEX "IX_Erasure_Number" ON "Erasure" ("Number");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Handover_AckDueAt" ON "Handover" ("AckDueAt");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Handover_EndOfKey" ON "Handover" ("EndOfKey");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Handover_NextStepDueAt" ON "Handover" ("NextStepDueAt");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Handover_Recipient_IssuedAt_Id" ON "Handover" ("Recipient", "IssuedAt", "Id");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Handover_Recipient_ReferralId_Sender" ON "Handover" ("Recipient", "ReferralId", "Sender");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Handover_Recipient_State" ON "Handover" ("Recipient", "State");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Handover_ReferralId" ON "Handover" ("ReferralId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Handover_TicketHash" ON "Handover" ("TicketHash");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_LadderCount_Year_Instrument_Organisation" ON "LadderCount" ("Year", "Instrument", "Organisation");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Mandate_ClientId" ON "Mandate" ("ClientId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Mandate_Controller_Id" ON "Mandate" ("Controller", "Id");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE UNIQUE INDEX "IX_Mandate_Recipient_Position" ON "Mandate" ("Recipient", "Position");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE UNIQUE INDEX "IX_Mandate_ReferenceHash_Recipient" ON "Mandate" ("ReferenceHash", "Recipient");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Opening_ClientId_Id" ON "Opening" ("ClientId", "Id");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Opening_ReferralId_Id" ON "Opening" ("ReferralId", "Id");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Opening_SubjectId_User_Id" ON "Opening" ("SubjectId", "User", "Id");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Operation_Subject_Id" ON "Operation" ("Subject", "Id");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Operation_User_Id" ON "Operation" ("User", "Id");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE UNIQUE INDEX "IX_PilotCount_Collaboration_Period" ON "PilotCount" ("Collaboration", "Period");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE UNIQUE INDEX "IX_Preview_Hash" ON "Preview" ("Hash");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Process_SeenAt" ON "Process" ("SeenAt");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Record_ClientId" ON "Record" ("ClientId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Record_InReplyToHash" ON "Record" ("InReplyToHash") WHERE "InReplyToHash" IS NOT NULL;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Record_Ladder" ON "Record" ("Ladder") WHERE "Ladder" = 1;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Record_ReferralId" ON "Record" ("ReferralId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE UNIQUE INDEX "IX_Record_SubmissionId_Number" ON "Record" ("SubmissionId", "Number");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Record_WaitingFor" ON "Record" ("WaitingFor") WHERE "WaitingFor" IS NOT NULL;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Referral_AckDueAt" ON "Referral" ("AckDueAt");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Referral_Agency_State_Id" ON "Referral" ("Agency", "State", "Id");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Referral_Agency_SubmittedAt_Id" ON "Referral" ("Agency", "SubmittedAt", "Id");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Referral_AgreementId" ON "Referral" ("AgreementId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Referral_ClientId" ON "Referral" ("ClientId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Referral_EndOfKey" ON "Referral" ("EndOfKey");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Referral_State_Id" ON "Referral" ("State", "Id");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE UNIQUE INDEX "IX_Referral_TicketHash_Agency" ON "Referral" ("TicketHash", "Agency");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Replay_State_Id" ON "Replay" ("State", "Id");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_ReplayItem_WorkItemId" ON "ReplayItem" ("WorkItemId");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_RoleGrant_State_Id" ON "RoleGrant" ("State", "Id");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_RoleGrant_UserId_State" ON "RoleGrant" ("UserId", "State");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Submission_Agency_ReceivedAt" ON "Submission" ("Agency", "ReceivedAt");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Submission_KeepUntil" ON "Submission" ("KeepUntil");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE UNIQUE INDEX "IX_Submission_KeyHash_Agency_Profile" ON "Submission" ("KeyHash", "Agency", "Profile");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Task_Agency_ClosedAt_Id" ON "Task" ("Agency", "ClosedAt", "Id");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Task_ClosedAt_Kind_Agency" ON "Task" ("ClosedAt", "Kind", "Agency") WHERE "ClosedAt" IS NULL;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Task_EscalateAt" ON "Task" ("EscalateAt");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Task_ReferralId_ClosedAt" ON "Task" ("ReferralId", "ClosedAt");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_Task_SubjectId_ClosedAt" ON "Task" ("SubjectId", "ClosedAt");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_User_External" ON "User" ("External");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_User_LinkHash" ON "User" ("LinkHash");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE UNIQUE INDEX "IX_User_Name" ON "User" ("Name");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_WorkItem_Stage_LeasedUntil" ON "WorkItem" ("Stage", "LeasedUntil") WHERE "State" = 0 AND "LeasedUntil" IS NOT NULL;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE UNIQUE INDEX "IX_WorkItem_Stage_SubjectId_Generation" ON "WorkItem" ("Stage", "SubjectId", "Generation");
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_WorkItem_State_Id" ON "WorkItem" ("State", "Id") WHERE "State" = 1;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    CREATE INDEX "IX_WorkItem_State_Stage_NotBefore" ON "WorkItem" ("State", "Stage", "NotBefore") WHERE "State" = 0;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20261130170014_Initial') THEN
    INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
    VALUES ('20261130170014_Initial', '10.0.15');
    END IF;
END $EF$;
COMMIT;

CREATE TABLE IF NOT EXISTS "__CompartmentMigrations" (
    "MigrationId" character varying(150) NOT NULL,
    "ProductVersion" character varying(32) NOT NULL,
    CONSTRAINT "PK___CompartmentMigrations" PRIMARY KEY ("MigrationId")
);

START TRANSACTION;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__CompartmentMigrations" WHERE "MigrationId" = '20261130170024_Initial') THEN
        IF NOT EXISTS(SELECT 1 FROM pg_namespace WHERE nspname = 'compartment') THEN
            CREATE SCHEMA compartment;
        END IF;
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__CompartmentMigrations" WHERE "MigrationId" = '20261130170024_Initial') THEN
    CREATE TABLE compartment."CompartmentKey" (
        "Compartment" integer NOT NULL,
        "Number" integer NOT NULL,
        "PublicKey" bytea NOT NULL,
        "WrappedPrivateKey" bytea NOT NULL,
        "LockedBy" character varying(200),
        CONSTRAINT "PK_CompartmentKey" PRIMARY KEY ("Compartment", "Number")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__CompartmentMigrations" WHERE "MigrationId" = '20261130170024_Initial') THEN
    CREATE TABLE compartment."Sealed" (
        "RecordId" uuid NOT NULL,
        "Compartment" integer NOT NULL,
        "KeyNumber" integer NOT NULL,
        "WrappedKey" bytea,
        "Cipher" bytea NOT NULL,
        CONSTRAINT "PK_Sealed" PRIMARY KEY ("RecordId")
    );
    END IF;
END $EF$;

DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__CompartmentMigrations" WHERE "MigrationId" = '20261130170024_Initial') THEN
    INSERT INTO "__CompartmentMigrations" ("MigrationId", "ProductVersion")
    VALUES ('20261130170024_Initial', '10.0.15');
    END IF;
END $EF$;
COMMIT;

