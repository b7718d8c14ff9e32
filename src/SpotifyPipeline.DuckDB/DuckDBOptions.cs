using SpotifyPipeline.Formats;

namespace SpotifyPipeline.DuckDB;

/// <summary>What DuckDB may use of the machine, and what it must know of the lake.</summary>
public sealed class DuckDBOptions
{
    /// <summary>The number of threads. The default, null, is one per core.</summary>
    public int? Threads { get; set; }

    /// <summary>The most memory that DuckDB takes, in bytes; beyond it, it writes to <see cref="TempFolder"/>. The default, null, is 80 % of the machine's memory.</summary>
    public long? MemoryLimit { get; set; }

    /// <summary>The folder for what does not fit into memory, made when first needed. The default, null, is a folder of this process below the system's folder for temporary files.</summary>
    public string? TempFolder { get; set; }

    /// <summary>How the CSV tables of the lake were written, where <c>UseFormat</c> was given options of its own. The default is the format's default.</summary>
    public CsvFormatOptions Csv { get; set; } = new();
}
