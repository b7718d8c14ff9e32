using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Formats;

/// <summary>Writes one file, front to back. The same rows in the same calls give the same bytes.</summary>
public interface ITableWriter : IAsyncDisposable
{
    /// <summary>Appends rows; a format with row groups writes them as one. The rows may be reused when the call has ended.</summary>
    ValueTask WriteAsync(TableRows rows, CancellationToken cancellationToken);

    /// <summary>Ends the file: without it the file is not readable. A file without rows is a valid one.</summary>
    ValueTask CompleteAsync(CancellationToken cancellationToken);
}
