using System.Globalization;
using System.Text;
using Gateway.Proof.Logic;

namespace Gateway.Proof.Solving;

/// <summary>Writes a space and its formulas in SMT-LIB 2.6, the language that solvers read.</summary>
internal static class SmtText
{
    /// <summary>Sorts, variables and what holds of every case.</summary>
    internal static string Declarations(Space space)
    {
        var text = new StringBuilder();
        foreach (var sort in space.Variables.OfType<Choice>().Select(c => c.Sort).Distinct())
        {
            text.Append(CultureInfo.InvariantCulture, $"(declare-datatypes (({Quoted("sort " + sort.Name)} 0)) ((");
            for (var i = 0; i < sort.Values.Count; i++)
                text.Append('(').Append(Value(sort, i)).Append(')');
            text.AppendLine(")))");
        }

        foreach (var variable in space.Variables)
            text.AppendLine(CultureInfo.InvariantCulture, $"(declare-const {Quoted(variable.Name)} {(variable is Choice c ? Quoted("sort " + c.Sort.Name) : variable is Flag ? "Bool" : "Int")})");
        foreach (var day in space.Variables.OfType<Day>())
            text.AppendLine(CultureInfo.InvariantCulture, $"(assert (<= {DateOnly.MinValue.DayNumber} {Quoted(day.Name)} {DateOnly.MaxValue.DayNumber}))");
        return text.ToString();
    }

    /// <summary>A named formula.</summary>
    internal static string Definition(Formula.Named named)
    {
        var text = new StringBuilder("(define-fun ").Append(Name(named)).Append(" () Bool ");
        Write(text, named.Inner);
        return text.Append(')').ToString();
    }

    /// <summary>A claim.</summary>
    internal static string Claim(Formula formula)
    {
        var text = new StringBuilder("(assert ");
        Write(text, formula);
        return text.Append(')').ToString();
    }

    /// <summary>The value of a sort, told apart from values of other sorts.</summary>
    internal static string Value(Sort sort, int value) => Quoted($"{sort.Name} {value.ToString(CultureInfo.InvariantCulture)} {sort.Values[value]}");

    /// <summary>A symbol.</summary>
    internal static string Quoted(string name)
    {
        var text = new StringBuilder("|", name.Length + 2);
        foreach (var c in name)
        {
            if (c is >= ' ' and <= '~' and not ('|' or '\\'))
                text.Append(c);
            else
                text.Append(CultureInfo.InvariantCulture, $"_{(int)c:x}_");
        }

        return text.Append('|').ToString();
    }

    private static string Name(Formula.Named named) => Quoted($"{named.Number.ToString(CultureInfo.InvariantCulture)}: {named.Name}");

    private static void Write(StringBuilder text, Formula formula)
    {
        switch (formula)
        {
            case Formula.Constant constant:
                text.Append(constant.Value ? "true" : "false");
                break;
            case Formula.Chosen chosen:
                text.Append("(= ").Append(Quoted(chosen.Variable.Name)).Append(' ').Append(Value(chosen.Variable.Sort, chosen.Value)).Append(')');
                break;
            case Formula.Set set:
                text.Append(Quoted(set.Variable.Name));
                break;
            case Formula.NotBefore notBefore:
                text.Append(CultureInfo.InvariantCulture, $"(>= {Quoted(notBefore.Variable.Name)} {notBefore.First})");
                break;
            case Formula.NotAfter notAfter:
                text.Append(CultureInfo.InvariantCulture, $"(<= {Quoted(notAfter.Variable.Name)} {notAfter.Last})");
                break;
            case Formula.Earlier earlier:
                text.Append(CultureInfo.InvariantCulture, $"(< {Quoted(earlier.One.Name)} {Quoted(earlier.Other.Name)})");
                break;
            case Formula.Negation negation:
                Write(text, "not", [negation.Inner]);
                break;
            case Formula.Conjunction all:
                Write(text, "and", all.Parts);
                break;
            case Formula.Disjunction any:
                Write(text, "or", any.Parts);
                break;
            case Formula.Named named:
                text.Append(Name(named));
                break;
            default:
                throw new InvalidOperationException($"{formula.GetType().Name} is no formula that can be written.");
        }
    }

    private static void Write(StringBuilder text, string function, IReadOnlyList<Formula> parts)
    {
        text.Append('(').Append(function);
        foreach (var part in parts)
        {
            text.Append(' ');
            Write(text, part);
        }

        text.Append(')');
    }
}
