namespace Gateway.Proof.Logic;

/// <summary>Evaluates formulas over one case after the other. A named formula is evaluated once a case.</summary>
internal sealed class Evaluator(Space space)
{
    private readonly int[] _known = new int[space.Definitions.Count];
    private Assignment _case = space.New();
    private int _round;

    /// <summary>Goes on to another case.</summary>
    internal Evaluator On(Assignment assignment)
    {
        _case = assignment;
        _round++;
        return this;
    }

    internal bool Holds(Formula formula)
    {
        switch (formula)
        {
            case Formula.Constant constant:
                return constant.Value;
            case Formula.Chosen chosen:
                return _case[chosen.Variable] == chosen.Value;
            case Formula.Set set:
                return _case[set.Variable];
            case Formula.NotBefore notBefore:
                return _case[(Variable)notBefore.Variable] >= notBefore.First;
            case Formula.NotAfter notAfter:
                return _case[(Variable)notAfter.Variable] <= notAfter.Last;
            case Formula.Earlier earlier:
                return _case[(Variable)earlier.One] < _case[(Variable)earlier.Other];
            case Formula.Negation negation:
                return !Holds(negation.Inner);
            case Formula.Conjunction all:
                foreach (var part in all.Parts)
                {
                    if (!Holds(part))
                        return false;
                }

                return true;
            case Formula.Disjunction any:
                foreach (var part in any.Parts)
                {
                    if (Holds(part))
                        return true;
                }

                return false;
            case Formula.Named named:
                // Twice the number of the round, and one more when it holds.
                if (_known[named.Number] >> 1 != _round)
                    _known[named.Number] = (_round << 1) | (Holds(named.Inner) ? 1 : 0);
                return (_known[named.Number] & 1) == 1;
            default:
                throw new InvalidOperationException($"{formula.GetType().Name} is no formula that can be evaluated.");
        }
    }
}
