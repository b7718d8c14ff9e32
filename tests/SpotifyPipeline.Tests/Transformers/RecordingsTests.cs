using System.Text.Json;
using SpotifyPipeline.Raw;

namespace SpotifyPipeline.Tests.Transformers;

/// <summary>Real responses that others recorded; what they hold was counted by another program.</summary>
public sealed class RecordingsTests
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("SPOTIFYPIPELINE_RECORDINGS");

    public static IEnumerable<string> Files() => Folder is null
        ? ["(none)"]
        : Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Folder, f).Replace('\\', '/'))
            .Where(f => f.Contains('/', StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Files))]
    public void Recording_gives_the_counts_that_were_counted_or_is_refused_with_a_reason(string file)
    {
        if (Folder is null)
        {
            Assert.Ignore("SPOTIFYPIPELINE_RECORDINGS is not set: it names the folder of recorded responses.");
        }

        var bytes = File.ReadAllBytes(Path.Combine(Folder!, file));
        using var expectations = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder!, "expected.json")));
        var recognised = BareDocument.Recognise(bytes);
        if (!expectations.RootElement.TryGetProperty(file, out var expected) || expected.TryGetProperty("error", out _))
        {
            Assert.That(recognised.Refusal, Is.Not.Null.And.Not.Empty);
            return;
        }

        if (recognised.Refusal is not null)
        {
            Assert.That((Number(expected, "entries"), Number(expected, "distinct_track_ids") ?? 0), Is.EqualTo((0, 0)), recognised.Refusal);
            return;
        }

        var rows = Transformed.From(Documents.Bare(bytes));
        using (Assert.EnterMultipleScope())
        {
            // For single tracks the counting program took the credits for a list.
            if (recognised.Kind != BareKind.Track)
            {
                AssertEntries(rows, expected, recognised.Kind);
            }

            AssertDistinct(rows, "songs", expected, "distinct_track_ids");
            // The counting program found albums and artists by their type, which this one file's lack.
            if (!file.Contains("SYNTHETIC", StringComparison.Ordinal))
            {
                AssertDistinct(rows, "albums", expected, "distinct_album_ids");
                AssertDistinct(rows, "artists", expected, "distinct_artist_ids");
            }
        }
    }

    private static void AssertEntries(Transformed rows, JsonElement expected, BareKind kind)
    {
        var byType = expected.GetProperty("by_type").EnumerateObject().ToDictionary(p => p.Name.ToLowerInvariant(), p => p.Value.GetInt64());
        var tracks = byType.GetValueOrDefault("track") + byType.GetValueOrDefault("(no type)");
        var episodes = byType.GetValueOrDefault("episode");
        var nulls = (Number(expected, "null_entries") ?? 0) + (Number(expected, "null_inner") ?? 0);
        if (expected.TryGetProperty("distinct_track_ids", out _))
        {
            Assert.That(rows.Counts.Locals, Is.EqualTo(Number(expected, "local")));
        }

        Assert.That(rows.Counts.Tracks + rows.Counts.Locals, Is.EqualTo(tracks));
        Assert.That(rows.Counts.Episodes, Is.EqualTo(episodes));
        Assert.That(rows.Counts.Unavailable, Is.EqualTo(nulls));
        Assert.That(rows.Counts.Entries, Is.EqualTo(Number(expected, "entries") ?? rows.Counts.Entries), kind.ToString());
    }

    private static void AssertDistinct(Transformed rows, string table, JsonElement expected, string name)
    {
        if (Number(expected, name) is { } count)
        {
            Assert.That(rows.Count(table), Is.EqualTo(count), table);
        }
    }

    private static long? Number(JsonElement expected, string name) => expected.TryGetProperty(name, out var value) ? value.GetInt64() : null;
}
