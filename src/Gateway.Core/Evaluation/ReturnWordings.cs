using Gateway.Core.Operating;

namespace Gateway.Core.Evaluation;

/// <summary>What a calculation of social return says of itself.</summary>
public static class ReturnWordings
{
    /// <summary>No comparison carries the benefits.</summary>
    public static readonly Wording NoBenefit = new("return.no-benefit", "No benefit is counted: no comparison shows that more people reached the outcome than would have anyway. This is not a benefit of zero.");

    /// <summary>Value: the count.</summary>
    public static readonly Wording CountHidden = new("return.count-hidden", "Not computed: the count \"{0}\" is hidden, because an amount would give it away. It is not zero.");

    /// <summary>Value: the count.</summary>
    public static readonly Wording CountMissing = new("return.count-missing", "Not computed: nobody has counted \"{0}\". It is not zero.");

    /// <summary>Value: the years.</summary>
    public static readonly Wording MixedYears = new("return.mixed-years", "The amounts are in prices of several years ({0}) and are not converted.");

    /// <summary>Values: how many figures, of how many.</summary>
    public static readonly Wording NoRange = new("return.no-range", "{0} of {1} figures have no range in their source: how the result depends on them is not known.");

    /// <summary>A count.</summary>
    public static readonly Wording CountAgreed = new("return.count.agreed", "people who agreed");

    /// <summary>A count.</summary>
    public static readonly Wording CountTookPart = new("return.count.took-part", "people who took part");

    /// <summary>A count.</summary>
    public static readonly Wording CountCompleted = new("return.count.completed", "people who completed or were stabilised");

    /// <summary>A count.</summary>
    public static readonly Wording CountBeyond = new("return.count.beyond-comparison", "people beyond the comparison group");
}
