using System.Text;
using SpotifyPipeline.Transformers.Reading;
using SpotifyPipeline.Transformers.Scanning;

namespace SpotifyPipeline.Tests.Transformers.Scanning;

/// <summary>Nothing behind the last byte of a page is read, however it ends.</summary>
[Platform(Include = "Linux")]
public sealed class PageEndTests
{
    private const string Page = """{"items":[{"added_at":"2020","is_local":false,"track":{"id":"t","name":"\u00e9\"","duration_ms":7,"artists":[{"id":"a"}],"album":{"artists":[{"id":"a"}]},"type":"track"}}],"total":1}""";

    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes(Page);

    [Test]
    public void Page_that_is_cut_off_is_refused_wherever_it_ends()
    {
        using var memory = new GuardedMemory(Bytes.Length);
        var reader = new FastReader();
        for (var length = 0; length < Bytes.Length; length++)
        {
            Assert.That(reader.TryRead(memory.EndWith(Bytes.AsSpan(0, length)), new Observations()), Is.False, Page[..length]);
        }

        Assert.That(reader.TryRead(memory.EndWith(Bytes), new Observations()), Is.True);
    }

    [Test]
    public void Damaged_page_is_read_or_refused_as_it_is_in_the_midst_of_memory()
    {
        var random = new Random(20261128);
        using var memory = new GuardedMemory(4 * Bytes.Length);
        var reader = new FastReader();
        var accepted = 0;
        for (var round = 0; round < 5_000; round++)
        {
            // Blanks in front shift the page through the blocks.
            byte[] page = [.. Enumerable.Repeat((byte)' ', random.Next(130)), .. Bytes.AsSpan(0, random.Next(2) == 0 ? Bytes.Length : random.Next(Bytes.Length))];
            for (var i = random.Next(3); i > 0 && page.Length > 0; i--)
            {
                page[random.Next(page.Length)] = "{}[]:,\"\\09tfn-. \n"u8[random.Next(17)];
            }

            byte[] midst = [.. page, .. Enumerable.Repeat((byte)' ', 128)];
            var isAccepted = reader.TryRead(midst.AsSpan(0, page.Length), new Observations());
            accepted += isAccepted ? 1 : 0;
            Assert.That(reader.TryRead(memory.EndWith(page), new Observations()), Is.EqualTo(isAccepted), Encoding.UTF8.GetString(page));
        }

        Assert.That(accepted, Is.InRange(100, 4_900));
    }

    [TestCase("{\"items\":")]
    [TestCase("[1,{\"total_tracks\":")]
    public unsafe void The_scan_says_no_to_a_page_that_ends_behind_a_colon(string text)
    {
        var page = Encoding.UTF8.GetBytes(text);
        fixed (byte* bytes = page)
        {
            var scan = new StructuralScan();
            scan.Begin(bytes, page.Length);
            Assert.That(scan.TryRead(), Is.False);
        }
    }
}
