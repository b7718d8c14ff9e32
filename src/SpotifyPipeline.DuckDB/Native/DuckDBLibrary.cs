using System.Reflection;
using System.Runtime.InteropServices;

namespace SpotifyPipeline.DuckDB.Native;

/// <summary>Finds and loads DuckDB's shared library, and says what to do where there is none.</summary>
internal static class DuckDBLibrary
{
    public const string Name = "duckdb";

    /// <summary>Names the library's file, or the folder that it is in; goes before every other place.</summary>
    public const string EnvironmentVariable = "SPOTIFYPIPELINE_DUCKDB";

    private static readonly Lazy<nint> Loaded = new(() => Load(Environment.GetEnvironmentVariable(EnvironmentVariable), AppContext.BaseDirectory));

    /// <summary>Loads the library, or says why not.</summary>
    /// <exception cref="SpotifyPipelineException">The library is not there, or is not for this machine.</exception>
    public static void EnsureLoaded() => _ = Loaded.Value;

    /// <summary>The handle for the runtime, which asks once for every imported function.</summary>
    internal static nint Resolve(string libraryName, Assembly assembly, DllImportSearchPath? searchPath) =>
        libraryName == Name ? Loaded.Value : 0;

    internal static nint Load(string? configured, string applicationFolder, string name = Name)
    {
        if (!string.IsNullOrWhiteSpace(configured))
        {
            var path = Directory.Exists(configured) ? Path.Combine(configured, FileName) : configured;
            return NativeLibrary.TryLoad(path, out var named)
                ? named
                : throw new SpotifyPipelineException($"{EnvironmentVariable} names \"{configured}\", and no DuckDB library for {Rid} could be loaded from {Path.GetFullPath(path)}. Set it to the path of a {FileName} for this machine, or remove it.");
        }

        string[] places = [Path.Combine(applicationFolder, "runtimes", Rid, "native", FileName), Path.Combine(applicationFolder, FileName)];
        foreach (var place in places)
        {
            if (NativeLibrary.TryLoad(place, out var found))
            {
                return found;
            }
        }

        // Last the runtime's own way, which knows the packages of an application that was not published.
        return NativeLibrary.TryLoad(name, typeof(DuckDBLibrary).Assembly, null, out var known)
            ? known
            : throw new SpotifyPipelineException(
                $"Local SQL needs DuckDB's library for {Rid}, and there is none. Looked for {string.Join(" and ", places)}. "
                + $"Do one of: add the package SpotifyPipeline.DuckDB.runtime.{Rid}; in a clone of SpotifyPipeline, install Node.js with npm and build again; "
                + $"or set {EnvironmentVariable} to the path of a {FileName}.");
    }

    private static string Rid { get; } =
        (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux") + "-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    private static string FileName { get; } =
        OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";
}
