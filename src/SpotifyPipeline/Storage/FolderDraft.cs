using System.Buffers;

namespace SpotifyPipeline.Storage;

/// <summary>An object on its way into the folder: a file of its own in a hidden folder, which takes its place in one step.</summary>
internal sealed class FolderDraft : IDisposable
{
    private const int BufferBytes = 128 * 1024;
    private readonly string _root;
    private readonly string _target;
    private bool _placed;

    private FolderDraft(string root, string folder, string target)
    {
        _root = root;
        _target = target;
        FilePath = Path.Join(folder, Guid.NewGuid().ToString("N"));
    }

    /// <summary>Where it is written.</summary>
    public string FilePath { get; }

    /// <summary>Writes a stream's rest to a new draft.</summary>
    /// <param name="root">The store's root, for messages.</param>
    /// <param name="folder">The hidden folder, made when it is missing.</param>
    /// <param name="target">The place it will take, for messages.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="clock">Asked for the file's time when the content is complete.</param>
    /// <param name="durable">Whether to wait for the disk.</param>
    /// <param name="cancellationToken">Ends the writing; nothing is left.</param>
    public static async Task<FolderDraft> WriteAsync(
        string root, string folder, string target, Stream content, Func<DateTime> clock, bool durable, CancellationToken cancellationToken)
    {
        var draft = new FolderDraft(root, folder, target);
        try
        {
            await draft.FillAsync(folder, content, clock, durable, cancellationToken).ConfigureAwait(false);
            return draft;
        }
        catch
        {
            draft.Dispose();
            throw;
        }
    }

    /// <summary>Says that the file has left for its place.</summary>
    public void MarkPlaced() => _placed = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_placed)
        {
            try
            {
                File.Delete(FilePath);
            }
            catch (Exception exception) when (FolderErrors.IsFileError(exception))
            {
                // A leftover: invisible, and swept when it is old. What went wrong before this is what the caller must hear.
            }
        }
    }

    private async Task FillAsync(string folder, Stream content, Func<DateTime> clock, bool durable, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            // Exclusive: the sweeper of another process sees that this writer lives.
            using var file = Try(() => OpenNew(folder));
            int count;
            while ((count = await content.ReadAsync(buffer.AsMemory(0, BufferBytes), cancellationToken).ConfigureAwait(false)) > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var part = buffer.AsMemory(0, count);
                Try(() => file.Write(part.Span));
            }

            cancellationToken.ThrowIfCancellationRequested();
            Try(() =>
            {
                File.SetLastWriteTimeUtc(file.SafeFileHandle, clock());
                if (durable)
                {
                    file.Flush(flushToDisk: true);
                }
            });
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private FileStream OpenNew(string folder)
    {
        try
        {
            return Open();
        }
        catch (IOException exception) when (FolderErrors.IsMissing(exception))
        {
            Directory.CreateDirectory(folder);
            return Open();
        }

        FileStream Open() => new(FilePath, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
    }

    private void Try(Action act) => Try(() =>
    {
        act();
        return true;
    });

    // Only what the file system says is explained: an error of the content's own stream belongs to the caller.
    private T Try<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception exception) when (FolderErrors.IsFileError(exception))
        {
            throw FolderErrors.Explain(exception, "write", _target, _root);
        }
    }
}
