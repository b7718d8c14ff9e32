using System.Text;
using System.Text.Unicode;
using SpotifyPipeline.Transformers.Scanning;

namespace SpotifyPipeline.Tests.Transformers.Scanning;

/// <summary>The check of UTF-8, against that of the framework. The bytes end where memory ends.</summary>
public sealed class Utf8ScanTests
{
    // The ends of every range that the encoding tells apart.
    private static readonly byte[] Ends =
    [
        0x22, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
    ];

    /// <param name="place">Where the four bytes begin: in a vector, over the end of one, at the end of all.</param>
    [Test]
    public void Any_four_bytes_are_judged_as_the_framework_judges_them([Values(3, 30, 32, 33, 34, 35, 66, 93, 96, 97, 99)] int place)
    {
        using var memory = new GuardedMemory(100);
        var bytes = new byte[100];
        bytes.AsSpan().Fill((byte)'a');
        foreach (var a in Ends)
        {
            foreach (var b in Ends)
            {
                foreach (var c in Ends)
                {
                    foreach (var d in Ends)
                    {
                        new ReadOnlySpan<byte>([a, b, c, d])[..Math.Min(4, 100 - place)].CopyTo(bytes.AsSpan(place));
                        if (IsValid(memory.EndWith(bytes)) != Utf8.IsValid(bytes))
                        {
                            Assert.Fail($"{a:X2} {b:X2} {c:X2} {d:X2}: expected {Utf8.IsValid(bytes)}");
                        }
                    }
                }
            }
        }
    }

    [Test]
    public void Texts_of_any_length_are_valid_until_one_bit_is_wrong()
    {
        using var memory = new GuardedMemory(400);
        var random = new Random(20261128);
        int[] scripts = [0x20, 0xE9, 0x3B1, 0x416, 0x5D0, 0x0E01, 0x3042, 0x4E2D, 0xAC00, 0xFFFD, 0x1F3B5, 0x10FFFF];
        for (var i = 0; i < 4_000; i++)
        {
            var text = "abc" + string.Concat(Enumerable.Range(0, random.Next(1, 90)).Select(_ => char.ConvertFromUtf32(scripts[random.Next(random.Next(1, scripts.Length + 1))])));
            var bytes = Encoding.UTF8.GetBytes(text);
            Assert.That(IsValid(memory.EndWith(bytes)), text);

            bytes[random.Next(3, bytes.Length)] ^= (byte)(1 << random.Next(8));
            Assert.That(IsValid(memory.EndWith(bytes)), Is.EqualTo(Utf8.IsValid(bytes)), () => Convert.ToHexString(bytes));
        }
    }

    // The first three are ASCII, as those before a part of a page are.
    private static unsafe bool IsValid(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* page = bytes)
        {
            return Utf8Scan.IsValid(page, 3, bytes.Length);
        }
    }
}
