using System.Text.Json;
using SpotifyPipeline.Spotify.Paging;

namespace SpotifyPipeline.Sources;

/// <summary>What the reply to <c>GET /playlists/{id}</c> tells about how to go on.</summary>
/// <param name="SnapshotId">The playlist's version; null where it is not told.</param>
/// <param name="ItemsPath">Where further entries are: <c>items</c>, or <c>tracks</c> for app classes that know only the old name; null where contents are not permitted.</param>
/// <param name="NextOffset">The first entry that is not on the embedded page; null where there is none left.</param>
internal readonly record struct PlaylistReply(string? SnapshotId, string? ItemsPath, int? NextOffset)
{
    public static PlaylistReply Read(ReadOnlySpan<byte> body)
    {
        string? snapshotId = null;
        var hasItems = false;
        var hasTracks = false;
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return default;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isSnapshot = reader.ValueTextEquals("snapshot_id"u8);
            var isItems = reader.ValueTextEquals("items"u8);
            var isTracks = reader.ValueTextEquals("tracks"u8);
            reader.Read();
            snapshotId = isSnapshot && reader.TokenType == JsonTokenType.String ? reader.GetString() : snapshotId;
            hasItems |= isItems && reader.TokenType == JsonTokenType.StartObject;
            hasTracks |= isTracks && reader.TokenType == JsonTokenType.StartObject;
            reader.Skip();
        }

        if (!hasItems && !hasTracks)
        {
            return new PlaylistReply(snapshotId, null, null);
        }

        var page = PageFacts.Read(body);
        var next = Math.Max(page.Count, page.Count > 0 ? page.Limit ?? 0 : 0);
        var more = page.Count > 0 && (page.Total is { } total ? next < total : page.HasNext == true);
        return new PlaylistReply(snapshotId, hasItems ? "items" : "tracks", more ? next : null);
    }
}
