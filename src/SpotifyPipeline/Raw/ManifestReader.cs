using System.Text.Json;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Raw;

/// <summary>Reads manifests, and refuses what cannot be one: whatever a file says, it is one document's affair and not the run's.</summary>
internal static class ManifestReader
{
    /// <summary>Reads a manifest.</summary>
    /// <exception cref="TransformException">It is none that this library can read.</exception>
    public static RawManifest Read(ObjectBytes manifest)
    {
        var key = manifest.Entry.Key;
        try
        {
            var parsed = JsonSerializer.Deserialize(manifest.Content.Span, RawJson.Default.RawManifest)
                ?? throw new TransformException($"The manifest {key} is null; expected an object. Extract the document again.", key);
            if (parsed.Version > RawManifest.CurrentVersion)
            {
                throw new TransformException($"The manifest {key} has version {parsed.Version}; this library reads up to {RawManifest.CurrentVersion}. Update the library.", key);
            }

            return Problem(parsed.Pages) is { } problem
                ? throw new TransformException($"The manifest {key} is not one: {problem} Extract the document again, or remove the file.", key, jsonPath: "$.pages")
                : parsed;
        }
        catch (JsonException e)
        {
            throw new TransformException($"The manifest {key} is not one: {e.Message} Extract the document again, or remove the file.", key, jsonPath: e.Path, innerException: e);
        }
    }

    private static string? Problem(IReadOnlyList<RawPageEntry?>? pages)
    {
        if (pages is null)
        {
            return "it names no pages; expected a list, if an empty one.";
        }

        long total = 0;
        for (var i = 0; i < pages.Count; i++)
        {
            if (pages[i] is not { } page)
            {
                return $"page {i} is null; expected an object.";
            }

            if (string.IsNullOrEmpty(page.Name) || page.Name is "." or ".." || page.Name.AsSpan().ContainsAny('/', '\\'))
            {
                return $"the name of page {i} is \"{page.Name}\"; expected the name of a file beside the manifest.";
            }

            if (page.Sha256 is null)
            {
                return $"page {i} has no sha256.";
            }

            if (page.Bytes < 0 || page.Bytes > long.MaxValue - total)
            {
                return $"page {i} has {page.Bytes} bytes, which no file has.";
            }

            total += page.Bytes;
        }

        return null;
    }
}
