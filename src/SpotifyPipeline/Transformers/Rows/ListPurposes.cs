using SpotifyPipeline.Raw;
using SpotifyPipeline.Transformers.Reading;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary>Tells a list's purpose: by the playlist around it, by its address, by the document's source, and else by its entries.</summary>
internal static class ListPurposes
{
    public static ListPurpose Of(int list, Observations seen, ReadOnlySpan<byte> address, RawManifest manifest)
    {
        if (seen.Lists[list].Playlist >= 0)
        {
            return ListPurpose.Playlist;
        }

        if (ByAddress(address) is { } known)
        {
            return known;
        }

        return BySource(manifest.Source) ?? ByEntries(list, seen);
    }

    /// <summary>The time range of a top list, from the address or the manifest; Spotify's own default where neither names one.</summary>
    public static byte[] TimeRange(ReadOnlySpan<byte> address, RawManifest manifest)
    {
        foreach (var range in (ReadOnlySpan<string>)["short_term", "medium_term", "long_term"])
        {
            var bytes = System.Text.Encoding.ASCII.GetBytes(range);
            if (address.IndexOf(bytes) >= 0 || manifest.Id.Contains(range, StringComparison.Ordinal) || manifest.Source.Contains(range, StringComparison.Ordinal))
            {
                return bytes;
            }
        }

        return "medium_term"u8.ToArray();
    }

    private static ListPurpose? ByAddress(ReadOnlySpan<byte> address) =>
        address.IndexOf("/playlists/"u8) >= 0 ? ListPurpose.Playlist
        : address.IndexOf("/me/top/"u8) >= 0 ? ListPurpose.Top
        : address.IndexOf("/player/recently-played"u8) >= 0 ? ListPurpose.Plays
        : address.IndexOf("/me/tracks"u8) >= 0 || address.IndexOf("/me/albums"u8) >= 0 || address.IndexOf("/me/episodes"u8) >= 0 ? ListPurpose.Saved
        : address.IndexOf("/me/playlists"u8) >= 0 || address.IndexOf("/search"u8) >= 0 || address.IndexOf("/albums"u8) >= 0 || address.IndexOf("/artists"u8) >= 0 ? ListPurpose.Entities
        : null;

    private static ListPurpose? BySource(string source) =>
        source == "playlist" ? ListPurpose.Playlist
        : source.StartsWith("top", StringComparison.Ordinal) ? ListPurpose.Top
        : source.StartsWith("saved", StringComparison.Ordinal) ? ListPurpose.Saved
        : source.StartsWith("recently", StringComparison.Ordinal) ? ListPurpose.Plays
        : null;

    private static ListPurpose ByEntries(int list, Observations seen)
    {
        foreach (ref readonly var entry in seen.Entries.Items)
        {
            if (entry.List == list && entry.Shape != EntryShape.Bare)
            {
                return entry.Shape switch
                {
                    EntryShape.Play => ListPurpose.Plays,
                    EntryShape.SavedAlbum or EntryShape.SavedEpisode => ListPurpose.Saved,
                    _ => ListPurpose.Playlist,
                };
            }
        }

        return ListPurpose.Entities;
    }
}
