using System.Xml.Linq;

namespace Gateway.Simulation;

/// <summary>An office as it stands outside: its cursor, and the handovers that it has.</summary>
internal sealed class Office(string id, string municipality)
{
    public string Id => id;

    public string Municipality => municipality;

    /// <summary>Position in the feed after which it reads on.</summary>
    public long Cursor { get; set; }

    /// <summary>Handovers that it has, by number.</summary>
    public Dictionary<string, Had> Handovers { get; } = new(StringComparer.Ordinal);

    /// <summary>A handover that arrived.</summary>
    internal sealed class Had(string handover, Person person, string ticket)
    {
        public string Handover => handover;

        public Person Person => person;

        public string Ticket => ticket;

        /// <summary>Replies given so far.</summary>
        public int Replies { get; set; }
    }

    /// <summary>The number of the handover in a document that arrived.</summary>
    public static string NumberIn(string document) => XElement.Parse(document).Element("Header")!.Element("Ticket")!.Value;
}
