using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Spotify.Http;

namespace SpotifyPipeline.Tests.Spotify.Http;

internal sealed class RetryAfterProperties
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 12, 23, TimeSpan.Zero);

    [Test]
    public void Any_text_gives_nothing_or_a_wait_from_one_second_to_thirty_days() =>
        Prop.ForAll<string?>(text => RetryAfter.Parse(text, Now) is not { } wait || (wait >= RetryAfter.Least && wait <= RetryAfter.Most))
            .QuickCheckThrowOnFailure();

    [Test]
    public void Any_number_of_seconds_is_taken_as_it_is_within_the_bounds() =>
        Prop.ForAll<long>(seconds =>
        {
            var expected = TimeSpan.FromSeconds(Math.Clamp(seconds, 1, 30 * 86_400));
            return RetryAfter.Parse(seconds.ToString(CultureInfo.InvariantCulture), Now) == expected;
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Any_date_is_taken_as_its_distance_within_the_bounds() =>
        Prop.ForAll(Gen.Choose(-5_000_000, 5_000_000).ToArbitrary(), seconds =>
        {
            var expected = TimeSpan.FromSeconds(Math.Clamp(seconds, 1, 30 * 86_400));
            return RetryAfter.Parse(Now.AddSeconds(seconds).ToString("r", CultureInfo.InvariantCulture), Now) == expected;
        }).QuickCheckThrowOnFailure();

    [TestCase(null)]
    [TestCase("")]
    [TestCase("  ")]
    [TestCase("-")]
    [TestCase("--3")]
    [TestCase("3s")]
    [TestCase("1e3")]
    [TestCase("٣")]
    [TestCase("2026-11-20")]
    [TestCase("5, 7")]
    public void Text_that_is_neither_number_nor_date_gives_nothing(string? text) => Assert.That(RetryAfter.Parse(text, Now), Is.Null);

    [Test]
    public void Jitter_stays_between_nothing_and_the_ceiling_and_never_above_twenty_seconds() =>
        Prop.ForAll(Gen.Choose(0, 1000).ToArbitrary(), Gen.Choose(0, 999).ToArbitrary(), (retry, part) =>
        {
            var delay = new FullJitter(() => part / 1000.0).Delay(retry);
            var ceiling = TimeSpan.FromSeconds(Math.Min(20, Math.Pow(2, retry)));
            return delay >= TimeSpan.Zero && delay <= ceiling;
        }).QuickCheckThrowOnFailure();
}
