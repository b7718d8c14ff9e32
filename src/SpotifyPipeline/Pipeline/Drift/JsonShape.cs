namespace SpotifyPipeline.Pipeline.Drift;

/// <summary>What a piece of JSON is made of, without its values; of long arrays a sample.</summary>
internal sealed class JsonShape
{
    private static readonly List<(string Name, JsonShape Value)> NoMembers = [];
    private static readonly List<JsonShape> NoElements = [];

    public static readonly JsonShape String = new("string");
    public static readonly JsonShape Number = new("number");
    public static readonly JsonShape Boolean = new("boolean");
    public static readonly JsonShape Null = new("null");

    private JsonShape(string type) => Type = type;

    /// <summary><c>object</c>, <c>array</c>, <c>string</c>, <c>number</c>, <c>boolean</c> or <c>null</c>.</summary>
    public string Type { get; }

    /// <summary>The members of an object.</summary>
    public List<(string Name, JsonShape Value)> Members { get; private init; } = NoMembers;

    /// <summary>The sampled objects and arrays in an array; that it holds texts or numbers is not news.</summary>
    public List<JsonShape> Elements { get; private init; } = NoElements;

    /// <summary>The text of an object's member <c>type</c>, by which Spotify tells tracks from episodes; null where there is none.</summary>
    public string? Kind { get; private init; }

    public static JsonShape Object(List<(string Name, JsonShape Value)> members, string? kind) => new("object") { Members = members, Kind = kind };

    public static JsonShape Array(List<JsonShape>? elements) => new("array") { Elements = elements ?? NoElements };
}
