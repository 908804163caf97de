using System.Diagnostics;
using Gateway.Benchmarks.Finding;
using Gateway.Core.Privacy;
using Gateway.Core.Trail;
using Gateway.Core.Work;
using Gateway.Persistence;
using Gateway.Persistence.Audit;
using Gateway.Persistence.Model;

namespace Gateway.Benchmarks.Trail;

/// <summary>How fast a trail of so many entries is sealed and verified, by one process, and how long one proof of a disclosure takes.</summary>
internal sealed record TrailSpeed(
    string Machine, string Database, int Entries, int PerSeal, double SealedPerSecond, double VerifiedPerSecond, double Megabytes, double ResumedMilliseconds, double ProofMilliseconds)
{
    /// <summary>Entries that the gateway covers by one seal at most.</summary>
    internal const int MostPerSeal = 2_000;

    private const double VerifiedGoal = 200_000;
    private const double ProofGoal = 50;
    private const int Together = 5_000;
    private const int Proofs = 100;
    private static readonly DateTimeOffset At = new(2026, 3, 19, 9, 0, 0, TimeSpan.Zero);
    private static readonly string[] Kinds = ["referral.submitted", "handover.issued", "delivery.released", "reply.applied"];

    /// <summary>Measures.</summary>
    public static async Task<TrailSpeed> MeasureAsync(int entries, int perSeal, bool postgres, CancellationToken cancellation)
    {
        await using var grounds = await Grounds.StartAsync(postgres, rabbit: false, cancellation);
        await using var store = await FilledStore.FillAsync(await grounds.NewAsync("gateway", cancellation), 1, _ => { }, cancellation);
        var chain = store.Get<AuditChain>();
        var sealing = new Stopwatch();
        var disclosed = await FillAsync(store, entries, SealAsync, cancellation);
        await store.AnalyzeAsync(cancellation);
        var (verifying, resting) = (Stopwatch.StartNew(), GC.GetTotalMemory(forceFullCollection: true));
        var peak = resting;
        using var watching = new Timer(_ => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false)), null, 0, 20);
        verifying.Restart();
        var advance = await chain.VerifyFromAsync(null, heads: null, int.MaxValue, cancellation);
        verifying.Stop();
        Check(advance, entries);
        var resuming = Stopwatch.StartNew();
        Check(await chain.VerifyFromAsync(advance.Through, heads: null, int.MaxValue, cancellation), 0);
        resuming.Stop();
        return new TrailSpeed(
            Machines.This, postgres ? "PostgreSQL" : "SQLite", entries, perSeal, entries / sealing.Elapsed.TotalSeconds, advance.Found.Sealed / verifying.Elapsed.TotalSeconds, (peak - resting) / 1e6,
            resuming.Elapsed.TotalMilliseconds, await ProvedAsync(store.Get<ITrail>(), disclosed, cancellation));

        async Task SealAsync()
        {
            sealing.Start();
            while (await chain.SealAsync(perSeal, lease: null, cancellation) is not null)
            {
            }

            sealing.Stop();
        }
    }

    /// <summary>Prints it.</summary>
    public void Table(TextWriter to)
    {
        to.WriteLine(Machine);
        to.WriteLine(FormattableString.Invariant($"{Database}; {Entries:#,0} entries, {PerSeal:#,0} a seal"));
        Line("sealed, entries/s", SealedPerSecond, "");
        Line("verified from the beginning, entries/s", VerifiedPerSecond, VerifiedPerSecond < VerifiedGoal ? $"under {VerifiedGoal:#,0}" : "");
        Line("memory that verifying takes, MB", Megabytes, "");
        Line("verified again from where the last one ended, ms", ResumedMilliseconds, "");
        Line("proof of a disclosure, 95 of 100, ms", ProofMilliseconds, ProofMilliseconds > ProofGoal ? $"over {ProofGoal:0}" : "");

        void Line(string what, double value, string short_) => to.WriteLine(FormattableString.Invariant($"  {what,-62}{value,12:#,0.0}  {short_}"));
    }

    private static void Check(AuditAdvance advance, long least)
    {
        if (advance.Found.Broken is { } broken || !advance.IsFinished || advance.Found.Sealed < least)
            throw new InvalidOperationException($"The trail did not hold, or was not verified to its end: {advance.Found}.");
    }

    /// <summary>Entries as referrals write them, sealed as they come; a hundred of them are of disclosures, spread over the trail.</summary>
    private static async Task<List<Guid>> FillAsync(FilledStore store, int number, Func<Task> sealAsync, CancellationToken cancellation)
    {
        var (units, keys) = (store.Get<UnitsOfWork>(), store.Get<KeySequence>());
        List<Guid> disclosed = [];
        var spread = Math.Max(Together, number / Proofs);
        for (var from = 0; from < number; from += Together)
        {
            await using var unit = units.Open();
            for (var i = from; i < Math.Min(number, from + Together); i++)
            {
                var subject = keys.Next();
                unit.Record(Kinds[i % Kinds.Length], "vdab", subject, new { referral = subject, recipient = "ocmw-leuven" });
            }

            if (from / spread != (from - Together) / spread || from == 0)
            {
                var told = new Disclosure
                {
                    DeliveryId = keys.Next(), ClientId = keys.Next(), ReferralId = keys.Next(), From = "vdab", Recipient = "ocmw-leuven", RecipientClass = "Welfare", Event = "referral.handover",
                    Step = 1, Purpose = "ACTIVATION", Basis = "KSZ-2026-014", Manifest = "activation-pes-welfare-1", PolicyVersion = "1", Fields = "client.name,client.residence", PayloadHmac = new byte[32], At = At,
                };
                unit.Write(told);
                unit.Record("delivery.released", "gateway", told.DeliveryId, new { disclosure = TrailText.DigestOf(told), step = 1 });
                disclosed.Add(told.DeliveryId);
            }

            await unit.CommitAsync(cancellation);
            await sealAsync();
        }

        return disclosed;
    }

    private static async Task<double> ProvedAsync(ITrail trail, List<Guid> disclosed, CancellationToken cancellation)
    {
        List<double> took = [];
        for (var i = 0; i < Proofs; i++)
        {
            var began = Stopwatch.GetTimestamp();
            if (await trail.ProofAsync(disclosed[i % disclosed.Count], agency: null, size: null, cancellation) is not ProofAnswer.Found)
                throw new InvalidOperationException("A disclosure that is in the trail was not proved.");
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return took.Order().ElementAt(Proofs * 95 / 100);
    }
}
