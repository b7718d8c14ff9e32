namespace SpotifyPipeline.Spotify;

/// <summary>The one place on the network that a secret may go to.</summary>
internal sealed class ApiAddress
{
    public ApiAddress(Uri baseAddress)
    {
        // Without the slash at the end a relative path would replace the last segment ("/v1").
        Base = baseAddress.AbsolutePath.EndsWith('/') ? baseAddress : new UriBuilder(baseAddress) { Path = baseAddress.AbsolutePath + "/" }.Uri;
    }

    public Uri Base { get; }

    /// <summary>Makes an address of a path and refuses whatever would leave the base address.</summary>
    public Uri Resolve(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var isPlain = path[0] is not ('/' or '\\' or '?' or '#') && !path.AsSpan().ContainsAny("\\#") && !path.Any(char.IsControl);
        if (isPlain && !Uri.TryCreate(path, UriKind.Absolute, out _) && Uri.TryCreate(Base, path, out var uri) && Owns(uri))
        {
            return uri;
        }

        throw new ArgumentException(
            $"\"{path}\" is not a path below {Base}; expected something like \"playlists/ID/items?limit=50\". Addresses in replies are not followed: compute the next offset instead.",
            nameof(path));
    }

    /// <summary>Whether scheme, host, port and leading path are those of the base address.</summary>
    public bool Owns(Uri? uri) => uri is { IsAbsoluteUri: true, UserInfo: "" } && Base.IsBaseOf(uri);
}
