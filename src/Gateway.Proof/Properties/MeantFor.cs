using System.Text.Json.Nodes;
using Gateway.Core.Accountability;
using Gateway.Core.Directory;
using Gateway.Core.Privacy;
using Gateway.Proof.Encoding;
using Gateway.Proof.Logic;

namespace Gateway.Proof.Properties;

/// <summary>No walled, special or free-text field reaches anybody it is not meant for; the principles of the policy hold; nothing leaves against the client's standing.</summary>
internal static class MeantFor
{
    /// <summary>Something that must not be.</summary>
    /// <param name="Code">Code.</param>
    /// <param name="Forbidden">When it would be.</param>
    /// <param name="Although">The second half of the sentence that tells of it.</param>
    private sealed record Bound(string Code, Formula Forbidden, string Although);

    internal static void Prove(Hunt hunt, CaseVariables given, GateEncoding gate)
    {
        foreach (var bound in Bounds(given))
            Prove(hunt, given, bound, Formula.All(gate.AskedFieldLeaves, bound.Forbidden), null);
        foreach (var (value, kind, isForbidden) in Meant.Values)
        {
            // Which fields would carry the value is asked of the code that makes documents.
            var carrying = given.Fields.Where(f => isForbidden(f) && Carries(f, value)).Select(given.FieldIs);
            Prove(hunt, given, new Bound("value-leaves", Formula.True, $"it holds {kind}"), Formula.All(gate.AskedFieldLeaves, Formula.Any(carrying)), value);
        }
    }

    private static void Prove(Hunt hunt, CaseVariables given, Bound bound, Formula question, string? value) => hunt.Each(
        "whether a field leaves although " + bound.Although,
        question,
        found =>
        {
            var field = given.FieldOf(found);
            var allowed = hunt.Decide(found);
            var shown = hunt.Describe(found, value);
            var isSo = allowed?.View.Fields.Contains(field) == true && (value is null || Carries(field, value));
            return new Hunt.Met(
                isSo ? new ProofFinding
                {
                    Code = bound.Code,
                    Says = $"The field {field} could leave to {shown.To} ({ProofText.Of(shown.ToClass)}) on basis {shown.Basis} in {ProofText.Of(shown.Message)}, although {bound.Although}.",
                    Fields = [field],
                    Case = shown,
                    Confirmed = $"The gate lets it leave by the manifest '{allowed!.View.Manifest}'.",
                } : null,
                Formula.All(given.FieldIs(field), given.Agency(given.To, true, a => a.Class == shown.ToClass), given.MomentIs(shown.Message)));
        });

    private static List<Bound> Bounds(CaseVariables given)
    {
        var policy = given.After.Policy;
        var principles = policy.Principles;
        Formula To(Func<RecipientClass, bool> of) => given.Agency(given.To, true, a => of(a.Class));
        Formula From(Func<RecipientClass, bool> of) => given.Agency(given.From, true, a => of(a.Class));
        Formula Fields(IEnumerable<string> fields) => Formula.Any(fields.Select(given.FieldIs));
        var needed = Formula.Any(
            Formula.Any(policy.Purposes.Values.Where(p => p.AgreementRequired).Select(p => given.PurposeIs(p.Code))),
            Formula.Any(policy.Bases.Values.Where(b => b.Kind == BasisKind.Consent).Select(b => given.BasisIs(b.Reference))));
        var beforeStatus = Formula.Not(given.MomentIs(PolicyMoment.Status));
        return
        [
            new("walled-field", Fields(Meant.Walled), "it is control data, which leaves to nobody"),
            new("free-text-field", Fields(Meant.FreeText), "it holds words of the source, which leave to nobody"),
            new("secret-field", Fields(Meant.Secret), "it tells of a protection, and that there is one is itself the secret"),
            new("special-field", Formula.All(given.FieldIs(SpecialGrounds.Field), Formula.Not(Formula.All(
                To(Meant.MayHaveNeeds), given.MomentIs(PolicyMoment.StepTwo), given.StatusIs(AgreementStatus.Given), given.ExplicitNeeds.IsSet))),
                "needs may say something of health: they are for an employment service, a welfare office or a health partner, in step two, when the client agreed explicitly (GDPR art. 9(2)(a))"),
            new("origin-told", Formula.All(To(c => c is RecipientClass.Provider or RecipientClass.Employer), Fields(given.Fields.Where(Meant.TellsOrigin))), "a provider or employer never learns which office or benefit a person comes from"),
            new("control-takes-part", Formula.Any(To(Meant.TakesNoPart), From(Meant.TakesNoPart)), "mediation and control are apart, and this class takes no part"),
            new("never-forward", Fields(principles.NeverForward), "the principles say that it leaves to nobody (policy/principles.yaml, neverForward)"),
            new("step-two-only", Formula.All(given.MomentIs(PolicyMoment.StepOne), Fields(principles.StepTwoOnly)), "the principles say that it leaves only in step two (policy/principles.yaml, stepTwoOnly)"),
            .. principles.AtMost.Select(m => new Bound("more-than-at-most", Formula.All(To(c => c == m.Key), Fields(given.Fields.Except(m.Value, StringComparer.Ordinal))),
                "it is more than this class may ever receive (policy/principles.yaml, atMost)")),
            new("against-standing", Formula.Any(given.Restricted.IsSet, given.Objected.IsSet, given.Protected.IsSet), "the client is restricted, objected or is protected"),
            new("against-refusal", Formula.All(beforeStatus, given.StatusIs(AgreementStatus.Refused)), "the client said no"),
            new("without-agreement", Formula.All(beforeStatus, needed, Formula.Not(given.StatusIs(AgreementStatus.Given))), "an agreement of the client is needed and none holds"),
            new("after-agreement", Formula.All(beforeStatus, needed, given.Expires.IsSet, new Formula.Earlier(given.ExpiresOn, given.Today)), "the client's agreement was over"),
            new("not-shown", Formula.All(given.MomentIs(Meant.Handovers), given.Previewed.IsSet, Formula.Any(given.Fields.Select(f => Formula.All(given.FieldIs(f), Formula.Not(given.Shown(f)))))), "the client was not shown it before agreeing"),
        ];
    }

    /// <summary>Whether the document that leaves would carry a value in a field that may leave.</summary>
    private static bool Carries(string field, string value)
    {
        JsonNode node = JsonValue.Create(value);
        foreach (var name in field.Split('.').Reverse())
            node = new JsonObject { [name] = node };
        return Projection.Project((JsonObject)node, new HashSet<string>([field], StringComparer.Ordinal)).Fields.Count > 0;
    }
}
