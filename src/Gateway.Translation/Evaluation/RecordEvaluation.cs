using System.Globalization;
using Gateway.Core.Clients;
using Gateway.Core.Intake;
using Gateway.Core.Operating;
using Gateway.Translation.Converting;
using Gateway.Translation.Profiles;
using Gateway.Translation.Reading;

namespace Gateway.Translation.Evaluation;

/// <summary>Runs the lines of a profile over one record. Goes on after a problem, so that a sender sees all of them.</summary>
internal sealed partial class RecordEvaluation
{
    private readonly DocumentEvaluation _document;
    private readonly Profile _profile;
    private readonly ProfileRules _rules;
    private readonly TranslateOptions _options;
    private readonly SourceRecord _record;
    private readonly SourceNode _root;
    private readonly ConversionContext _context;
    private readonly List<FieldTrace>? _fields;
    private List<TranslationProblem>? _problems;
    private AnswerRule? _answer;
    private bool _failed;
    private TranslationProblem? _reason;
    private int _sealed;
    private bool _wordsSealed;
    private bool _hasUnknown;

    public RecordEvaluation(DocumentEvaluation document, SourceRecord record, SourceNode root)
    {
        _document = document;
        _profile = document.Profile;
        _rules = _profile.Rules;
        _options = document.Options;
        _record = record;
        _root = root;
        var from1904 = _profile.Format == SourceFormat.Table ? root.Child(TableRecordReader.From1904.Text) : null;
        from1904?.UseAll();
        _context = new ConversionContext(_options.Today, record.Date1904 || from1904 is not null) { NoDates = _rules.NoDates };
        _fields = _options.Explain ? [] : null;
    }

    /// <summary>Translates the record, or sets it aside.</summary>
    public TranslatedRecord Run()
    {
        foreach (var notice in _record.Notices)
            (_problems ??= []).Add(DocumentEvaluation.Told(notice, _record));
        foreach (var notice in _record.OfDocument)
            (_problems ??= []).Add(DocumentEvaluation.Told(notice, _record));
        SealAndKeep();
        LookForRequired();
        var statements = IsAnswer() ? [] : _rules.Contract is { } contract ? FromContract(contract) : FromLines();
        if (_failed && Enveloped() is { } list)
        {
            _problems = null;
            _reason = null;
            // A member's name is the sender's word: one that could be a number or a whole name is not repeated.
            Fail("other-document", list.Name.Length <= 40 && list.Name.All(c => char.IsLetter(c) || c == '_') ? list.Name : null, _record.LineOf(list), ValueProblems.ListNotRecord);
        }

        List<string>? unmapped = null;
        HashSet<string>? told = null;
        if (_record.Outside is { } outside && _root.IsLeaf)
            unmapped = [outside];
        Unmapped(_root, ref unmapped, ref told);
        TraceKept();
        return new TranslatedRecord
        {
            Index = _record.Index,
            Line = _record.Line,
            Status = _failed ? RecordStatus.SetAside : RecordStatus.Translated,
            Answer = _failed ? null : _answer?.Code,
            Statements = _failed ? [] : statements,
            Problems = _problems ?? [],
            Reason = _failed ? _reason : null,
            Unmapped = unmapped ?? [],
            Slice = _record.Slice,
            Stripped = _profile.MarksCompartments || _hasUnknown ? _document.Stripped(_root) : null,
            // What nobody has named may be anything: it is sealed as free text is.
            Compartment = _hasUnknown && _profile.Compartment < Compartment.Special ? Compartment.Special : _profile.Compartment,
            Sealed = _sealed,
            WordsSealed = _wordsSealed,
            Fields = _fields ?? [],
        };
    }

    /// <summary>Sets the record aside when it lacks what every record of the format has.</summary>
    private void LookForRequired()
    {
        if (_record.Outside is not null)
            return;
        foreach (var part in _rules.RequiredOfRecord)
        {
            if (!part.IsIn(_root))
                Fail("missing-part", part.Path.Text, _record.Line, ValueProblems.PartMissing.With(part.Name));
        }
    }

    /// <summary>Whether the record states nothing by its nature; says why and where it belongs.</summary>
    private bool IsAnswer()
    {
        if (_record.Outside is not null)
        {
            Answer(new AnswerRule(null, null, [], "outside-the-records", ValueProblems.OutsideRecords, Compartment.Ordinary));
            return true;
        }

        foreach (var rule in _rules.Answers)
        {
            if (rule.Record is null && rule.When is null)
                continue;
            if (rule.Record is { } record && !record[^1].Equals(_root.Name, StringComparison.OrdinalIgnoreCase))
                continue;
            if (rule.When is { } when && (when.Single(_root, out _)?.Text?.Trim() is not { } value || !rule.Is.Contains(value, StringComparer.OrdinalIgnoreCase)))
                continue;
            if (rule.Record is not null)
                _root.UseAll();
            Answer(rule);
            return true;
        }

        return false;
    }

    private void Answer(AnswerRule rule)
    {
        _answer = rule;
        if (rule.Compartment != Compartment.Ordinary)
            SealAll(_root, new MarkRule(SourcePath.Here, rule.Compartment == Compartment.Walled ? MarkKind.Walled : MarkKind.Special, null));
        Notice(rule.Code, _record.Outside, _record.Line, rule.Says);
    }

    private List<Statement> FromLines()
    {
        var statements = new List<Statement>();
        var matched = false;
        foreach (var rule in _rules.Statements)
        {
            if (!rule.IsMadeOf(_root))
                continue;
            matched = true;
            var shape = ContractShape.Of(rule.Event)!;
            var data = new EventDraft(shape);
            if (_rules.HasSecrets)
                FindSecrets(rule.Fields, _root);
            Evaluate(rule.Fields, _root, data);
            if (!_failed && Complete(shape, data) && State(rule.Event, data) is { } statement)
                statements.Add(statement);
        }

        if (!matched && _rules.Answers.FirstOrDefault(a => a.Record is null && a.When is null) is { } otherwise)
        {
            Answer(otherwise);
        }
        else if (!matched)
        {
            var when = _rules.Statements.First(s => s.When is not null).When!;
            var known = string.Join(", ", _rules.Statements.SelectMany(s => s.Is).Distinct(StringComparer.Ordinal));
            Fail("unknown-type", when.Text, _record.LineOf(when.Single(_root, out _)), ValueProblems.KindUnknown.With(when.Text, known));
        }

        return statements;
    }

    private Statement? State(string type, EventDraft data)
    {
        var statement = _document.State(type, data);
        if (statement is null)
            Fail("not-the-contract", null, _record.Line, ValueProblems.Incomplete.With(type));
        return statement;
    }

    /// <summary>The list in an object that is no record but something around records; null for a record, however wrong.</summary>
    private SourceNode? Enveloped()
    {
        if (_profile.Format != SourceFormat.Json || _rules.Records.Count > 0)
            return null;
        SourceNode? list = null;
        foreach (var member in _root.Children)
        {
            if (IsAskedFor(member))
                return null;
            if (list is null && member is { Kind: NodeKind.Array, IsLeaf: false } && member.Children[0].Kind == NodeKind.Object)
                list = member;
        }

        return list;
    }

    private static bool IsAskedFor(SourceNode node)
    {
        if (node.Used || node.Sealed)
            return true;
        foreach (var child in node.Children)
        {
            if (IsAskedFor(child))
                return true;
        }

        return false;
    }

    /// <summary>Rows count anew on every sheet.</summary>
    internal static Sentence OnItsSheet(Sentence text, SourceRecord record) =>
        record.Sheet is { } sheet ? ValueProblems.OnSheet.With(text, sheet) : text;

    private void Fail(string code, string? path, int? line, Sentence text, string? missing = null)
    {
        _failed = true;
        _reason ??= new TranslationProblem(code, path, line, OnItsSheet(text, _record)) { Missing = missing };
        Notice(code, path, line, text, missing);
    }

    /// <summary>One more problem, told once however many lines read the value; a record that is nothing but problems names the first of them.</summary>
    private TranslationProblem Notice(string code, string? path, int? line, Sentence text, string? missing = null)
    {
        _problems ??= [];
        var problem = new TranslationProblem(code, path, line, OnItsSheet(text, _record)) { Missing = missing };
        if (_problems.Count < ReadingLimits.Problems && !_problems.Contains(problem))
            _problems.Add(problem);
        else if (_problems.Count == ReadingLimits.Problems)
            _problems.Add(new TranslationProblem("more-problems", null, _record.Line, ValueProblems.MoreProblems));
        return problem;
    }

    /// <summary>Whether no more problems are told: where one is need not be found out then, which takes as long as the record is.</summary>
    private bool IsFull => _problems?.Count > ReadingLimits.Problems;

    private string Filled(string template)
    {
        if (!template.Contains('{', StringComparison.Ordinal))
            return template;
        return (template.Contains("{n}", StringComparison.Ordinal) ? template.Replace("{n}", _record.Index.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) : template)
            .Replace("{reference}", _document.Reference, StringComparison.Ordinal)
            .Replace("{hash}", template.Contains("{hash}", StringComparison.Ordinal) ? _document.HashOf(_root) : "", StringComparison.Ordinal);
    }
}
