namespace SpotifyPipeline.Sources;

/// <summary>What to extract: one playlist, an account's saved tracks, and so on.</summary>
/// <remarks>
/// A source writes documents through the context and lets exceptions pass. What Spotify forbids or does not know is
/// written as a document of that status, so that one bad playlist does not end the run; a
/// <see cref="SpotifyQuotaException"/> ends the extraction, and the run can be resumed.
/// </remarks>
public interface ISource
{
    /// <summary>The name in keys and reports: lower-case letters, digits and hyphens, for example <c>playlist</c>.</summary>
    string Name { get; }

    /// <summary>Reads what the source stands for.</summary>
    Task ExtractAsync(SourceContext context, CancellationToken cancellationToken);
}
