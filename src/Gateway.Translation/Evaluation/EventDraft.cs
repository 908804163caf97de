using System.Text.Json;

namespace Gateway.Translation.Evaluation;

/// <summary>
/// The data of an event, or a part of it, while it is put together: members in the order in which they were found. A value is
/// a string, a number, a flag, a draft, or a list of such.
/// </summary>
internal sealed class EventDraft
{
    private readonly List<KeyValuePair<string, object>> _members = new(8);

    public bool IsEmpty => _members.Count == 0;

    /// <summary>Members in order.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Members => _members;

    public object? this[string name]
    {
        get
        {
            foreach (var member in _members)
            {
                if (member.Key == name)
                    return member.Value;
            }

            return null;
        }
    }

    public void Set(string name, object value)
    {
        for (var i = 0; i < _members.Count; i++)
        {
            if (_members[i].Key != name)
                continue;
            _members[i] = new(name, value);
            return;
        }

        _members.Add(new(name, value));
    }

    public void Remove(string name) => _members.RemoveAll(m => m.Key == name);

    /// <summary>What is at a path; null when nothing is.</summary>
    public object? Find(ReadOnlySpan<string> steps)
    {
        object? value = this;
        foreach (var step in steps)
            value = (value as EventDraft)?[step];
        return value;
    }

    /// <summary>Puts a value at a path.</summary>
    public void Put(ReadOnlySpan<string> steps, object value) => Part(steps[..^1]).Set(steps[^1], value);

    /// <summary>The part at a path, made where it is missing.</summary>
    public EventDraft Part(ReadOnlySpan<string> steps)
    {
        var part = this;
        foreach (var step in steps)
        {
            if (part[step] is not EventDraft inner)
                part.Set(step, inner = new EventDraft());
            part = inner;
        }

        return part;
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var (name, value) in _members)
        {
            json.WritePropertyName(name);
            Write(json, value);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteStringValue(text);
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
            case EventDraft part:
                part.Write(json);
                break;
            default:
                json.WriteStartArray();
                foreach (var item in (IEnumerable<object>)value)
                    Write(json, item);
                json.WriteEndArray();
                break;
        }
    }
}
