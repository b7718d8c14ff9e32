using SpotifyPipeline.Layout;

namespace SpotifyPipeline.Maintenance.Current;

/// <summary>Short names for versions of files.</summary>
internal static class FileNames
{
    /// <summary>Differs where the key or what lies under it differs.</summary>
    public static string Of(string key, string version) => ContentHash.Short(key + "\n" + version)[..12];
}
