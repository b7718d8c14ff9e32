using System.Text;
using SpotifyPipeline.Transformers.Reading;
using SpotifyPipeline.Transformers.Scanning;

namespace SpotifyPipeline.Tests.Transformers.Scanning;

/// <summary>A page that is cut off is refused before anything behind its last byte is looked at, whatever stands there.</summary>
public sealed class PageEndTests
{
    private const string Page = """{"items":[{"added_at":"2020","is_local":false,"track":{"id":"t","duration_ms":7,"artists":[{"id":"a"}],"type":"track"}}],"total":1}""";

    private static readonly byte[] Behind = "\"09tfn{}[]:,\\ "u8.ToArray();

    [Test]
    public void What_stands_behind_a_page_that_is_cut_off_makes_no_difference([ValueSource(nameof(Behind))] byte behind)
    {
        var page = Encoding.UTF8.GetBytes(Page);
        for (var length = 1; length < page.Length; length++)
        {
            // A text that began behind the page would have no end for long.
            byte[] buffer = [.. page[..length], behind, .. Enumerable.Repeat((byte)'x', 4096)];
            Assert.That(new FastReader().TryRead(buffer.AsSpan(0, length), new Observations()), Is.False, Page[..length]);
        }
    }

    [TestCase("{\"items\":")]
    [TestCase("[1,{\"total_tracks\":")]
    [TestCase("{\"a\":[] ,")]
    public unsafe void The_scan_says_no_to_a_page_that_does_not_end_as_an_object_or_array_does(string text)
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
