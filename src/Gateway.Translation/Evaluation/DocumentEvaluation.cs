using System.Globalization;
using Gateway.Contracts.Events;
using Gateway.Core.Clients;
using Gateway.Translation.Reading;
using Gateway.Translation.Writing;

namespace Gateway.Translation.Evaluation;

/// <summary>What the records of one document share: profile, options, and buffers that serve one record after another.</summary>
internal sealed class DocumentEvaluation
{
    private readonly Utf8Buffer _bytes = new();
    private readonly TreeBytes _tree;
    private readonly ContentHash _hash = new();

    public DocumentEvaluation(Profile profile, TranslateOptions options)
    {
        Profile = profile;
        Options = options;
        Today = options.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Reference = options.Reference ?? TranslateOptions.ReferenceOf(options.ContentType);
        _tree = new TreeBytes(profile.Format);
    }

    public Profile Profile { get; }

    public TranslateOptions Options { get; }

    /// <summary>Reference under which the document was sent: beside it, or in its media type; null: none.</summary>
    public string? Reference { get; }

    /// <summary>What is meant by names of the document that no path has as they are.</summary>
    public Dictionary<SourceName, AnywherePaths.Hit?> Anywhere { get; } = [];

    /// <summary><see cref="TranslateOptions.Today"/> in ISO form.</summary>
    public string Today { get; }

    /// <summary>Translates a record, or sets it aside.</summary>
    public TranslatedRecord Of(SourceRecord record) =>
        record.Root is { } root ? new RecordEvaluation(this, record, root).Run() : Undecodable(record);

    /// <summary>The statement that a draft makes; null when it makes none.</summary>
    public Statement? State(string type, EventDraft data)
    {
        if (ContractValue.Of(type, data) is not IStatement content)
            return null;
        _bytes.Clear();
        data.Write(new JsonText(_bytes));
        return Statement.Of(type, _bytes.Take(), content);
    }

    /// <summary>The record without what is sealed and what nothing knows.</summary>
    public ReadOnlyMemory<byte> Stripped(SourceNode root) => root.Sealed ? ReadOnlyMemory<byte>.Empty : _tree.Stripped(root);

    /// <summary>Short name for what a record says.</summary>
    public string HashOf(SourceNode root) => _hash.Of(root, Reference);

    private TranslatedRecord Undecodable(SourceRecord record)
    {
        var reason = Told(record.Problem!, record);
        return new TranslatedRecord
        {
            Index = record.Index,
            Line = record.Line,
            Status = RecordStatus.SetAside,
            Problems = [reason, .. record.OfDocument.Select(n => Told(n, record))],
            Reason = reason,
            Slice = record.Slice,
            Stripped = Profile.MarksCompartments ? ReadOnlyMemory<byte>.Empty : null,
            Compartment = Compartment.Walled,
        };
    }

    /// <summary>What a reader has found, as it is told.</summary>
    internal static TranslationProblem Told(Unreadable problem, SourceRecord record) =>
        new(problem.Code, problem.Path, problem.Line, RecordEvaluation.OnItsSheet(problem.Text, record));
}
