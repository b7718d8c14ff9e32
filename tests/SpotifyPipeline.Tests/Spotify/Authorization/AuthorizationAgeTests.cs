using SpotifyPipeline.Spotify.Authorization;
using SpotifyPipeline.Tests.Spotify.Doubles;

namespace SpotifyPipeline.Tests.Spotify.Authorization;

internal sealed class AuthorizationAgeTests
{
    private static readonly DateTimeOffset AuthorizedAt = new(2026, 5, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset EndsAt = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [TestCase(100, null)]
    [TestCase(31, null)]
    [TestCase(30, "30 days")]
    [TestCase(15, "15 days")]
    [TestCase(14, "14 days")]
    [TestCase(7, "7 days")]
    [TestCase(1, "1 days")]
    [TestCase(0, "ended on 2026-11-20")]
    [TestCase(-40, "ended on 2026-11-20")]
    public void End_of_the_authorization_is_announced(int daysBefore, string? words)
    {
        var log = new LogRecorder();

        new AuthorizationAge(log).Check(AuthorizedAt, EndsAt.AddDays(-daysBefore));

        Assert.That(string.Join('\n', log.Warnings), words is null ? Is.Empty : Does.Contain(words));
    }

    [Test]
    public void Each_mark_is_announced_once()
    {
        var log = new LogRecorder();
        var age = new AuthorizationAge(log);

        for (var hours = 24 * 40; hours >= -48; hours--)
        {
            age.Check(AuthorizedAt, EndsAt.AddHours(-hours));
        }

        Assert.That(log.Warnings.Select(line => line.Split(' ')[5]), Is.EqualTo(new[] { "30", "14", "7", "2026-11-20," }));
    }

    [Test]
    public void Unknown_start_is_not_warned_about()
    {
        var log = new LogRecorder();

        new AuthorizationAge(log).Check(null, EndsAt);

        Assert.That(log.Lines, Is.Empty);
    }
}
