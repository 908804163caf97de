using System.Text.Json;
using Gateway.Api.Feed;
using Gateway.Contracts;
using Gateway.Contracts.Events;
using Gateway.Core.Mandates;

namespace Gateway.Api.Mandates;

/// <summary>Examples of the control services' calls in the description. The number is invented and passes its check digits.</summary>
internal static class MandateExamples
{
    private const string Id = "0192f0c4-7c1e-7f2a-9a53-3f1b7c2d4e60";

    public static readonly MandateAsking Asked =
        new("CTRL-2026-118", "BE-CONTROL-2026-02", "vdab", "2026-02-01", "2026-03-31", "2026-06-30", ["ATTENDANCE", "DEBTS"], "insz", "85073003328");

    public static readonly MandateNoted Noted = new(
        Id, "accepted", Reason: null, ["ATTENDANCE"], [new MandateKindRefused("DEBTS", MandateCodes.KindNever, MandateCodes.Says(MandateCodes.KindNever))]);

    public static readonly FeedAnswer Page = new(
        [
            new CloudEvent
            {
                Id = Id, Source = CloudEvent.DeskSource, Type = EventTypes.MandateAnswered, Subject = Id, Time = new DateTimeOffset(2026, 4, 1, 8, 0, 0, TimeSpan.Zero),
                DataContentType = "application/json", DataSchema = EventTypes.SchemaOf(EventTypes.MandateAnswered),
                Data = JsonSerializer.SerializeToNode(
                    new MandateAnswered
                    {
                        Basis = "BE-CONTROL-2026-02", Controller = "vdab", From = "2026-02-01", To = "2026-03-31",
                        AnsweredAt = new DateTimeOffset(2026, 4, 1, 8, 0, 0, TimeSpan.Zero), Kinds = ["ATTENDANCE"],
                        Items = [new MandateItem { Kind = "ATTENDANCE", ReceivedOn = "2026-03-02", Name = "control.attendance", Value = "ABSENT" }],
                        Refused = [new MandateRefusal { Kind = "DEBTS", Code = MandateCodes.KindNever, Sentence = MandateCodes.Says(MandateCodes.KindNever) }],
                    },
                    ContractJson.Options),
            },
        ],
        Next: "1", More: false);
}
