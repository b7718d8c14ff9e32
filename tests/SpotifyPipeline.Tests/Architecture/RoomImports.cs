using System.Text.RegularExpressions;

namespace SpotifyPipeline.Tests.Architecture;

/// <summary>Which rooms of the library a source file names.</summary>
internal static partial class RoomImports
{
    /// <summary>Each room and the rooms it may use; docs/architecture.md shows the same table.</summary>
    public static IReadOnlyDictionary<string, string[]> Allowed { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Tables"] = [],
        ["Storage"] = [],
        ["Spotify"] = [],
        ["Notifications"] = [],
        ["Layout"] = ["Tables"],
        ["Formats"] = ["Tables"],
        ["State"] = ["Storage"],
        ["Raw"] = ["Storage", "Layout", "State"],
        ["Sources"] = ["Raw", "Spotify", "State", "Storage"],
        ["Transformers"] = ["Raw", "Spotify", "Tables"],
        ["Datasets"] = ["Raw", "Tables", "Storage", "Formats"],
        ["Sinks"] = ["Tables", "Formats", "Storage", "Layout"],
        ["Catalog"] = ["Tables", "Storage", "Layout"],
        ["Query"] = ["Tables"],
        ["Maintenance"] = ["Raw", "Sinks", "Catalog", "Query", "State", "Storage", "Layout", "Tables"],
        ["Reports"] = ["Query", "Tables"],
        ["Aws"] = ["Storage", "Catalog", "Query", "Tables", "Layout", "Notifications", "Spotify.Authorization"],
        ["Pipeline"] =
        [
            "Tables", "Storage", "Spotify", "Notifications", "Layout", "Formats", "State", "Raw", "Sources", "Transformers",
            "Datasets", "Sinks", "Catalog", "Query", "Maintenance", "Reports",
        ],
    };

    /// <summary>The front door may use everything.</summary>
    public const string FrontDoor = "DependencyInjection";

    /// <summary>The rooms that the text uses and that <paramref name="room"/> may not use, with the line of each.</summary>
    public static IEnumerable<string> Violations(string room, string file, string text)
    {
        var allowed = Allowed[room];
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimStart();
            if (line.StartsWith("namespace ", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (Match match in Qualified().Matches(line))
            {
                var path = match.Groups["room"].Value;
                var used = path.Split('.')[0];
                if ((used == FrontDoor || Allowed.ContainsKey(used))
                    && used != room
                    && !allowed.Any(a => path == a || path.StartsWith(a + ".", StringComparison.Ordinal)))
                {
                    yield return $"{file}:{i + 1} uses {path}: {line.Trim()}";
                }
            }
        }
    }

    // "using SpotifyPipeline.Raw;", "SpotifyPipeline.Raw.RawZone", and names relative to the root namespace such as "Raw.RawZone".
    [GeneratedRegex(@"(?:SpotifyPipeline\.|(?<![\w.""/`>])(?=(?:Tables|Storage|Spotify|Notifications|Layout|Formats|State|Raw|Sources|Transformers|Datasets|Sinks|Catalog|Query|Maintenance|Reports|Aws|Pipeline|DependencyInjection)\.[A-Z]\w+[.(<{ ]))(?<room>[A-Z]\w+(?:\.[A-Z]\w+)*)")]
    private static partial Regex Qualified();
}
