using SpotifyPipeline.Reports;

namespace SpotifyPipeline.Pipeline;

/// <summary>The stages of a lake, alone or one after the other. Each leaves files that the next one reads.</summary>
/// <remarks>
/// A verb returns a report also when something was forbidden, missing, put into quarantine or stopped by quota; it throws
/// when it could not do its work. After a crash or a cancellation the same verb can be called again: nothing is lost and
/// no row is doubled.
/// </remarks>
public interface IPipeline
{
    /// <summary>Reads the sources and leaves raw documents.</summary>
    /// <param name="resumeRunId">The run to go on with; null for a new one.</param>
    /// <param name="progress">Told of each document; null for nobody.</param>
    /// <param name="cancellationToken">Ends the run after the call on its way.</param>
    /// <exception cref="SpotifyApiException">Spotify refused the app or the account as a whole.</exception>
    /// <exception cref="ArgumentException">There is no run <paramref name="resumeRunId"/> to resume.</exception>
    Task<RunReport> ExtractAsync(string? resumeRunId = null, IProgress<PipelineProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Transforms one raw document: what an S3 event names.</summary>
    /// <param name="rawKey">The key of a manifest or of a bare document.</param>
    /// <param name="cancellationToken">Ends the call; the document stays pending.</param>
    /// <returns>The report; without documents where the key stands for none, or for one that has gone.</returns>
    Task<RunReport> TransformAsync(string rawKey, CancellationToken cancellationToken = default);

    /// <summary>Transforms every pending raw document.</summary>
    Task<RunReport> TransformPendingAsync(IProgress<PipelineProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Extracts, then transforms what is pending.</summary>
    /// <param name="resumeRunId">The run to go on with; null for a new one.</param>
    /// <param name="progress">Told of each document; null for nobody.</param>
    /// <param name="cancellationToken">Ends the run after the call on its way.</param>
    Task<RunReport> RunAsync(string? resumeRunId = null, IProgress<PipelineProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Transforms processed documents again, without a call to Spotify: after a transformer was changed.</summary>
    /// <param name="from">The first snapshot date.</param>
    /// <param name="to">The last snapshot date.</param>
    /// <param name="progress">Told of each document; null for nobody.</param>
    /// <param name="cancellationToken">Ends the run between two units.</param>
    Task<RunReport> ReplayAsync(DateOnly from, DateOnly to, IProgress<PipelineProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Brings a JSON file of other people's making into the lake as a bare document.</summary>
    /// <param name="name">The file's name. A date in it becomes the snapshot date.</param>
    /// <param name="content">The bytes; read to the end.</param>
    /// <param name="modified">When it was written; the snapshot date where the name holds none.</param>
    /// <param name="cancellationToken">Ends the call; nothing is left.</param>
    /// <returns>The key, for <see cref="TransformAsync"/>.</returns>
    Task<string> ImportAsync(string name, Stream content, DateTimeOffset modified, CancellationToken cancellationToken = default);
}
