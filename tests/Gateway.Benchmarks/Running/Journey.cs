using System.Diagnostics;

namespace Gateway.Benchmarks;

/// <summary>One referral from its posting until step two and the sender's status have been read, or until step one where the office does not answer.</summary>
internal sealed class Journey(InventedReferral referral, bool together, bool answered = true)
{
    private readonly TaskCompletionSource _through = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _posted;
    private long _accepted;
    private long _stepOne;
    private long _stepTwo;
    private int _left = 2;

    public InventedReferral Referral { get; } = referral;

    /// <summary>Posted in an array, and answered in a list.</summary>
    public bool Together { get; } = together;

    /// <summary>The office answers it.</summary>
    public bool Answered { get; } = answered;

    /// <summary>Ends when step two and the status have been read; without an answer, when step one has.</summary>
    public Task Through => _through.Task;

    /// <summary>Milliseconds from posting to the answer 202.</summary>
    public double ToAccepted => Milliseconds(_accepted);

    /// <summary>Milliseconds from posting until step one was read in the office's feed.</summary>
    public double ToStepOne => Milliseconds(_stepOne);

    /// <summary>Milliseconds from posting until step two was read, the office's reply between included.</summary>
    public double ToStepTwo => Milliseconds(_stepTwo);

    public void Posted() => _posted = Stopwatch.GetTimestamp();

    public void Accepted() => _accepted = Stopwatch.GetTimestamp();

    /// <summary>False: it was seen before.</summary>
    public bool StepOne()
    {
        if (Interlocked.CompareExchange(ref _stepOne, Stopwatch.GetTimestamp(), 0) != 0)
            return false;
        if (!Answered)
            _through.TrySetResult();
        return true;
    }

    public void StepTwo()
    {
        if (Interlocked.CompareExchange(ref _stepTwo, Stopwatch.GetTimestamp(), 0) == 0)
            Arrived();
    }

    public void Told() => Arrived();

    private void Arrived()
    {
        if (Interlocked.Decrement(ref _left) == 0)
            _through.TrySetResult();
    }

    private double Milliseconds(long until) => Stopwatch.GetElapsedTime(_posted, until).TotalMilliseconds;
}
