using System.Globalization;
using SpotifyPipeline.Simulator.Catalogue;

namespace SpotifyPipeline.Simulator.Rendering;

/// <summary>The entries of a playlist: songs, episodes, local files and nothing at all.</summary>
internal sealed class EntryRenderer(SimulatedCatalogue catalogue, MusicRenderer music)
{
    public void Entry(JsonPen pen, SimulatedEntry entry, in Shape shape)
    {
        var json = pen.Json;
        json.WriteStartObject();
        if (entry.AddedAt is { } addedAt)
        {
            json.WriteString("added_at"u8, addedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }
        else
        {
            json.WriteNull("added_at"u8);
        }

        json.WriteStartObject("added_by"u8);
        pen.Identity(EntityLinks.User, entry.AddedBy);
        json.WriteEndObject();
        json.WriteBoolean("is_local"u8, entry.Kind == SimulatedEntryKind.LocalFile);
        json.WriteNull("primary_color"u8);
        if (shape.OldKeys)
        {
            json.WritePropertyName("track"u8);
            Content(pen, entry, shape);
        }

        if (shape.NewKeys)
        {
            json.WritePropertyName("item"u8);
            Content(pen, entry, shape);
        }

        json.WriteStartObject("video_thumbnail"u8);
        json.WriteNull("url"u8);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Content(JsonPen pen, SimulatedEntry entry, in Shape shape)
    {
        if (entry.Song is { } song)
        {
            music.Song(pen, song, shape, inPlaylist: true);
        }
        else if (entry.LocalFile is { } file)
        {
            LocalFile(pen, file, shape);
        }
        else if (entry.Episode is { } episode && shape.EpisodesAsked)
        {
            Episode(pen, episode, shape);
        }
        else
        {
            pen.Json.WriteNullValue();
        }
    }

    // Every id, link and date is null or empty: only the uri tells two local files apart.
    private void LocalFile(JsonPen pen, SimulatedLocalFile file, in Shape shape)
    {
        var json = pen.Json;
        json.WriteStartObject();
        json.WriteStartObject("album"u8);
        json.WriteNull("album_type"u8);
        json.WriteStartArray("artists"u8);
        json.WriteEndArray();
        if (shape.OldFields)
        {
            music.AvailableMarkets(json, MarketCoverage.Nowhere);
        }

        NoIdentity(pen);
        json.WriteStartArray("images"u8);
        json.WriteEndArray();
        pen.Text("name"u8, file.AlbumName);
        json.WriteNull("release_date"u8);
        json.WriteNull("release_date_precision"u8);
        json.WriteString("type"u8, "album"u8);
        json.WriteNull("uri"u8);
        json.WriteEndObject();
        json.WriteStartArray("artists"u8);
        json.WriteStartObject();
        NoIdentity(pen);
        pen.Text("name"u8, file.ArtistName);
        json.WriteString("type"u8, "artist"u8);
        json.WriteNull("uri"u8);
        json.WriteEndObject();
        json.WriteEndArray();
        if (shape.OldFields)
        {
            music.AvailableMarkets(json, MarketCoverage.Nowhere);
        }

        json.WriteNumber("disc_number"u8, 0);
        json.WriteNumber("duration_ms"u8, file.DurationMs);
        json.WriteBoolean("explicit"u8, false);
        json.WriteStartObject("external_ids"u8);
        json.WriteEndObject();
        NoIdentity(pen);
        json.WriteBoolean("is_local"u8, true);
        pen.Text("name"u8, file.Name);
        if (shape.OldFields)
        {
            json.WriteNumber("popularity"u8, 0);
            json.WriteNull("preview_url"u8);
        }

        json.WriteNumber("track_number"u8, 0);
        json.WriteString("type"u8, "track"u8);
        json.WriteString("uri"u8, file.Uri);
        json.WriteEndObject();
    }

    private static void NoIdentity(JsonPen pen)
    {
        pen.Json.WriteStartObject("external_urls"u8);
        pen.Json.WriteEndObject();
        pen.Json.WriteNull("href"u8);
        pen.Json.WriteNull("id"u8);
    }

    private void Episode(JsonPen pen, SimulatedEpisode episode, in Shape shape)
    {
        var json = pen.Json;
        json.WriteStartObject();
        json.WriteNull("audio_preview_url"u8);
        json.WriteString("description"u8, "Notes & links:\nsee the show's page.");
        json.WriteNumber("duration_ms"u8, episode.DurationMs);
        json.WriteBoolean("episode"u8, true);
        json.WriteBoolean("explicit"u8, false);
        pen.Identity(EntityLinks.Episode, episode.Id);
        json.WriteString("html_description"u8, "<p>Notes &amp; links:<br />see the show&#39;s page.</p>");
        Cover(pen, episode.Index);
        json.WriteBoolean("is_externally_hosted"u8, false);
        json.WriteBoolean("is_playable"u8, true);
        json.WriteString("language"u8, "en"u8);
        Languages(pen);
        pen.Text("name"u8, episode.Name);
        json.WriteString("release_date"u8, episode.ReleaseDate);
        json.WriteString("release_date_precision"u8, "day"u8);
        json.WritePropertyName("show"u8);
        Show(pen, episode, shape);
        json.WriteBoolean("track"u8, false);
        json.WriteEndObject();
    }

    private void Show(JsonPen pen, SimulatedEpisode episode, in Shape shape)
    {
        var json = pen.Json;
        json.WriteStartObject();
        if (shape.OldFields)
        {
            music.AvailableMarkets(json, MarketCoverage.Everywhere);
        }

        json.WriteStartArray("copyrights"u8);
        json.WriteEndArray();
        json.WriteString("description"u8, "A weekly talk.");
        json.WriteBoolean("explicit"u8, false);
        pen.Identity(EntityLinks.Show, episode.ShowId);
        json.WriteString("html_description"u8, "<p>A weekly talk.</p>");
        Cover(pen, -1 - (episode.Index / 5));
        json.WriteBoolean("is_externally_hosted"u8, false);
        Languages(pen);
        json.WriteString("media_type"u8, "audio"u8);
        pen.Text("name"u8, episode.ShowName);
        if (shape.OldFields)
        {
            json.WriteString("publisher"u8, episode.ShowName + " ");
        }

        json.WriteNumber("total_episodes"u8, 5);
        json.WriteEndObject();
    }

    private void Cover(JsonPen pen, int picture) =>
        pen.Images("ab6765630000ba8a"u8, "ab67656300005f1f"u8, "ab6765630000f68d"u8, catalogue.Bits(Topic.Image, picture, 3));

    private static void Languages(JsonPen pen)
    {
        pen.Json.WriteStartArray("languages"u8);
        pen.Json.WriteStringValue("en"u8);
        pen.Json.WriteEndArray();
    }
}
