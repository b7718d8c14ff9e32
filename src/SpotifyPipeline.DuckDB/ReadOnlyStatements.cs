using SpotifyPipeline.DuckDB.Native;

namespace SpotifyPipeline.DuckDB;

/// <summary>Lets through what only reads. The folder of the lake must be open to DuckDB, so COPY could overwrite it.</summary>
internal static class ReadOnlyStatements
{
    private static readonly string[] FirstWords = ["SELECT", "WITH", "VALUES", "FROM", "TABLE", "DESCRIBE", "SHOW", "SUMMARIZE", "EXPLAIN", "("];

    public static StatementHandle Prepare(DuckDBConnection connection, string sql)
    {
        // Before DuckDB sees it, since EXPORT makes its folder while it is being prepared ...
        RequireFirstWord(sql);
        var statement = connection.Prepare(sql, out var kind);
        try
        {
            if (kind == StatementKind.Explain && Explained(sql) is { } inner)
            {
                // EXPLAIN ANALYZE runs what it explains.
                RequireFirstWord(inner);
                using (connection.Prepare(inner, out kind))
                {
                }
            }

            // ... and after, since WITH may also begin an INSERT.
            return kind == StatementKind.Select ? statement : throw NoReading();
        }
        catch
        {
            statement.Dispose();
            throw;
        }
    }

    private static void RequireFirstWord(string sql)
    {
        var start = SkipBlanks(sql);
        if (start < sql.Length && !FirstWords.Any(word => string.Compare(sql, start, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0))
        {
            throw NoReading();
        }
    }

    private static DuckDBException NoReading() =>
        new("Local SQL only reads, and the statement begins with none of SELECT, WITH, VALUES, FROM, TABLE, EXPLAIN, DESCRIBE, SHOW and SUMMARIZE, or it writes. The tables are written by the pipeline.");

    /// <summary>What stands after EXPLAIN [ANALYZE] [(options)], or null where that is not found.</summary>
    internal static string? Explained(string sql)
    {
        var rest = Rest(sql, "EXPLAIN");
        if (rest is null)
        {
            return null;
        }

        rest = Rest(rest, "ANALYZE") ?? rest;
        var start = SkipBlanks(rest);
        var isOptions = start < rest.Length && rest[start] == '(' && rest.AsSpan(start + 1).TrimStart().StartsWith("FORMAT", StringComparison.OrdinalIgnoreCase);
        return isOptions ? rest[(rest.IndexOf(')', start) + 1)..] : rest;
    }

    private static string? Rest(string sql, string word)
    {
        var start = SkipBlanks(sql);
        return string.Compare(sql, start, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0 ? sql[(start + word.Length)..] : null;
    }

    private static int SkipBlanks(string sql)
    {
        var at = 0;
        while (at < sql.Length)
        {
            var end = char.IsWhiteSpace(sql[at]) ? at + 1
                : string.CompareOrdinal(sql, at, "--", 0, 2) == 0 ? After(sql, "\n", at)
                : string.CompareOrdinal(sql, at, "/*", 0, 2) == 0 ? After(sql, "*/", at)
                : at;
            if (end == at)
            {
                break;
            }

            at = end;
        }

        return at;
    }

    private static int After(string sql, string end, int start)
    {
        var found = sql.IndexOf(end, start, StringComparison.Ordinal);
        return found < 0 ? sql.Length : found + end.Length;
    }
}
