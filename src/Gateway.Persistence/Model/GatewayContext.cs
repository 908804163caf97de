using Gateway.Core.Agreements;
using Gateway.Core.Clients;
using Gateway.Core.Handovers;
using Gateway.Core.Intake;
using Gateway.Core.Privacy;
using Gateway.Core.Reading;
using Gateway.Core.Reconciliation;
using Gateway.Core.Referrals;
using Gateway.Core.Routing;
using Gateway.Core.Work;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Persistence.Model;

/// <summary>The ordinary store. What stands behind a wall has its own context, <see cref="Compartments.CompartmentContext"/>.</summary>
/// <param name="options">Options of the provider.</param>
public abstract class GatewayContext(DbContextOptions options) : DbContext(options), IDataProtectionKeyContext
{
    /// <summary>Name of the column with the last four bytes of a key.</summary>
    internal const string EndOfKey = nameof(EndOfKey);

    /// <summary>Bytes of a key under the master key at most.</summary>
    private const int LongestKey = 100;

    /// <summary>Work.</summary>
    public DbSet<WorkItem> WorkItems => Set<WorkItem>();

    /// <summary>Deadlines.</summary>
    public DbSet<Deadline> Deadlines => Set<Deadline>();

    /// <summary>What people must look at.</summary>
    public DbSet<OfficeTask> Tasks => Set<OfficeTask>();

    /// <summary>Submissions.</summary>
    public DbSet<SubmissionSnapshot> Submissions => Set<SubmissionSnapshot>();

    /// <summary>Their bytes.</summary>
    public DbSet<SegmentRow> Segments => Set<SegmentRow>();

    /// <summary>Records.</summary>
    public DbSet<RecordSnapshot> Records => Set<RecordSnapshot>();

    /// <summary>Keys.</summary>
    public DbSet<DataKeyRow> DataKeys => Set<DataKeyRow>();

    /// <summary>Clients per agency.</summary>
    public DbSet<ClientSnapshot> Clients => Set<ClientSnapshot>();

    /// <summary>Blind index of identifiers.</summary>
    public DbSet<ClientIdentifier> ClientIdentifiers => Set<ClientIdentifier>();

    /// <summary>Clients' agreements.</summary>
    public DbSet<ClientAgreement> ClientAgreements => Set<ClientAgreement>();

    /// <summary>Previews that clients were shown.</summary>
    public DbSet<KeptPreview> Previews => Set<KeptPreview>();

    /// <summary>What offices stated of their places.</summary>
    public DbSet<CapacitySnapshot> Capacities => Set<CapacitySnapshot>();

    /// <summary>Referrals.</summary>
    public DbSet<ReferralSnapshot> Referrals => Set<ReferralSnapshot>();

    /// <summary>Handovers.</summary>
    public DbSet<HandoverSnapshot> Handovers => Set<HandoverSnapshot>();

    /// <summary>Decisions.</summary>
    public DbSet<StoredDecision> Decisions => Set<StoredDecision>();

    /// <summary>Counts of the pilot.</summary>
    public DbSet<PilotCount> PilotCounts => Set<PilotCount>();

    /// <summary>Counts of the participation ladder.</summary>
    public DbSet<Gateway.Core.Ladder.LadderCount> LadderCounts => Set<Gateway.Core.Ladder.LadderCount>();

    /// <summary>Deliveries.</summary>
    public DbSet<DeliverySnapshot> Deliveries => Set<DeliverySnapshot>();

    /// <summary>Feeds.</summary>
    public DbSet<FeedSnapshot> Feeds => Set<FeedSnapshot>();

    /// <summary>Disclosures.</summary>
    public DbSet<Disclosure> Disclosures => Set<Disclosure>();

    /// <summary>Audit trail.</summary>
    public DbSet<AuditRow> Audit => Set<AuditRow>();

    /// <summary>Its seals.</summary>
    public DbSet<AuditSealRow> AuditSeals => Set<AuditSealRow>();

    /// <summary>Agencies' signatures of heads of the audit trail.</summary>
    public DbSet<CountersignatureRow> Countersignatures => Set<CountersignatureRow>();

    /// <summary>API keys.</summary>
    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();

    /// <summary>Settings.</summary>
    public DbSet<SettingRow> Settings => Set<SettingRow>();

    /// <summary>People who may open the pages.</summary>
    public DbSet<UserRow> Users => Set<UserRow>();

    /// <summary>What they did.</summary>
    public DbSet<OperationRow> Operations => Set<OperationRow>();

    /// <summary>What people were shown of clients.</summary>
    public DbSet<OpeningRow> Openings => Set<OpeningRow>();

    /// <summary>Requests of control services.</summary>
    public DbSet<MandateRow> Mandates => Set<MandateRow>();

    /// <summary>Roles that were asked for people and that see clients' data.</summary>
    public DbSet<RoleGrantRow> RoleGrants => Set<RoleGrantRow>();

    /// <summary>Causes of worklist items that somebody looks after.</summary>
    public DbSet<CauseRow> Causes => Set<CauseRow>();

    /// <summary>Replays.</summary>
    public DbSet<ReplayRow> Replays => Set<ReplayRow>();

    /// <summary>Their items.</summary>
    public DbSet<ReplayItemRow> ReplayItems => Set<ReplayItemRow>();

    /// <summary>Agencies to which nothing is brought for a while.</summary>
    public DbSet<HoldRow> Holds => Set<HoldRow>();

    /// <summary>Secrets of agencies' webhooks.</summary>
    public DbSet<WebhookSecretRow> WebhookSecrets => Set<WebhookSecretRow>();

    /// <summary>Clients and referrals of which nothing is purged.</summary>
    public DbSet<LegalHoldRow> LegalHolds => Set<LegalHoldRow>();

    /// <summary>Processes of the gateway.</summary>
    public DbSet<ProcessRow> Processes => Set<ProcessRow>();

    /// <summary>The barrier log.</summary>
    public DbSet<BarrierRow> Barriers => Set<BarrierRow>();

    /// <summary>Traffic of agencies, by hour.</summary>
    public DbSet<TrafficHourRow> TrafficHours => Set<TrafficHourRow>();

    /// <summary>Traffic of agencies, by day.</summary>
    public DbSet<TrafficDayRow> TrafficDays => Set<TrafficDayRow>();

    /// <summary>Who referred to whom, by day.</summary>
    public DbSet<FlowDayRow> FlowDays => Set<FlowDayRow>();

    /// <summary>Searches that people keep.</summary>
    public DbSet<SavedSearchRow> SavedSearches => Set<SavedSearchRow>();

    /// <summary>Keys of the framework's data protection.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Whether the database sorts its own UUID type in byte order.</summary>
    protected virtual bool NativeUuid => false;

    /// <summary>Quotes the name of a column in the conditions of a server's indexes; null: the database is embedded and has none of those.</summary>
    protected virtual Func<string, string>? Quoted => null;

    /// <summary>The last four bytes of the key <c>Id</c>, of which people read out a short reference.</summary>
    protected virtual string EndOfId => "substr(\"Id\", 13, 4)";

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        Conventions.Apply(configurationBuilder, NativeUuid);

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        ModelOfWork(modelBuilder);
        ModelOfIntake(modelBuilder);
        ModelOfClients(modelBuilder);
        ModelOfReferrals(modelBuilder);
        ModelOfDeliveries(modelBuilder);
        OperatingModel.Apply(modelBuilder);
        TrafficModel.Apply(modelBuilder);
        OpeningModel.Apply(modelBuilder);
        MandateModel.Apply(modelBuilder);
        RightsModel.Apply(modelBuilder);
        Ends<ReferralSnapshot>(modelBuilder);
        Ends<HandoverSnapshot>(modelBuilder);
        if (Quoted is { } quoted)
            ServerIndexes.Apply(modelBuilder, quoted);
        foreach (var key in modelBuilder.Model.GetEntityTypes().SelectMany(t => t.GetKeys()).SelectMany(k => k.Properties))
            key.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
    }

    private static void ModelOfWork(ModelBuilder model)
    {
        model.Entity<WorkItem>(step =>
        {
            step.ToTable("WorkItem").HasKey(s => s.Id);
            step.HasIndex(s => new { s.Stage, s.SubjectId, s.Generation }).IsUnique();
            step.HasIndex(s => new { s.State, s.Stage, s.NotBefore });
            step.Property(s => s.ParkedReason).HasMaxLength(1000);
        });
        model.Entity<Deadline>(clock =>
        {
            clock.ToTable("Deadline").HasKey(c => c.Id);
            clock.HasIndex(c => new { c.State, c.DueAt });
            clock.HasIndex(c => new { c.SubjectId, c.Kind });
        });
        model.Entity<OfficeTask>(item =>
        {
            item.ToTable("Task").HasKey(w => w.Id);
            item.HasIndex(w => new { w.ClosedAt, w.Kind, w.Agency });
            item.HasIndex(w => new { w.SubjectId, w.ClosedAt });
            item.HasIndex(w => new { w.ReferralId, w.ClosedAt });
            item.HasIndex(w => new { w.Agency, w.ClosedAt, w.Id });
            item.HasIndex(w => w.EscalateAt);
            item.Property(w => w.Text).HasMaxLength(OfficeTask.LongestText);
            item.Property(w => w.Version).IsConcurrencyToken();
        });
        model.Entity<SettingRow>(setting =>
        {
            setting.ToTable("Setting").HasKey(s => s.Name);
            setting.Property(s => s.Value).HasMaxLength(4000);
        });
    }

    private static void ModelOfIntake(ModelBuilder model)
    {
        model.Entity<SubmissionSnapshot>(submission =>
        {
            submission.ToTable("Submission").HasKey(s => s.Id);
            // Here and below the hash comes first: a batch is looked up by its hashes alone.
            submission.HasIndex(s => new { s.KeyHash, s.Agency, s.Profile }).IsUnique();
            submission.HasIndex(s => s.KeepUntil);
            submission.HasIndex(s => new { s.Agency, s.ReceivedAt });
            submission.Ignore(s => s.DeclaredType);
            submission.Property(s => s.Declared).HasMaxLength(1000);
            submission.Property(s => s.NamedProfile).HasMaxLength(32);
            submission.Property(s => s.KeyHash).HasMaxLength(32);
            submission.Property(s => s.BodyHash).HasMaxLength(32);
            submission.Property(s => s.Wrapped).HasMaxLength(LongestKey);
            submission.Property(s => s.ReasonText).HasMaxLength(1000);
        });
        model.Entity<SegmentRow>().ToTable("Segment").HasKey(s => new { s.SubmissionId, s.Index });
        model.Entity<RecordSnapshot>(record =>
        {
            record.ToTable("Record").HasKey(r => r.Id);
            record.HasIndex(r => new { r.SubmissionId, r.Number }).IsUnique();
            record.HasIndex(r => r.WaitingFor);
            record.HasIndex(r => r.ClientId);
            record.HasIndex(r => r.InReplyToHash);
            record.HasIndex(r => r.ReferralId);
            // Measurements that are not counted yet: most records never come into it.
            record.HasIndex(r => r.Ladder).HasFilter($"\"{nameof(RecordSnapshot.Ladder)}\" = {(int)Core.Ladder.LadderState.ToCount}");
            record.Property(r => r.Version).IsConcurrencyToken();
            record.Property(r => r.InReplyToHash).HasMaxLength(32);
            record.Property(r => r.Wrapped).HasMaxLength(LongestKey);
            record.Property(r => r.WaitingFor).HasMaxLength(32);
            record.Property(r => r.ReasonText).HasMaxLength(1000);
            record.Property(r => r.ReasonPath).HasMaxLength(400);
        });
        model.Entity<DataKeyRow>(key =>
        {
            key.ToTable("DataKey").HasKey(k => k.Id);
            key.Property(k => k.Wrapped).HasMaxLength(LongestKey);
        });
        model.Entity<ApiKeyRow>(key =>
        {
            key.ToTable("ApiKey").HasKey(k => k.Id);
            key.Property(k => k.Hash).HasMaxLength(32);
            key.Property(k => k.Scopes).HasMaxLength(400);
            key.Property(k => k.TermsSeal).HasMaxLength(32);
        });
    }

    private static void ModelOfClients(ModelBuilder model)
    {
        model.Entity<ClientSnapshot>(client =>
        {
            client.ToTable("Client").HasKey(c => c.Id);
            client.Property(c => c.Version).IsConcurrencyToken();
            // A withdrawal that was decided before a release committed must see it: somebody has to be told.
            client.Property(c => c.Uses).IsConcurrencyToken();
            client.Property(c => c.Wrapped).HasMaxLength(LongestKey);
            client.Ignore(c => c.Standing).Ignore(c => c.Person);
            client.HasIndex(c => c.LinkedTo);
        });
        model.Entity<ClientIdentifier>(identifier =>
        {
            identifier.ToTable("ClientIdentifier").HasKey(i => new { i.Hash, i.Agency });
            identifier.HasIndex(i => i.ClientId);
            identifier.Property(i => i.Hash).HasMaxLength(32);
        });
        model.Entity<ClientAgreement>(agreement =>
        {
            agreement.ToTable("ClientAgreement").HasKey(a => a.Id);
            agreement.HasIndex(a => new { a.ClientId, a.Status });
            agreement.HasIndex(a => a.RecordHash);
            agreement.HasIndex(a => a.TicketHash);
            agreement.Property(a => a.Version).IsConcurrencyToken();
            agreement.Property(a => a.TicketHash).HasMaxLength(32);
            agreement.Property(a => a.RecordHash).HasMaxLength(32);
            agreement.Property(a => a.PreviewHash).HasMaxLength(32);
            agreement.HasIndex(a => a.AskAt);
        });
        model.Entity<KeptPreview>(preview =>
        {
            preview.ToTable("Preview").HasKey(p => p.Id);
            preview.HasIndex(p => p.Hash).IsUnique();
            preview.Property(p => p.Hash).HasMaxLength(32);
            preview.Property(p => p.Steps).HasMaxLength(64_000);
        });
    }

    /// <summary>Rows are found by the end of their key, which the database writes.</summary>
    private void Ends<T>(ModelBuilder model) where T : class
    {
        model.Entity<T>().Property<byte[]>(EndOfKey).HasMaxLength(4).HasComputedColumnSql(EndOfId, stored: true);
        model.Entity<T>().HasIndex(EndOfKey);
    }

    private static void ModelOfReferrals(ModelBuilder model)
    {
        model.Entity<ReferralSnapshot>(referral =>
        {
            referral.ToTable("Referral").HasKey(r => r.Id);
            referral.HasIndex(r => new { r.TicketHash, r.Agency }).IsUnique();
            referral.HasIndex(r => new { r.State, r.Id });
            referral.HasIndex(r => new { r.Agency, r.State, r.Id });
            referral.HasIndex(r => new { r.Agency, r.SubmittedAt, r.Id });
            referral.HasIndex(r => r.ClientId);
            referral.HasIndex(r => r.AgreementId);
            referral.Property(r => r.Version).IsConcurrencyToken();
            referral.HasIndex(r => r.AckDueAt);
            referral.Property(r => r.WaitsFor).HasMaxLength(1000);
            referral.Property(r => r.TicketHash).HasMaxLength(32);
            referral.Property(r => r.StatementHash).HasMaxLength(32);
            referral.Property(r => r.OwnServices).HasMaxLength(1000);
        });
        model.Entity<HandoverSnapshot>(handover =>
        {
            handover.ToTable("Handover").HasKey(h => h.Id);
            handover.HasIndex(h => h.ReferralId);
            handover.HasIndex(h => new { h.Recipient, h.State });
            handover.HasIndex(h => new { h.Recipient, h.ReferralId, h.Sender });
            handover.HasIndex(h => new { h.Recipient, h.IssuedAt, h.Id });
            handover.HasIndex(h => h.TicketHash);
            handover.Property(h => h.Version).IsConcurrencyToken();
            handover.HasIndex(h => h.AckDueAt);
            handover.Property(h => h.TicketHash).HasMaxLength(32);
            handover.HasIndex(h => h.NextStepDueAt);
            handover.Property(h => h.Services).HasMaxLength(1000);
            handover.Property(h => h.WaitsFor).HasMaxLength(1000);
        });
        model.Entity<StoredDecision>(decision =>
        {
            decision.ToTable("Decision").HasKey(d => d.Id);
            decision.HasIndex(d => d.ReferralId);
            decision.Property(d => d.Parts).HasMaxLength(32_000);
        });
        model.Entity<CapacitySnapshot>(capacity =>
        {
            capacity.ToTable("CapacityStatement").HasKey(c => c.Id);
            capacity.HasIndex(c => new { c.Agency, c.Service }).IsUnique();
            capacity.Property(c => c.Version).IsConcurrencyToken();
        });
        model.Entity<PilotCount>(count =>
        {
            count.ToTable("PilotCount").HasKey(c => c.Id);
            count.HasIndex(c => new { c.Collaboration, c.Period }).IsUnique();
            count.Property(c => c.Version).IsConcurrencyToken();
            count.Property(c => c.Losses).HasMaxLength(8000);
        });
        model.Entity<Core.Ladder.LadderCount>(count =>
        {
            count.ToTable("LadderCount").HasKey(c => c.Id);
            count.HasIndex(c => new { c.Year, c.Instrument, c.Organisation });
            count.Property(c => c.Version).IsConcurrencyToken();
        });
    }

    private static void ModelOfDeliveries(ModelBuilder model)
    {
        model.Entity<DeliverySnapshot>(delivery =>
        {
            delivery.ToTable("Delivery").HasKey(d => d.Id);
            delivery.HasIndex(d => new { d.ClientId, d.Recipient, d.Sequence }).IsUnique();
            delivery.HasIndex(d => new { d.Recipient, d.State, d.Id });
            delivery.HasIndex(d => new { d.Recipient, d.Position });
            delivery.HasIndex(d => d.ReferralId);
            delivery.HasIndex(d => new { d.Recipient, d.ReleasedAt });
            delivery.HasIndex(d => d.ConfirmDueAt);
            delivery.Ignore(d => d.IsStopNotice);
            delivery.Ignore(d => d.IsUnacknowledged);
            delivery.Ignore(d => d.IsReturn);
            delivery.Ignore(d => d.IsErasureNotice);
            delivery.Ignore(d => d.IsTask);
            delivery.Ignore(d => d.IsCounts);
            delivery.Ignore(d => d.IsTest);
            delivery.Ignore(d => d.IsOfNoReferral);
            delivery.Ignore(d => d.IsUnderOwnKey);
            delivery.Property(d => d.Version).IsConcurrencyToken();
        });
        model.Entity<KeptCounts>(counts =>
        {
            counts.ToTable("Counts").HasKey(c => c.Id);
            counts.HasIndex(c => new { c.Agency, c.Day });
        });
        model.Entity<FeedSnapshot>(feed =>
        {
            feed.ToTable("Feed").HasKey(f => f.Agency);
            feed.Property(f => f.Last).IsConcurrencyToken();
        });
        model.Entity<Disclosure>(disclosure =>
        {
            disclosure.ToTable("Disclosure").HasKey(d => d.DeliveryId);
            disclosure.HasIndex(d => d.ReferralId);
            disclosure.HasIndex(d => d.ClientId);
            disclosure.Property(d => d.Fields).HasMaxLength(4000);
            disclosure.Property(d => d.PayloadHmac).HasMaxLength(32);
        });
        model.Entity<AuditRow>(entry =>
        {
            entry.ToTable("Audit").HasKey(a => a.Id);
            entry.HasIndex(a => new { a.Period, a.Id });
            entry.HasIndex(a => a.SubjectId);
            entry.Property(a => a.Detail).HasMaxLength(4000);
            entry.Property(a => a.Digest).HasMaxLength(32);
        });
        model.Entity<AuditSealRow>(seal =>
        {
            seal.ToTable("AuditSeal").HasKey(s => s.Number);
            seal.HasIndex(s => s.Period);
            seal.Property(s => s.Hash).HasMaxLength(32);
            seal.Property(s => s.Root).HasMaxLength(32);
            seal.Property(s => s.Signature).HasMaxLength(64);
        });
        model.Entity<CountersignatureRow>(signature =>
        {
            signature.ToTable("Countersignature").HasKey(s => new { s.Size, s.Agency });
            signature.Property(s => s.Signature).HasMaxLength(64);
        });
    }
}
