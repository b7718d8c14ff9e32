using System.Text.Json;
using SpotifyPipeline.Simulator.Catalogue;

namespace SpotifyPipeline.Simulator.Rendering;

/// <summary>Playlists, in full with their first hundred entries and as the line of a list.</summary>
internal sealed class PlaylistRenderer(SimulatedCatalogue catalogue, EntryRenderer entries)
{
    private const int EmbeddedLimit = 100;

    /// <summary>The most that <c>/items</c> takes.</summary>
    public const int ItemsLimit = 50;

    /// <summary>The whole playlist.</summary>
    /// <param name="pen">Where to write.</param>
    /// <param name="playlist">What to write.</param>
    /// <param name="shape">What may be shown.</param>
    /// <param name="address">The playlist's own address.</param>
    /// <param name="extra">What paging links carry on from the query.</param>
    /// <param name="mayRead">Whether the caller may see the contents; without them neither key is there.</param>
    /// <param name="withEntries">False when a field filter drops the entries anyway; pages then show only their totals.</param>
    public void Full(JsonPen pen, SimulatedPlaylist playlist, Shape shape, string address, string extra, bool mayRead, bool withEntries)
    {
        var json = pen.Json;
        json.WriteStartObject();
        Head(pen, playlist, shape);
        json.WriteStartObject("followers"u8);
        json.WriteNull("href"u8);
        json.WriteNumber("total"u8, playlist.IsPublic == true ? (playlist.Index * 37 % 500) : 0);
        json.WriteEndObject();
        if (shape.OldKeys && mayRead)
        {
            json.WritePropertyName("tracks"u8);
            Page(pen, playlist, shape, new PageLinks(address + "/tracks", 0, EmbeddedLimit, extra), withEntries);
        }

        if (shape.NewKeys && mayRead)
        {
            // Real replies link with limit=100 here; whether /items takes that is not known, so the link asks for what surely works.
            json.WritePropertyName("items"u8);
            Page(pen, playlist, shape, new PageLinks(address + "/items", 0, EmbeddedLimit, extra) { LinkLimit = ItemsLimit }, withEntries);
        }

        json.WriteEndObject();
    }

    public void Page(JsonPen pen, SimulatedPlaylist playlist, Shape shape, in PageLinks links, bool withEntries = true)
    {
        var all = catalogue.EntriesOn(playlist, shape.Day);
        PageRenderer.Page(pen, links, all.Length, index =>
        {
            if (withEntries)
            {
                entries.Entry(pen, all[index], shape);
            }
        });
    }

    public void Line(JsonPen pen, SimulatedPlaylist playlist, Shape shape)
    {
        var json = pen.Json;
        json.WriteStartObject();
        Head(pen, playlist, shape);
        if (shape.OldKeys)
        {
            Reference(pen, "tracks"u8, playlist, "/tracks", shape);
        }

        if (shape.NewKeys)
        {
            Reference(pen, "items"u8, playlist, "/items", shape);
        }

        json.WriteEndObject();
    }

    private void Reference(JsonPen pen, ReadOnlySpan<byte> key, SimulatedPlaylist playlist, string folder, in Shape shape)
    {
        pen.Json.WriteStartObject(key);
        pen.Link("href"u8, "playlists/"u8, playlist.Id + folder);
        pen.Json.WriteNumber("total"u8, catalogue.EntriesOn(playlist, shape.Day).Length);
        pen.Json.WriteEndObject();
    }

    private void Head(JsonPen pen, SimulatedPlaylist playlist, in Shape shape)
    {
        var json = pen.Json;
        json.WriteBoolean("collaborative"u8, playlist.IsCollaborative);
        json.WriteString("description"u8, playlist.Description);
        pen.Identity(EntityLinks.Playlist, playlist.Id);
        Images(pen, playlist);
        pen.Text("name"u8, playlist.Name);
        json.WriteStartObject("owner"u8);
        json.WriteString("display_name"u8, playlist.IsOwned ? "Simulated listener" : $"Listener no. {playlist.Index}");
        pen.Identity(EntityLinks.User, playlist.OwnerId);
        json.WriteEndObject();
        json.WriteNull("primary_color"u8);
        BooleanOrNull(json, "public"u8, playlist.IsPublic);
        json.WriteString("snapshot_id"u8, catalogue.SnapshotIdOn(playlist, shape.Day));
    }

    // An empty playlist has no mosaic: null, not an empty list.
    private void Images(JsonPen pen, SimulatedPlaylist playlist)
    {
        if (playlist.IsEmpty)
        {
            pen.Json.WriteNull("images"u8);
            return;
        }

        pen.Json.WriteStartArray("images"u8);
        pen.Image("ab67616d00001e02"u8, catalogue.Bits(Topic.Image, playlist.Index, 4), size: null);
        pen.Json.WriteEndArray();
    }

    private static void BooleanOrNull(Utf8JsonWriter json, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } known)
        {
            json.WriteBoolean(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
