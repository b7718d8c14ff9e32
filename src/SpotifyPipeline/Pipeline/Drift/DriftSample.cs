namespace SpotifyPipeline.Pipeline.Drift;

/// <summary>What one run saw of one kind of document.</summary>
internal sealed class DriftSample
{
    // What nobody would read through is not kept.
    private const int MaxClasses = 500;
    private const int MaxMembers = 200;

    /// <summary>Members of these are keys of a map and no schema: one id more is no news.</summary>
    private static readonly HashSet<string> Maps = ["external_ids", "external_urls"];

    /// <summary>Documents looked at.</summary>
    public int Documents { get; set; }

    /// <summary>Objects by path.</summary>
    public Dictionary<string, Class> Classes { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds the objects of a page.</summary>
    /// <param name="path">The path of the page's root.</param>
    /// <param name="shape">The page.</param>
    /// <param name="document">Where it lies, as an example.</param>
    public void Add(string path, JsonShape shape, string document)
    {
        foreach (var element in shape.Elements)
        {
            Add(path + "[]", element, document);
        }

        if (shape.Type != "object")
        {
            return;
        }

        var place = shape.Kind is { } kind ? $"{path}{{{kind}}}" : path;
        if (!Classes.TryGetValue(place, out var seen))
        {
            if (Classes.Count >= MaxClasses)
            {
                return;
            }

            Classes.Add(place, seen = new Class(document));
        }

        seen.Objects++;
        foreach (var (name, value) in shape.Members)
        {
            if (seen.Member(name, MaxMembers) is { } member)
            {
                member.Add(value.Type, document);
            }

            if (!Maps.Contains(name))
            {
                Add($"{place}.{name}", value, document);
            }
        }

        foreach (var (name, member) in seen.Members)
        {
            if (member.AbsentIn is null && !Has(shape, name))
            {
                member.AbsentIn = document;
            }
        }
    }

    private static bool Has(JsonShape shape, string name)
    {
        foreach (var (known, _) in shape.Members)
        {
            if (known == name)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The objects at one path.</summary>
    internal sealed class Class(string example)
    {
        public string Example { get; } = example;

        public long Objects { get; set; }

        public Dictionary<string, Member> Members { get; } = new(StringComparer.Ordinal);

        public Member? Member(string name, int most)
        {
            if (!Members.TryGetValue(name, out var member) && Members.Count < most)
            {
                Members.Add(name, member = new Member());
            }

            return member;
        }
    }

    /// <summary>One member of them.</summary>
    internal sealed class Member
    {
        public long Present { get; private set; }

        public long Nulls { get; private set; }

        public string? Example { get; private set; }

        public string? NullExample { get; private set; }

        /// <summary>A document with an object that lacks it; null where none does.</summary>
        public string? AbsentIn { get; set; }

        public Dictionary<string, (long Count, string Example)> Types { get; } = new(StringComparer.Ordinal);

        public void Add(string type, string document)
        {
            Present++;
            Example ??= document;
            if (type == "null")
            {
                Nulls++;
                NullExample ??= document;
            }
            else
            {
                Types[type] = Types.TryGetValue(type, out var seen) ? (seen.Count + 1, seen.Example) : (1, document);
            }
        }
    }
}
