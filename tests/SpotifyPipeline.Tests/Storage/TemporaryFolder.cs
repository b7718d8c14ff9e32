namespace SpotifyPipeline.Tests.Storage;

/// <summary>A folder of one test, in the system's temporary folder; gone after it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "spotifypipeline-" + Guid.NewGuid().ToString("N"));

    /// <summary>A path in it.</summary>
    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    public void Clear()
    {
        Dispose();
        Directory.CreateDirectory(Path);
    }

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
