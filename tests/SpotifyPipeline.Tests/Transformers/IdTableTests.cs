using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Transformers.Reading;
using SpotifyPipeline.Transformers.Rows;

namespace SpotifyPipeline.Tests.Transformers;

public sealed class IdTableTests
{
    // Few letters and lengths around that of an id, so that keys meet often; 0xFF as composite keys may hold it.
    private static readonly Gen<byte[]> Keys =
        from length in Gen.Elements(0, 1, 7, 8, 9, 21, 22, 22, 22, 23, 44)
        from letters in Gen.Elements((byte)'a', (byte)'b', (byte)0xFF).ArrayOf(length)
        from uniform in Gen.Elements(true, false)
        select uniform && length > 0 ? Enumerable.Repeat(letters[0], length).ToArray() : letters;

    [Test]
    public void Table_agrees_with_a_dictionary() =>
        Prop.ForAll(Keys.ArrayOf().ToArbitrary(), keys =>
        {
            var column = new StringColumn();
            var table = new IdTable(column);
            var model = new Dictionary<string, int>(StringComparer.Ordinal);
            return keys.All(key =>
            {
                var name = Convert.ToHexString(key);
                var wasNew = model.TryAdd(name, model.Count);
                ref var slot = ref table.GetOrAdd(key, out var isNew);
                return isNew == wasNew && slot.Row == model[name] && column[slot.Row].SequenceEqual(key);
            });
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Keys_of_a_page_find_what_their_bytes_find() =>
        Prop.ForAll(Keys.ArrayOf().ToArbitrary(), keys =>
        {
            var plain = new IdTable(new StringColumn());
            var column = new StringColumn();
            var table = new IdTable(column);
            var texts = new PageTexts();
            return keys.All(key =>
            {
                texts.TurnTo(key);
                var row = plain.GetOrAdd(key, out var isNewInPlain).Row;
                ref var slot = ref table.GetOrAdd(IdKey.Of(key), new Text(0, key.Length, isEscaped: false), texts, out var isNew);
                return isNew == isNewInPlain && slot.Row == row && column[row].SequenceEqual(key);
            });
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Notes_stay_with_their_key_while_the_table_grows()
    {
        var table = new IdTable(new StringColumn());
        for (var i = 0; i < 5000; i++)
        {
            table.GetOrAdd(Key(i), out _).Note = i;
        }

        Assert.That(Enumerable.Range(0, 5000).Where(i => table.GetOrAdd(Key(i), out _).Note != i), Is.Empty);
    }

    private static byte[] Key(int number) => System.Text.Encoding.ASCII.GetBytes($"{number % 3}{number:D21}");
}
