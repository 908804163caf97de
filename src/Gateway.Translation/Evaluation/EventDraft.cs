using System.Text.Json;
using Gateway.Translation.Profiles;

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

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var member in Found)
        {
            json.WritePropertyName(shape.Fields[member].Label);
            Write(json, _values[member]!);
        }

        json.WriteEndObject();
    }

    private EventDraft Part(int member)
    {
        if (_values[member] is EventDraft part)
            return part;
        part = new EventDraft(shape.Fields[member]);
        Set(member, part);
        return part;
    }

    private static void Write(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteStringValue(text);
                break;
            case EventDraft part:
                part.Write(json);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            default:
                json.WriteStartArray();
                foreach (var item in (List<object>)value)
                    Write(json, item);
                json.WriteEndArray();
                break;
        }
    }
}
