using System.Text.Json;
using SpotifyPipeline.Raw;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Transformers;

namespace SpotifyPipeline.Tests.Transformers;

public sealed class RowTransformerTests
{
    private const string Page = """
        {"items":[{"track":{"id":"t1","artists":[{"id":"b"},{"id":"a"},{"id":"c"}]}},
                  {"track":{"id":"t2","artists":[{"id":"a"},{"id":"b"}],"name":"duo"}},
                  {"track":null}]}
        """;

    [Test]
    public void Custom_transformer_fills_a_table_with_one_row_per_key()
    {
        var rows = Transformed.From(new RowTransformer<Pair>(new CollaborationTransformer()), Documents.Playlist(Page), Documents.Playlist(Page));

        Assert.That(rows.Rows("collaborations"), Is.EqualTo((string[])["a | b | duo", "a | c | ∅", "b | c | ∅"]));
        Assert.That(rows["collaborations"].Removed, Is.EqualTo(5));
        Assert.That(rows.Column("collaborations", "run_id"), Is.All.EqualTo("20261120T091223Z-4f2a9c"));
    }

    [Test]
    public void Exception_of_a_transformer_fails_its_document_only_and_leaves_nothing_of_it()
    {
        var unit = new RowTransformer<Pair>(new CollaborationTransformer()).BeginUnit();

        var failure = Assert.Throws<TransformException>(() => unit.Add(Documents.Playlist("""{"items":[{"track":{"id":"t","artists":[{"id":"x"},{"id":"y"}]}},{"track":{"artists":7}}]}""")));
        unit.Add(Documents.Playlist(Page));

        Assert.That((failure.Table, failure.RawKey), Is.EqualTo(("collaborations", "raw/pending/playlist/pl1/20261120T091223Z-4f2a9c/manifest.json")));
        Assert.That(Transformed.RowsOf(unit.Complete()[0].Rows), Is.EqualTo((string[])["a | b | duo", "a | c | ∅", "b | c | ∅"]));
    }

    [Test]
    public void Keys_may_be_of_any_length()
    {
        var (a, b) = (new string('a', 300), new string('b', 5000));
        var rows = Transformed.From(
            new RowTransformer<Pair>(new CollaborationTransformer()),
            Documents.Playlist("""{"items":[{"track":{"artists":[{"id":"A"},{"id":"B"}]}},{"track":{"artists":[{"id":"B"},{"id":"A"}]}}]}""".Replace("A", a, StringComparison.Ordinal).Replace("B", b, StringComparison.Ordinal)));

        Assert.That(rows.Rows("collaborations"), Is.EqualTo((string[])[$"{a} | {b} | ∅"]));
    }

    [Test]
    public void Row_without_a_key_fails_its_document()
    {
        var unit = new RowTransformer<Pair>(new NullKeyTransformer()).BeginUnit();

        Assert.That(() => unit.Add(Documents.Playlist(Page)), Throws.InstanceOf<TransformException>().With.Message.Contains("artist_a_id"));
        Assert.That(unit.Complete()[0].Rows.Count, Is.Zero);
    }

    private sealed record Pair(string? A, string B, string? FirstSong);

    private sealed class CollaborationTransformer : ITransformer<Pair>
    {
        public TableDefinition<Pair> Table { get; } = new TableDefinitionBuilder<Pair>("collaborations", "Artists who share a song.")
            .String("artist_a_id", r => r.A, isKey: true)
            .String("artist_b_id", r => r.B, isKey: true)
            .String("first_song", r => r.FirstSong)
            .Build();

        public IEnumerable<Pair> Transform(RawDocument document)
        {
            foreach (var page in document.Pages)
            {
                using var json = JsonDocument.Parse(page.Content);
                foreach (var entry in json.RootElement.GetProperty("items").EnumerateArray())
                {
                    if (entry.GetProperty("track") is not { ValueKind: JsonValueKind.Object } track)
                    {
                        continue;
                    }

                    var name = track.TryGetProperty("name", out var n) ? n.GetString() : null;
                    string[] ids = [.. track.GetProperty("artists").EnumerateArray().Select(a => a.GetProperty("id").GetString()!).Order(StringComparer.Ordinal)];
                    foreach (var (a, b) in ids.SelectMany((a, i) => ids.Skip(i + 1).Select(b => (a, b))))
                    {
                        yield return new Pair(a, b, name);
                    }
                }
            }
        }
    }

    private sealed class NullKeyTransformer : ITransformer<Pair>
    {
        public TableDefinition<Pair> Table { get; } = new CollaborationTransformer().Table;

        public IEnumerable<Pair> Transform(RawDocument document) => [new Pair(null, "b", null)];
    }
}
