using System.Text.RegularExpressions;

namespace SpotifyPipeline.Tests.Query;

/// <summary>Rules that keep a text's meaning the same on Athena (Trino) and DuckDB; docs/sql.md explains each.</summary>
internal static partial class DialectLint
{
    public static IReadOnlyList<string> Findings(string sql)
    {
        var findings = new List<string>();
        var bare = Literals().Replace(sql, "''");

        void Refuse(Regex pattern, string why)
        {
            foreach (Match match in pattern.Matches(bare))
            {
                findings.Add($"{match.Value.Trim()}: {why}");
            }
        }

        Refuse(DecimalLiteral(), "a decimal divides otherwise in Trino; write 1000e0");
        Refuse(Limit(), "LIMIT takes no parameter on Athena; rank and compare in WHERE");
        Refuse(DuckDBOnly(), "only DuckDB knows it");
        Refuse(TrinoOnly(), "only Trino knows it");
        Refuse(CountIf(), "NULL in DuckDB where there is no row; write count(CASE WHEN … THEN 1 END)");
        Refuse(PlainAtTimeZone(), "means opposite things; write with_timezone(value, 'UTC') AT TIME ZONE zone");
        Refuse(UnfilteredArrayAgg(), "NULLs join to '' in one and to NULL in the other; FILTER them out");
        findings.AddRange(Divisions(bare));
        findings.AddRange(DateDifferences(sql));
        findings.AddRange(Parameters(bare));
        return findings;
    }

    /// <summary>Whether the rows have one order: the last term of the last ORDER BY is unique among the rows.</summary>
    public static string? OrderFinding(string sql, IReadOnlyCollection<string> unique)
    {
        var order = sql.LastIndexOf("ORDER BY", StringComparison.Ordinal);
        if (order < 0)
        {
            return "the rows have no order";
        }

        var last = sql[(order + 8)..].Split(',')[^1].Trim();
        return unique.Contains(last[(last.IndexOf('.', StringComparison.Ordinal) + 1)..]) ? null : $"the order ends in {last}, which may tie";
    }

    private static IEnumerable<string> Divisions(string bare)
    {
        // Whole numbers divide to whole numbers in Trino and to doubles in DuckDB: one side must be a double.
        foreach (Match match in Division().Matches(bare))
        {
            var around = bare[Math.Max(0, match.Index - 70)..Math.Min(bare.Length, match.Index + 20)];
            if (!around.Contains("e0", StringComparison.Ordinal))
            {
                yield return $"{around.Trim()}: divides whole numbers; make one a double (100e0)";
            }
        }
    }

    private static IEnumerable<string> DateDifferences(string sql) =>
        from Match match in DateDiff().Matches(sql)
        where match.Groups["unit"].Value is not ("day" or "millisecond")
        select $"{match.Value}: only days of dates and milliseconds of timestamps are the same by any way of counting";

    private static IEnumerable<string> Parameters(string bare)
    {
        foreach (Match parameter in QuestionMark().Matches(bare))
        {
            var clause = Clause().Matches(bare[..parameter.Index]).LastOrDefault()?.Value;
            if (clause != "WHERE")
            {
                yield return $"? after {clause}: Athena takes parameters in WHERE only";
            }
        }
    }

    [GeneratedRegex("'(?:[^']|'')*'")]
    private static partial Regex Literals();

    [GeneratedRegex(@"(?<![\w.])\d+\.\d+(?!\d*e)")]
    private static partial Regex DecimalLiteral();

    [GeneratedRegex(@"\b(?:LIMIT|OFFSET|FETCH)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Limit();

    [GeneratedRegex(@"::|\b(?:QUALIFY|EXCLUDE|ILIKE|PIVOT|list_\w+|strftime|string_agg|epoch_ms|ASOF)\b|//|`", RegexOptions.IgnoreCase)]
    private static partial Regex DuckDBOnly();

    [GeneratedRegex(@"\b(?:IGNORE NULLS|date_format|from_iso8601_\w+|json_extract_scalar|transform|any_match|TRY|UNNEST\s*\([^)]*\)\s*WITH)\b", RegexOptions.IgnoreCase)]
    private static partial Regex TrinoOnly();

    [GeneratedRegex(@"\bcount_if\b", RegexOptions.IgnoreCase)]
    private static partial Regex CountIf();

    [GeneratedRegex(@"(?<!with_timezone\([^()]*\) )AT TIME ZONE", RegexOptions.IgnoreCase)]
    private static partial Regex PlainAtTimeZone();

    [GeneratedRegex(@"array_agg\([^()]*\)(?! FILTER \(WHERE [\w.]+ IS NOT NULL\))", RegexOptions.IgnoreCase)]
    private static partial Regex UnfilteredArrayAgg();

    [GeneratedRegex(@"(?<![/*])/(?![/*])")]
    private static partial Regex Division();

    [GeneratedRegex(@"date_diff\('(?<unit>\w+)'", RegexOptions.IgnoreCase)]
    private static partial Regex DateDiff();

    [GeneratedRegex(@"\?")]
    private static partial Regex QuestionMark();

    [GeneratedRegex(@"\b(?:SELECT|FROM|WHERE|ON|HAVING|OVER|GROUP BY|ORDER BY)\b")]
    private static partial Regex Clause();
}
