namespace SpotifyPipeline.Query.Answers;

/// <summary>Values of columns that a shipped question never leaves NULL.</summary>
internal static class RequiredValues
{
    public static string Text(this QueryRow row, string column) => row.GetString(column) ?? throw Missing(column);

    public static long Number(this QueryRow row, string column) => row.GetInt64(column) ?? throw Missing(column);

    public static int SmallNumber(this QueryRow row, string column) => row.GetInt32(column) ?? throw Missing(column);

    public static double Real(this QueryRow row, string column) => row.GetDouble(column) ?? throw Missing(column);

    public static DateOnly Day(this QueryRow row, string column) => row.GetDate(column) ?? throw Missing(column);

    public static DateTimeOffset Instant(this QueryRow row, string column) =>
        new(DateTime.SpecifyKind(row.GetTimestamp(column) ?? throw Missing(column), DateTimeKind.Utc));

    private static QueryException Missing(string column) =>
        new($"The column \"{column}\" of an answer is NULL, which its question rules out. Run the quality checks: a table of the lake holds rows that break its rules.");
}
