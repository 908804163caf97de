using Gateway.Translation.Profiles;
using Gateway.Translation.Writing;

namespace Gateway.Translation.Evaluation;

/// <summary>
/// The data of an event, or a part of it, while it is put together: a place for each member of its shape, written in the
/// order in which they were found. A value is a string, a number, a flag, a draft, or a list of such.
/// </summary>
/// <param name="shape">What it becomes.</param>
internal sealed class EventDraft(ContractShape shape)
{
    private readonly object?[] _values = new object?[shape.Fields.Length];
    private readonly byte[] _found = new byte[shape.Fields.Length];
    private int _count;

    public bool IsEmpty => _count == 0;

    /// <summary>Numbers of the members it has, in the order in which they were found.</summary>
    public ReadOnlySpan<byte> Found => _found.AsSpan(0, _count);

    /// <summary>A member by its number in the shape.</summary>
    public object? this[int member] => _values[member];

    /// <summary>A member by its name.</summary>
    public object? this[string name] => _values[shape.Members[name].Number];

    public void Set(string name, object value) => Set(shape.Members[name].Number, value);

    public void Set(int member, object value)
    {
        if (_values[member] is null)
            _found[_count++] = (byte)member;
        _values[member] = value;
    }

    public void Remove(int member)
    {
        var at = Found.IndexOf((byte)member);
        if (at < 0)
            return;
        Found[(at + 1)..].CopyTo(_found.AsSpan(at));
        _count--;
        _values[member] = null;
    }

    /// <summary>What is at a path of member numbers; null when nothing is.</summary>
    public object? Find(ReadOnlySpan<int> place)
    {
        object? value = this;
        foreach (var member in place)
            value = (value as EventDraft)?[member];
        return value;
    }

    /// <summary>Puts a value at a path of member numbers.</summary>
    public void Put(ReadOnlySpan<int> place, object value) => Part(place[..^1]).Set(place[^1], value);

    /// <summary>The part at a path of member numbers, made where it is missing.</summary>
    public EventDraft Part(ReadOnlySpan<int> place)
    {
        var part = this;
        foreach (var member in place)
            part = part.Part(member);
        return part;
    }

    public void Write(JsonText json)
    {
        json.Raw((byte)'{');
        for (var i = 0; i < _count; i++)
        {
            json.Name(shape.Fields[_found[i]].Label, first: i == 0);
            Write(json, _values[_found[i]]!);
        }

        json.Raw((byte)'}');
    }

    private EventDraft Part(int member)
    {
        if (_values[member] is EventDraft part)
            return part;
        part = new EventDraft(shape.Fields[member]);
        Set(member, part);
        return part;
    }

    private static void Write(JsonText json, object value)
    {
        switch (value)
        {
            case string text:
                json.Text(text);
                break;
            case EventDraft part:
                part.Write(json);
                break;
            case int number:
                json.Number(number);
                break;
            case decimal number:
                json.Number(number);
                break;
            case bool flag:
                json.Flag(flag);
                break;
            default:
                var items = (List<object>)value;
                json.Raw((byte)'[');
                for (var i = 0; i < items.Count; i++)
                {
                    if (i > 0)
                        json.Raw((byte)',');
                    Write(json, items[i]);
                }

                json.Raw((byte)']');
                break;
        }
    }
}
