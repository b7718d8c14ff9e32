using SpotifyPipeline.DuckDB.Native;

namespace SpotifyPipeline.DuckDB;

/// <summary>Macros that give DuckDB the functions of Athena (Trino) that it has under other names or with another meaning.</summary>
/// <remarks>The rules of the dialect that both engines share are in docs/sql.md; each macro has a test.</remarks>
internal static class Dialect
{
    private static readonly string[] Macros =
    [
        // Trino joins nothing to '' and not to NULL.
        "array_join(items, separator) AS CASE WHEN items IS NULL THEN NULL ELSE coalesce(array_to_string(items, separator), '') END",
        "approx_percentile(value, fraction) AS quantile_cont(value, fraction)",
        "approx_distinct(value) AS approx_count_distinct(value)",
        "arbitrary(value) AS any_value(value)",
        "cardinality(items) AS len(items)",
        "day_of_week(value) AS isodow(value)",
        "day_of_month(value) AS day(value)",
        "day_of_year(value) AS dayofyear(value)",
        "is_nan(value) AS isnan(value)",
        "with_timezone(value, zone) AS (value AT TIME ZONE zone)",

        // DuckDB's own date_diff counts the borders between the two; Trino's counts whole units.
        "date_diff(unit, earlier, later) AS date_sub(unit, earlier, later)",
        $"date_add(unit, amount, value DATE) AS CAST({Added} AS DATE), (unit, amount, value TIMESTAMP) AS {Added}",
    ];

    private const string Added =
        """
        CASE unit
          WHEN 'year' THEN value + to_years(CAST(amount AS INTEGER))
          WHEN 'month' THEN value + to_months(CAST(amount AS INTEGER))
          WHEN 'week' THEN value + to_days(CAST(amount AS INTEGER) * 7)
          WHEN 'day' THEN value + to_days(CAST(amount AS INTEGER))
          WHEN 'hour' THEN value + to_hours(CAST(amount AS BIGINT))
          WHEN 'minute' THEN value + to_minutes(CAST(amount AS BIGINT))
          WHEN 'second' THEN value + to_seconds(CAST(amount AS DOUBLE))
          WHEN 'millisecond' THEN value + to_milliseconds(CAST(amount AS DOUBLE))
          ELSE error('date_add knows year, month, week, day, hour, minute, second and millisecond, not ' || unit)
        END
        """;

    public static void Create(DuckDBConnection connection)
    {
        foreach (var macro in Macros)
        {
            connection.Run("CREATE OR REPLACE MACRO " + macro);
        }
    }
}
