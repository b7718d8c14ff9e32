namespace SpotifyPipeline.Spotify;

/// <summary>Reads what people paste for a playlist, album, artist or track: an id, a URI or a link.</summary>
internal static class SpotifyId
{
    private const int Length = 22;
    private static readonly string[] Hosts = ["open.spotify.com", "play.spotify.com", "api.spotify.com"];

    /// <summary>Whether the text is a bare id: 22 letters and digits.</summary>
    public static bool IsId(ReadOnlySpan<char> text)
    {
        if (text.Length != Length)
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The id in a reference.</summary>
    /// <param name="reference">An id, <c>spotify:playlist:ID</c>, or a link to open.spotify.com.</param>
    /// <param name="kind"><c>playlist</c>, <c>album</c>, <c>artist</c>, <c>track</c> …</param>
    /// <exception cref="ArgumentException">The reference names no id of this kind; the message says what was found.</exception>
    public static string Parse(string reference, string kind) =>
        Find(reference, kind, out var problem) ?? throw new ArgumentException(problem, nameof(reference));

    /// <summary>The id in a reference, or null and what is wrong with it.</summary>
    public static string? Find(string? reference, string kind, out string? problem)
    {
        var text = reference?.Trim().Trim('<', '>', '"') ?? "";
        problem = null;
        if (IsId(text))
        {
            return text;
        }

        var parts = text.StartsWith("spotify:", StringComparison.OrdinalIgnoreCase) ? text.Split(':')[1..] : LinkParts(text);
        if (parts is null)
        {
            problem = $"\"{reference}\" is no Spotify {kind}; expected its id of 22 letters and digits, spotify:{kind}:ID, or https://open.spotify.com/{kind}/ID. "
                + "Of a short link, open it in a browser and copy the address it leads to.";
            return null;
        }

        // The pair is looked for anywhere: old forms begin with user/NAME, links may begin with intl-de or embed, API paths with v1.
        for (var i = parts.Length - 2; i >= 0; i--)
        {
            if (IsKind(parts[i], kind) && IsId(parts[i + 1]))
            {
                return parts[i + 1];
            }
        }

        problem = $"\"{reference}\" names {Found(parts)}; expected a {kind}, for example spotify:{kind}:ID with an ID of 22 letters and digits. Copy the link of the {kind} itself.";
        return null;
    }

    private static string[]? LinkParts(string text)
    {
        var link = text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}";
        return Uri.TryCreate(link, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            && Hosts.Contains(uri.Host, StringComparer.OrdinalIgnoreCase)
            ? uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries)
            : null;
    }

    // API paths use the plural.
    private static bool IsKind(string part, string kind) =>
        part.Equals(kind, StringComparison.OrdinalIgnoreCase) || part.Equals(kind + "s", StringComparison.OrdinalIgnoreCase);

    private static string Found(string[] parts) => parts is [.., var kind, var id] ? $"the {kind} \"{id}\"" : "no id";
}
