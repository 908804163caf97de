namespace Gateway.Proof.Logic;

/// <summary>
/// A statement about a case that is true or false. It is written once and used twice: given to the solver as text, and evaluated
/// here, where tests hold it against the code that decides.
/// </summary>
internal abstract class Formula
{
    internal static Formula True { get; } = new Constant(true);

    internal static Formula False { get; } = new Constant(false);

    internal static Formula Of(bool value) => value ? True : False;

    /// <summary>All hold; what is certain is left out.</summary>
    internal static Formula All(params IEnumerable<Formula> of)
    {
        List<Formula> open = [.. of.Where(f => f is not Constant { Value: true })];
        return open.Exists(f => f is Constant) ? False : open.Count switch { 0 => True, 1 => open[0], _ => new Conjunction(open) };
    }

    /// <summary>At least one holds; what is impossible is left out.</summary>
    internal static Formula Any(params IEnumerable<Formula> of)
    {
        List<Formula> open = [.. of.Where(f => f is not Constant { Value: false })];
        return open.Exists(f => f is Constant) ? True : open.Count switch { 0 => False, 1 => open[0], _ => new Disjunction(open) };
    }

    internal static Formula Not(Formula of) => of switch
    {
        Constant constant => Of(!constant.Value),
        Negation negation => negation.Inner,
        _ => new Negation(of),
    };

    internal sealed class Constant(bool value) : Formula
    {
        internal bool Value { get; } = value;
    }

    internal sealed class Conjunction(IReadOnlyList<Formula> of) : Formula
    {
        internal IReadOnlyList<Formula> Parts { get; } = of;
    }

    internal sealed class Disjunction(IReadOnlyList<Formula> of) : Formula
    {
        internal IReadOnlyList<Formula> Parts { get; } = of;
    }

    internal sealed class Negation(Formula of) : Formula
    {
        internal Formula Inner { get; } = of;
    }

    /// <summary>A choice has a value.</summary>
    internal sealed class Chosen(Choice variable, int value) : Formula
    {
        internal Choice Variable { get; } = variable;

        internal int Value { get; } = value;
    }

    /// <summary>A flag is set.</summary>
    internal sealed class Set(Flag variable) : Formula
    {
        internal Flag Variable { get; } = variable;
    }

    /// <summary>A day is not before another one.</summary>
    internal sealed class NotBefore(Day variable, DateOnly first) : Formula
    {
        internal Day Variable { get; } = variable;

        internal int First { get; } = first.DayNumber;
    }

    /// <summary>A day is not after another one.</summary>
    internal sealed class NotAfter(Day variable, DateOnly last) : Formula
    {
        internal Day Variable { get; } = variable;

        internal int Last { get; } = last.DayNumber;
    }

    /// <summary>One day of a case comes before another day of it.</summary>
    internal sealed class Earlier(Day one, Day other) : Formula
    {
        internal Day One { get; } = one;

        internal Day Other { get; } = other;
    }

    /// <summary>A formula with a name, which is defined once and used by it.</summary>
    internal sealed class Named(string name, int number, Formula of) : Formula
    {
        internal string Name { get; } = name;

        internal int Number { get; } = number;

        internal Formula Inner { get; } = of;
    }
}
