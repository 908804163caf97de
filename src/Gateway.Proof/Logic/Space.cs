namespace Gateway.Proof.Logic;

/// <summary>Something that differs from case to case.</summary>
internal abstract class Variable(string name, int slot)
{
    internal string Name { get; } = name;

    /// <summary>Its place in an <see cref="Assignment"/>.</summary>
    internal int Slot { get; } = slot;
}

/// <summary>Values that a choice may have, by name.</summary>
internal sealed record Sort(string Name, IReadOnlyList<string> Values);

/// <summary>One of several values.</summary>
internal sealed class Choice(string name, int slot, Sort sort) : Variable(name, slot)
{
    internal Sort Sort { get; } = sort;

    internal Formula Is(int value) => new Formula.Chosen(this, value);

    internal Formula IsOneOf(IEnumerable<int> values) => Formula.Any(values.Select(Is));
}

/// <summary>Yes or no.</summary>
internal sealed class Flag(string name, int slot) : Variable(name, slot)
{
    internal Formula IsSet => new Formula.Set(this);
}

/// <summary>A day.</summary>
internal sealed class Day(string name, int slot) : Variable(name, slot)
{
    /// <summary>Whether it lies within two days; null: no bound.</summary>
    internal Formula Within(DateOnly? first, DateOnly? last) => Formula.All(
        first is { } begin ? new Formula.NotBefore(this, begin) : Formula.True,
        last is { } end ? new Formula.NotAfter(this, end) : Formula.True);
}

/// <summary>Values of all variables: one case.</summary>
internal sealed class Assignment(int count)
{
    private readonly int[] _values = new int[count];

    internal int this[Variable variable]
    {
        get => _values[variable.Slot];
        set => _values[variable.Slot] = value;
    }

    internal bool this[Flag flag]
    {
        get => _values[flag.Slot] != 0;
        set => _values[flag.Slot] = value ? 1 : 0;
    }

    internal DateOnly this[Day day]
    {
        get => DateOnly.FromDayNumber(_values[day.Slot]);
        set => _values[day.Slot] = value.DayNumber;
    }
}

/// <summary>All variables, the named formulas over them, and what holds of every case.</summary>
internal sealed class Space
{
    private readonly List<Variable> _variables = [];
    private readonly List<Formula.Named> _definitions = [];
    private readonly List<Formula> _always = [];

    internal IReadOnlyList<Variable> Variables => _variables;

    internal IReadOnlyList<Formula.Named> Definitions => _definitions;

    /// <summary>What holds of every case, so that the solver gives no case that cannot be.</summary>
    internal IReadOnlyList<Formula> Always => _always;

    internal Choice Choice(string name, Sort sort) => Add(new Choice(name, _variables.Count, sort));

    internal Flag Flag(string name) => Add(new Flag(name, _variables.Count));

    internal Day Day(string name) => Add(new Day(name, _variables.Count));

    internal Formula Name(string name, Formula formula)
    {
        if (formula is Formula.Constant or Formula.Named)
            return formula;
        var named = new Formula.Named(name, _definitions.Count, formula);
        _definitions.Add(named);
        return named;
    }

    internal void Require(Formula formula) => _always.Add(formula);

    internal Assignment New() => new(_variables.Count);

    private T Add<T>(T variable)
        where T : Variable
    {
        _variables.Add(variable);
        return variable;
    }
}
