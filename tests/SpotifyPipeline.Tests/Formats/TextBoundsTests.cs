using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Formats.Parquet;

namespace SpotifyPipeline.Tests.Formats;

internal sealed class TextBoundsTests
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    [Test]
    public void Bounds_hold_every_text_between_them()
    {
        var text =
            from code in Gen.Elements(0, 'a', 0x7F, 0x80, 0x7FF, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF)
            from length in Gen.Choose(0, 70)
            from tail in Gen.Elements("", "a", "é", "\U0010FFFF")
            select Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(char.ConvertFromUtf32(code), length)) + tail);

        Prop.ForAll(text.ToArbitrary(), text.ToArbitrary(), (one, other) =>
        {
            var (min, max) = one.AsSpan().SequenceCompareTo(other) < 0 ? (one, other) : (other, one);
            var range = TextBounds.Range(min, max);
            if (range.Min is null || range.Max is null)
            {
                // Only the highest code point has nothing above it.
                return max.Length > TextBounds.MaxLength && Encoding.UTF8.GetString(max)[..32] == string.Concat(Enumerable.Repeat("\U0010FFFF", 16));
            }

            Strict.GetCharCount(range.Min);
            Strict.GetCharCount(range.Max);
            return range.Min.AsSpan().SequenceCompareTo(min) <= 0
                && range.Max.AsSpan().SequenceCompareTo(max) >= 0
                && range.Min.Length <= TextBounds.MaxLength
                && range.Max.Length <= TextBounds.MaxLength + 4
                && range.MinIsExact == min.AsSpan().SequenceEqual(range.Min)
                && range.MaxIsExact == max.AsSpan().SequenceEqual(range.Max);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Test]
    public void Cut_bound_steps_over_the_surrogates()
    {
        var text = string.Concat(Enumerable.Repeat("\uD7FF", 30));

        var range = TextBounds.Range(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(text));

        Assert.That(Encoding.UTF8.GetString(range.Max!), Is.EqualTo(text[..20] + "\uE000"));
        Assert.That((range.MinIsExact, range.MaxIsExact), Is.EqualTo((false, false)));
    }
}
