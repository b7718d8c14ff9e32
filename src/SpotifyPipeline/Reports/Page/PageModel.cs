using SpotifyPipeline.Query;

namespace SpotifyPipeline.Reports.Page;

/// <summary>A part of the page with a heading of its own.</summary>
internal sealed record PageSection(string Id, string Title, IReadOnlyList<PageFigure> Figures)
{
    /// <summary>A sentence under the heading; null for none.</summary>
    public string? Lead { get; init; }

    /// <summary>Whether two figures stand side by side where there is room.</summary>
    public bool Halves { get; init; }
}

/// <summary>A chart, the table behind it and the SQL behind that.</summary>
internal sealed record PageFigure(string Id, string Title)
{
    /// <summary>What is to be seen and in which unit; null for nothing.</summary>
    public string? Lead { get; init; }

    /// <summary>What a reader must know to read it rightly, in sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>A few counts above the chart.</summary>
    public IReadOnlyList<PageFact> Facts { get; init; } = [];

    /// <summary>The chart's data as a JSON object with a member <c>kind</c>; null where there is nothing to draw.</summary>
    public string? Chart { get; init; }

    /// <summary>What the chart shows, for those who do not see it.</summary>
    public string ChartText { get; init; } = "";

    /// <summary>The table; null where there is none.</summary>
    public PageTable? Table { get; init; }

    /// <summary>Whether the table is the figure, and not hidden behind a chart.</summary>
    public bool TableOpen { get; init; }

    /// <summary>What was asked; null where the rows do not come from SQL.</summary>
    public SqlStatement? Sql { get; init; }

    /// <summary>Why there is no answer, in the engine's words; null where there is one.</summary>
    public string? Failure { get; init; }
}

/// <summary>A figure in the literal sense: a number with a label.</summary>
internal sealed record PageFact(string Label, string Value)
{
    public string? Detail { get; init; }

    /// <summary>A class of the style sheet: <c>up</c>, <c>down</c>, <c>new</c>, <c>out</c>, <c>ok</c>, <c>bad</c>; null for none.</summary>
    public string? Tone { get; init; }
}

/// <summary>Rows as a reader sees them.</summary>
internal sealed record PageTable(string Caption, IReadOnlyList<PageColumn> Columns, IReadOnlyList<object?[]> Rows)
{
    public static PageTable Of<T>(string caption, IReadOnlyList<T> rows, IReadOnlyList<PageColumn> columns, Func<T, object?[]> values) =>
        new(caption, columns, [.. rows.Select(values)]);
}

/// <summary>A column of a table.</summary>
/// <param name="Heading">For readers.</param>
/// <param name="SqlName">The column of the SQL that it shows; null where it is derived.</param>
/// <param name="Kind">How values are shown.</param>
internal sealed record PageColumn(string Heading, string? SqlName, ColumnKind Kind = ColumnKind.Text);

internal enum ColumnKind
{
    Text,
    Number,

    /// <summary>A number without thousands separators: a year, an hour.</summary>
    Ordinal,

    /// <summary>A word that has a tone of the same name.</summary>
    Tone,
}
