using System.Reflection;
using System.Text;
using SpotifyPipeline.Transformers.Reading;
using SpotifyPipeline.Transformers.Rows;

namespace SpotifyPipeline.Tests.Transformers;

public sealed class KeptTextsTests
{
    [Test]
    public void Every_text_of_every_kind_of_thing_is_kept()
    {
        var body = new StringBuilder();
        var seen = new Observations();
        var expected = new List<string>();
        AddOne(seen.Artists, body, expected);
        AddOne(seen.Albums, body, expected);
        AddOne(seen.Tracks, body, expected);
        AddOne(seen.Playlists, body, expected);
        AddOne(seen.Entries, body, expected);
        AddOne(seen.Lists, body, expected);
        AddOne(seen.Genres, body, expected);
        var lists = typeof(Observations).GetProperties().Count(p => p.PropertyType.IsGenericType && p.PropertyType.GetGenericTypeDefinition() == typeof(Growing<>));
        Assert.That(lists, Is.EqualTo(7), "a new list of things is added above, and to what is kept");

        var kept = new KeptTexts().Keep(seen, Encoding.UTF8.GetBytes(body.ToString()));

        List<string> read =
        [
            .. TextsOf(seen.Artists, kept), .. TextsOf(seen.Albums, kept), .. TextsOf(seen.Tracks, kept), .. TextsOf(seen.Playlists, kept),
            .. TextsOf(seen.Entries, kept), .. TextsOf(seen.Lists, kept), .. TextsOf(seen.Genres, kept),
        ];
        Assert.That(read, Is.EqualTo(expected));
        Assert.That(kept.Length, Is.EqualTo(expected.Sum(t => t.Length)), "and no other byte");
    }

    [Test]
    public void Texts_of_all_lengths_are_kept_over_many_pages_and_again_for_the_next_document()
    {
        var texts = new KeptTexts();
        for (var document = 0; document < 2; document++)
        {
            texts.Clear();
            var pages = new List<(Observations Seen, ReadOnlyMemory<byte> Kept, string[] Expected)>();
            for (var page = 0; page < 60; page++)
            {
                var seen = new Observations();
                var body = new StringBuilder();

                // Short ones up to the last byte of the page, some longer than a chunk, and one that holds nothing.
                var expected = Enumerable.Range(0, 130).Select(i => new string((char)('a' + ((i + page) % 26)), i)).Append(new string('L', 9_000 * (page + document))).Append("end").ToArray();
                foreach (var text in expected)
                {
                    seen.Genres.Add(new Text(body.Length, text.Length, isEscaped: false));
                    body.Append(text);
                }

                var bytes = Encoding.UTF8.GetBytes(body.ToString());
                pages.Add((seen, texts.Keep(seen, bytes), expected));
                Array.Fill(bytes, (byte)'x');
            }

            foreach (var (seen, kept, expected) in pages)
            {
                Assert.That(TextsOf(seen.Genres, kept), Is.EqualTo(expected));
            }
        }
    }

    [Test]
    public void Null_stays_null_and_escapes_stay_escapes()
    {
        var seen = new Observations();
        seen.Genres.Add(default);
        seen.Genres.Add(new Text(2, 4, isEscaped: true));

        var kept = new KeptTexts().Keep(seen, """["\n\t"]"""u8);

        Assert.That(seen.Genres[0].IsNull);
        Assert.That(seen.Genres[1].IsEscaped);
        Assert.That(Encoding.UTF8.GetString(kept.Span), Is.EqualTo("""\n\t"""));
    }

    private static void AddOne<T>(Growing<T> things, StringBuilder body, List<string> expected)
        where T : struct
    {
        object thing = default(T);
        foreach (var field in FieldsOf<T>())
        {
            var text = $"{typeof(T).Name}.{field?.Name}";
            var place = new Text(body.Length, text.Length, isEscaped: false);
            body.Append(text).Append(" | ");
            expected.Add(text);
            if (field is null)
            {
                thing = place;
            }
            else
            {
                field.SetValue(thing, place);
            }
        }

        things.Add((T)thing);
    }

    private static IEnumerable<string> TextsOf<T>(Growing<T> things, ReadOnlyMemory<byte> bytes)
        where T : struct =>
        things.Items.ToArray().SelectMany(thing => FieldsOf<T>().Select(field => field is null ? (Text)(object)thing : (Text)field.GetValue(thing)!))
            .Select(text => Encoding.UTF8.GetString(bytes.Span.Slice(text.Offset, text.Length)));

    // Null stands for the thing itself, which is a text.
    private static IEnumerable<FieldInfo?> FieldsOf<T>() => typeof(T) == typeof(Text) ? (IEnumerable<FieldInfo?>)new FieldInfo?[1] : typeof(T).GetFields(BindingFlags.Public | BindingFlags.Instance).Where(f => f.FieldType == typeof(Text));
}
