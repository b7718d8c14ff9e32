using System.Text.Json;
using SpotifyPipeline.Raw;
using SpotifyPipeline.Spotify.Models;

namespace SpotifyPipeline.Transformers;

/// <summary>Typed readings of raw documents, for transformers that are not on a hot path.</summary>
public static class RawDocumentModels
{
    /// <summary>The entries of a playlist document in order, whichever app class it was read by; none for other documents.</summary>
    /// <exception cref="TransformException">A page is not JSON.</exception>
    public static IEnumerable<PlaylistEntry> ReadPlaylistEntries(this RawDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        foreach (var page in document.Pages)
        {
            // A playlist holds its first page; the others are pages of their own.
            var entries = Read<Playlist>(document, page)?.Contents ?? Read<Paging<PlaylistEntry>>(document, page);
            foreach (var entry in entries?.Items ?? [])
            {
                if (entry is not null)
                {
                    yield return entry;
                }
            }
        }
    }

    private static T? Read<T>(RawDocument document, RawPage page)
        where T : class
    {
        try
        {
            return SpotifyModels.Read<T>(page.Content.Span);
        }
        catch (JsonException e)
        {
            throw new TransformException($"The page {page.Entry.Name} of {document.Key} is not JSON: {e.Message} Extract the document again.", document.Key, jsonPath: e.Path, innerException: e);
        }
    }
}
