using System.Globalization;
using System.Text.RegularExpressions;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Raw;

/// <summary>What a bare document's manifest would have said, as far as its key and its body tell.</summary>
internal static partial class BareManifest
{
    public static RawManifest For(DocumentName name, ObjectBytes body) => For(name, body, DateIn(name.Tail) ?? body.Entry.LastModified);

    public static RawManifest For(DocumentName name, ObjectBytes body, DateTimeOffset at)
    {
        var hash = ContentHash.Short(name.Tail);
        return new RawManifest
        {
            Source = "bare",
            Id = BareDocument.Recognise(body.Content.Span).PlaylistId ?? "bare-" + hash,
            RunId = at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + "-" + hash[..6],
            ExtractedAt = at,
            SnapshotDate = DateOnly.FromDateTime(at.UtcDateTime),
            Pages = [Page(name, body.Content.Span)],
            OriginalKey = body.Entry.Key,
        };
    }

    public static RawPageEntry Page(DocumentName name, ReadOnlySpan<byte> content) =>
        PageCheck.Entry(name.Tail[(name.Tail.LastIndexOf('/') + 1)..], content);

    /// <summary>A file's name with whatever a key should not hold replaced by hyphens.</summary>
    internal static string SafeName(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')).Trim('.') is { Length: > 0 } safe ? safe : "document";

    /// <summary>The last date in a key, with the time of day where one follows it, as UTC; null where there is none.</summary>
    internal static DateTimeOffset? DateIn(string key)
    {
        foreach (var match in DatePattern().Matches(key).Reverse())
        {
            var text = match.Groups["date"].Value.Replace("_", "-", StringComparison.Ordinal);
            var format = text.Length == 8 ? "yyyyMMdd" : "yyyy-MM-dd";
            if (!DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                continue;
            }

            var digits = match.Groups["time"].Value.Where(char.IsAsciiDigit).ToArray();
            var hasTime = TimeOnly.TryParseExact(digits, "HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time);
            return new DateTimeOffset(date.ToDateTime(hasTime ? time : TimeOnly.MinValue), TimeSpan.Zero);
        }

        return null;
    }

    // Dates as people write them into keys: 2026-11-20, 2026_11_20, 20261120, each with or without a time after it.
    [GeneratedRegex(@"(?<![0-9])(?<date>(?:19|20)[0-9]{2}(?<sep>[-_]?)[01][0-9]\k<sep>[0-3][0-9])(?:[T _-](?<time>[0-2][0-9][:_-]?[0-5][0-9][:_-]?[0-5][0-9]))?(?![0-9]{3})", RegexOptions.CultureInvariant)]
    private static partial Regex DatePattern();
}
