using Gateway.Core.Mandates;
using Gateway.Core.Work;
using Gateway.Translation;

namespace Gateway.Workers.Mandates;

/// <summary>Reads control data with the profiles as they are now.</summary>
internal sealed class ControlReading(IPresent<ProfileSet> profiles) : IControlReader
{
    public IReadOnlyList<ControlValue>? Read(string profile, ReadOnlyMemory<byte> slice, int number, IReadOnlyCollection<string> kinds) =>
        profiles.Now.Find(profile) is { } known ? ControlReader.Read(known, slice, number, kinds) : null;
}
