using System.Text.Json;

namespace SpotifyPipeline.Simulator.Rendering;

/// <summary>
/// The <c>fields</c> parameter of playlists: <c>snapshot_id,items.total,tracks.items(track(name,album(!images)))</c>.
/// Names that a reply does not hold select nothing, which is how old filters come back empty on restricted apps.
/// </summary>
internal sealed class FieldFilter
{
    private readonly Dictionary<string, FieldFilter> _wanted = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unwanted = new(StringComparer.Ordinal);

    private bool IsOpen => _wanted.Count == 0;

    /// <summary>Reads the parameter; null when its brackets do not match or a name is missing.</summary>
    public static FieldFilter? Parse(string fields)
    {
        var filter = new FieldFilter();
        var position = 0;
        return filter.Read(fields, ref position) && position == fields.Length ? filter : null;
    }

    /// <summary>Whether anything below these names may be kept.</summary>
    public bool Wants(params ReadOnlySpan<string> path)
    {
        var filter = this;
        foreach (var name in path)
        {
            if (filter._unwanted.Contains(name))
            {
                return false;
            }

            if (filter.IsOpen)
            {
                return true;
            }

            if (!filter._wanted.TryGetValue(name, out filter))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes what the filter keeps of an element.</summary>
    public void Copy(JsonElement element, Utf8JsonWriter json)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when !IsOpen || _unwanted.Count > 0:
                json.WriteStartObject();
                foreach (var member in element.EnumerateObject())
                {
                    if (!_unwanted.Contains(member.Name) && (IsOpen || _wanted.ContainsKey(member.Name)))
                    {
                        json.WritePropertyName(member.Name);
                        (IsOpen ? this : _wanted[member.Name]).CopyMember(member.Value, json, open: IsOpen);
                    }
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array when !IsOpen || _unwanted.Count > 0:
                json.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Copy(item, json);
                }

                json.WriteEndArray();
                break;
            default:
                element.WriteTo(json);
                break;
        }
    }

    // Below a member that no name was given for, everything is kept.
    private void CopyMember(JsonElement value, Utf8JsonWriter json, bool open)
    {
        if (open)
        {
            value.WriteTo(json);
        }
        else
        {
            Copy(value, json);
        }
    }

    private bool Read(string text, ref int position)
    {
        do
        {
            var isUnwanted = Take(text, '!', ref position);
            var target = this;
            var name = Name(text, ref position);
            while (Take(text, '.', ref position))
            {
                target = target.Below(name);
                name = Name(text, ref position);
            }

            if (name.Length == 0)
            {
                return false;
            }

            if (isUnwanted)
            {
                target._unwanted.Add(name);
                continue;
            }

            target = target.Below(name);
            if (Take(text, '(', ref position) && !(target.Read(text, ref position) && Take(text, ')', ref position)))
            {
                return false;
            }
        }
        while (Take(text, ',', ref position));

        return true;
    }

    private static bool Take(string text, char expected, ref int position)
    {
        var isThere = position < text.Length && text[position] == expected;
        position += isThere ? 1 : 0;
        return isThere;
    }

    private static string Name(string text, ref int position)
    {
        var start = position;
        while (position < text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] == '_'))
        {
            position++;
        }

        return text[start..position];
    }

    private FieldFilter Below(string name)
    {
        if (!_wanted.TryGetValue(name, out var filter))
        {
            _wanted[name] = filter = new FieldFilter();
        }

        return filter;
    }
}
