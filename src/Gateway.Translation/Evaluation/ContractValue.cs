using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Gateway.Contracts;
using Gateway.Translation.Converting;
using Gateway.Translation.Profiles;

namespace Gateway.Translation.Evaluation;

/// <summary>
/// Makes the C# value of a shape from what a draft holds: what reading the draft's JSON would make, without parsing it.
/// Compiled once for each event type.
/// </summary>
internal abstract class ContractValue
{
    private static readonly Dictionary<string, ContractValue> Events = EventTypes.All.Keys.ToDictionary(t => t, t => Of(ContractShape.Of(t)!), StringComparer.Ordinal);

    /// <summary>The data of an event; null when the draft does not make it.</summary>
    public static object? Of(string eventType, EventDraft data) => Events[eventType].Made(data);

    /// <summary>The value; null when what is drafted is none of this shape.</summary>
    protected abstract object? Made(object drafted);

    private static ContractValue Of(ContractShape shape) => shape.Kind switch
    {
        ContractKind.Object => new Whole(shape),
        ContractKind.List => new Several(shape.Item!),
        _ => new Scalar(shape.Type),
    };

    private sealed class Scalar(Type type) : ContractValue
    {
        protected override object? Made(object drafted) => drafted switch
        {
            string text when type == typeof(string) => Readable(text),
            string text when type == typeof(DateTimeOffset) => Instant(text),
            int number when type == typeof(decimal) => (decimal)number,
            decimal { Scale: 0 } number when type == typeof(int) && number is >= int.MinValue and <= int.MaxValue => (int)number,
            _ => drafted.GetType() == type ? drafted : null,
        };

        /// <summary>Half a character is replaced, as writing the text replaces it.</summary>
        private static string Readable(string text) =>
            text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;

        private static object? Instant(string text) =>
            CanonicalMoment.TryRead(text, out var moment) || DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.None, out moment) ? moment : null;
    }

    private sealed class Several(ContractShape item) : ContractValue
    {
        private readonly ContractValue _item = Of(item);
        private readonly Func<int, IList> _list = typeof(Several).GetMethod(nameof(List), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(item.Type).CreateDelegate<Func<int, IList>>();

        protected override object? Made(object drafted)
        {
            if (drafted is not List<object> entries)
                return null;
            var list = _list(entries.Count);
            foreach (var entry in entries)
            {
                if (_item.Made(entry) is not { } made)
                    return null;
                list.Add(made);
            }

            return list;
        }

        private static List<T> List<T>(int count) => new(count);
    }

    private sealed class Whole : ContractValue
    {
        private readonly ContractValue[] _fields;
        private readonly Action<object, object?>?[] _set;
        private readonly Func<object>? _empty;
        private readonly ConstructorInvoker? _constructor;
        private readonly int _arguments;

        public Whole(ContractShape shape)
        {
            var type = ContractJson.Options.GetTypeInfo(shape.Type);
            _fields = [.. shape.Fields.Select(Of)];
            _set = [.. type.Properties.Select(p => p.Set)];
            _empty = type.CreateObject;
            if (_empty is not null || type.Properties.FirstOrDefault(p => p.AssociatedParameter is not null) is not { } positional)
                return;
            _constructor = ConstructorInvoker.Create((ConstructorInfo)((ParameterInfo)positional.AssociatedParameter!.AttributeProvider!).Member);
            _arguments = type.Properties.Count(p => p.AssociatedParameter is not null);
        }

        protected override object? Made(object drafted)
        {
            if (drafted is not EventDraft data)
                return null;
            var whole = _empty?.Invoke() ?? _constructor!.Invoke(new object?[_arguments].AsSpan());
            foreach (var member in data.Found)
            {
                if (_fields[member].Made(data[member]!) is not { } made)
                    return null;
                _set[member]!(whole, made);
            }

            return whole;
        }
    }
}
