using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace SpotifyPipeline.Storage;

/// <summary>
/// One writer at a time for a key, across threads and processes. A lock is an exclusive file handle, which the operating
/// system takes back from a process that dies: nothing can stay locked.
/// </summary>
internal sealed class FolderLocks(string folder, TimeSpan timeout)
{
    private const int Stripes = 64;

    // Threads of this process queue here, so that only processes have to poll for each other.
    private readonly SemaphoreSlim[] _queues = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Locks the keys until the answer is disposed.</summary>
    public async Task<IDisposable> AcquireAsync(CancellationToken cancellationToken, params string[] keys)
    {
        var held = new Held();
        try
        {
            // In one order for all, so that two who need the same two locks cannot wait for each other.
            foreach (var stripe in keys.Select(StripeOf).Distinct().Order())
            {
                await _queues[stripe].WaitAsync(cancellationToken).ConfigureAwait(false);
                held.Queues.Push(_queues[stripe]);
                held.Files.Push(await OpenAsync(Path.Join(folder, stripe.ToString("00", CultureInfo.InvariantCulture)), cancellationToken).ConfigureAwait(false));
            }

            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private async Task<FileStream> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException exception) when (FolderErrors.IsMissing(exception))
            {
                Directory.CreateDirectory(folder);
            }
            catch (IOException exception) when (FolderErrors.IsInUse(exception))
            {
                if (waiting.Elapsed > timeout)
                {
                    throw new SpotifyPipelineException(
                        $"Another process has held the lock {path} for {timeout.TotalSeconds:0.#} seconds; a write holds it for milliseconds. Find the process that has it open (it may be stopped), then run it again.",
                        isTransient: true, exception);
                }

                // Real time, not the injected clock: another process is waited for. Jitter keeps two of them out of step.
                await Task.Delay(Random.Shared.Next(1, 15), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // FNV-1a: every process must choose the same stripe, which string.GetHashCode does not.
    private static int StripeOf(string key)
    {
        var hash = 2166136261u;
        foreach (var unit in Encoding.UTF8.GetBytes(key))
        {
            hash = (hash ^ unit) * 16777619u;
        }

        return (int)((hash ^ (hash >> 16)) % Stripes);
    }

    private sealed class Held : IDisposable
    {
        public Stack<SemaphoreSlim> Queues { get; } = new();

        public Stack<FileStream> Files { get; } = new();

        public void Dispose()
        {
            while (Files.TryPop(out var file))
            {
                file.Dispose();
            }

            while (Queues.TryPop(out var queue))
            {
                queue.Release();
            }
        }
    }
}
