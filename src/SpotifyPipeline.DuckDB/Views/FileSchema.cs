namespace SpotifyPipeline.DuckDB.Views;

/// <summary>The columns of a Parquet file.</summary>
/// <param name="Signature">Equal for files of the same columns and types.</param>
/// <param name="Columns">The names of the top-level columns.</param>
internal sealed record FileSchema(string Signature, IReadOnlySet<string> Columns);
