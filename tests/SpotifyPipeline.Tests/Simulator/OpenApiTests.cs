using System.Text.RegularExpressions;
using SpotifyPipeline.Simulator;

namespace SpotifyPipeline.Tests.Simulator;

/// <summary>
/// Every kind of reply validates against the OpenAPI document, but for the deviations below. Each of those is what Spotify really sends, with the
/// place where it was seen; each must occur, so that none outlives its reason.
/// </summary>
public class OpenApiTests
{
    private static readonly (string Template, string Path)[] Calls =
    [
        ("/me", "me"),
        ("/me/playlists", "me/playlists?limit=50"),
        ("/users/{user_id}/playlists", "users/{user}/playlists"),
        ("/me/tracks", "me/tracks?limit=50"),
        ("/me/tracks", "me/tracks?limit=50&market=SE"),
        ("/me/albums", "me/albums?limit=50"),
        ("/me/top/tracks", "me/top/tracks?limit=50&time_range=short_term"),
        ("/me/top/artists", "me/top/artists?limit=50"),
        ("/me/player/recently-played", "me/player/recently-played?limit=50"),
        ("/me/player/recently-played", "me/player/recently-played?before=1"),
        ("/playlists/{playlist_id}", "playlists/{playlist}?additional_types=track,episode"),
        ("/playlists/{playlist_id}", "playlists/{playlist}"),
        ("/playlists/{playlist_id}", "playlists/{playlist}?fields=snapshot_id,name,items.total,tracks.total"),
        ("/playlists/{playlist_id}", "playlists/{followed}"),
        ("/playlists/{playlist_id}", "playlists/{empty}"),
        ("/playlists/{playlist_id}/items", "playlists/{playlist}/items?limit=50&additional_types=track,episode"),
        ("/playlists/{playlist_id}/items", "playlists/{playlist}/items?limit=50&offset=50&additional_types=track,episode&market=SE"),
        ("/playlists/{playlist_id}/items", "playlists/{followed}/items"),
        ("/playlists/{playlist_id}/tracks", "playlists/{playlist}/tracks?limit=100&additional_types=track,episode"),
        ("/tracks/{id}", "tracks/{song}"),
        ("/tracks", "tracks?ids={song}"),
        ("/tracks", "tracks?ids={song},0000000000000000000000"),
        ("/albums/{id}", "albums/{album}"),
        ("/albums", "albums?ids={album}"),
        ("/albums/{id}/tracks", "albums/{album}/tracks?limit=50"),
        ("/artists/{id}", "artists/{artist}"),
        ("/artists", "artists?ids={artist}"),
        ("/artists/{id}/albums", "artists/{artist}/albums?limit=10"),
        ("/search", "search?q=rain&limit=10&type=track,album,artist"),
        ("/search", "search?q=top&limit=10&type=playlist,show,episode,audiobook"),
        ("/tracks/{id}", "tracks/short"),
        ("/albums/{id}", "albums/0000000000000000000000"),
        ("/playlists/{playlist_id}/items", "playlists/{playlist}/items?limit=51"),
        ("/markets", "markets"),
        ("/audio-features/{id}", "audio-features/{song}"),
    ];

    private OpenApiJudge _judge = null!;

    [OneTimeSetUp]
    public void StartJudge() => _judge = OpenApiJudge.Start();

    [OneTimeTearDown]
    public void EndJudge() => _judge?.Dispose();

    [Test]
    public async Task Every_reply_in_every_app_class_validates()
    {
        var unexplained = new List<string>();
        var occurred = new HashSet<Deviation>();
        var judged = 0;
        foreach (var appClass in Enum.GetValues<SimulatedAppClass>())
        {
            await using var session = await Session.StartAsync(appClass);
            foreach (var (template, path) in Calls)
            {
                var answer = await session.GetAsync(Fill(path, session));
                if (answer.Status == 501)
                {
                    continue;
                }

                Judge(template, path, appClass, answer);
            }

            foreach (var fault in new[] { Fault.RateLimited(), Fault.QuotaExceeded(), Fault.Unauthorized(), Fault.Forbidden(), Fault.ServerError() })
            {
                session.Simulator.Faults.Add(fault);
                Judge("/me", fault.Name, appClass, await session.GetAsync("me"));
            }

            session.AccessToken = null;
            Judge("/me", "no token", appClass, await session.GetAsync("me"));
        }

        void Judge(string template, string path, SimulatedAppClass appClass, Answer answer)
        {
            judged++;
            foreach (var finding in _judge.Judge(template, answer.Status, answer.ContentType, answer.Text))
            {
                if (Array.Find(OpenApiDeviations.All, deviation => deviation.Explains(finding, appClass, path)) is { } deviation)
                {
                    occurred.Add(deviation);
                }
                else
                {
                    unexplained.Add($"{appClass} {path} ({answer.Status}): {finding}");
                }
            }
        }

        Assert.Multiple(() =>
        {
            Assert.That(unexplained, Is.Empty);
            Assert.That(OpenApiDeviations.All.Except(occurred).Select(deviation => deviation.Source), Is.Empty, "deviations that no longer occur");
            Assert.That(judged, Is.GreaterThan(100));
        });
    }

    [TestCase("\"name\":", "\"naem\":", TestName = "Misspelt_member_is_rejected")]
    [TestCase("\"duration_ms\":", "\"duration_ms\":\"3:05\",\"x\":", TestName = "Text_for_a_number_is_rejected")]
    [TestCase("\"album_type\":\"", "\"album_type\":\"long-player of ", TestName = "Unknown_album_type_is_rejected")]
    [TestCase("\"total\":", "\"toatl\":", TestName = "Page_without_total_is_rejected")]
    [TestCase("\"offset\":0", "\"offset\":0.5", TestName = "Fraction_for_a_whole_number_is_rejected")]
    [TestCase("\"added_at\":\"2", "\"added_at\":\"the 2", TestName = "Malformed_time_is_rejected")]
    [TestCase("{\"href\"", "[{\"href\"", TestName = "Malformed_document_is_rejected")]
    public async Task Wrong_reply_is_rejected(string right, string wrong)
    {
        await using var session = await Session.StartAsync(SimulatedAppClass.Grandfathered);
        var path = $"playlists/{session.Simulator.PlaylistIds[0]}/items?additional_types=episode";
        var good = await session.GetAsync(path);
        var broken = new Regex(Regex.Escape(right)).Replace(good.Text, wrong, 1);
        Assert.That(broken, Is.Not.EqualTo(good.Text));

        bool IsExplained(Finding finding) => OpenApiDeviations.All.Any(deviation => deviation.Explains(finding, SimulatedAppClass.Grandfathered, path));
        var findings = _judge.Judge("/playlists/{playlist_id}/items", good.Status, good.ContentType, good.Text);
        Assert.That(findings.Where(finding => !IsExplained(finding)), Is.Empty);
        findings = _judge.Judge("/playlists/{playlist_id}/items", good.Status, good.ContentType, broken);
        Assert.That(findings.Where(finding => !IsExplained(finding)), Is.Not.Empty);
    }

    private static string Fill(string path, Session session) => SimulatorTests.Fill(path, session)
        .Replace("{followed}", session.Simulator.Catalogue.Playlists.First(playlist => !playlist.IsReadableByRestrictedApps).Id, StringComparison.Ordinal)
        .Replace("{empty}", session.Simulator.Catalogue.Playlists.First(playlist => playlist.IsEmpty).Id, StringComparison.Ordinal);
}
