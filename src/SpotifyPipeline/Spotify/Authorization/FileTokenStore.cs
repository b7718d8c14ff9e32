using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;

namespace SpotifyPipeline.Spotify.Authorization;

/// <summary>
/// Keeps the refresh token in a file that only its owner may read (on Windows: as the folder's rights say). Written aside and moved
/// over, so that a crash leaves the old token or the new one. Where nothing can be written it falls back to memory and says so once.
/// </summary>
internal sealed partial class FileTokenStore(string path, ILogger logger) : ITokenStore
{
    private readonly string _path = Path.GetFullPath(path);
    private volatile StoredToken? _memory;

    public async ValueTask<StoredToken?> ReadAsync(CancellationToken cancellationToken)
    {
        if (_memory is { } token)
        {
            return token;
        }

        try
        {
            var bytes = await File.ReadAllBytesAsync(_path, cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize(bytes, TokenFileJson.Default.StoredToken);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            SpotifyLog.TokenFileNotReadable(logger, _path, problem.Message);
            return null;
        }
        catch (JsonException)
        {
            // Not the parser's message: it may quote the content.
            SpotifyLog.TokenFileNotReadable(logger, _path, "not a token file");
            return null;
        }
    }

    public async ValueTask WriteAsync(StoredToken token, CancellationToken cancellationToken)
    {
        if (_memory is not null)
        {
            _memory = token;
            return;
        }

        var aside = $"{_path}.{Guid.NewGuid():N}.tmp";
        try
        {
            CreateFolder();
            var stream = new FileStream(aside, NewFile());
            await using (stream.ConfigureAwait(false))
            {
                await JsonSerializer.SerializeAsync(stream, token, TokenFileJson.Default.StoredToken, cancellationToken).ConfigureAwait(false);
                stream.Flush(flushToDisk: true);
            }

            File.Move(aside, _path, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // From now on in memory: the file is not tried again, so the warning comes once.
            _memory = token;
            TryDelete(aside);
            SpotifyLog.TokenFileNotWritable(logger, _path, problem.Message);
        }
        catch
        {
            TryDelete(aside);
            throw;
        }
    }

    private static FileStreamOptions NewFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    private void CreateFolder()
    {
        var folder = Path.GetDirectoryName(_path)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static void TryDelete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The folder takes no changes at all; then there is nothing to clear away either.
        }
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(StoredToken))]
    private sealed partial class TokenFileJson : JsonSerializerContext;
}
