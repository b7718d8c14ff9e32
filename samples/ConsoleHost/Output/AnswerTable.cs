using System.Globalization;
using Spectre.Console;
using SpotifyPipeline.Query;

namespace ConsoleHost.Output;

/// <summary>An answer in memory, as the console prints it.</summary>
/// <param name="Title">The question.</param>
/// <param name="Columns">The headings.</param>
/// <param name="Rows">The values.</param>
internal sealed record AnswerTable(string Title, IReadOnlyList<QueryColumn> Columns, IReadOnlyList<QueryRow> Rows)
{
    /// <summary>Reads a whole result.</summary>
    public static async Task<AnswerTable> ReadAsync(string title, IQueryEngine engine, SqlStatement statement, CancellationToken cancellationToken)
    {
        await using var result = await engine.ExecuteAsync(statement, cancellationToken);
        var rows = new List<QueryRow>();
        await foreach (var row in result.Rows.WithCancellation(cancellationToken))
        {
            rows.Add(row);
        }

        return new AnswerTable(title, result.Columns, rows);
    }

    /// <summary>Reads typed answers.</summary>
    public static async Task<AnswerTable> ReadAsync<T>(string title, IAsyncEnumerable<T> answers, IReadOnlyList<string> headings, Func<T, object?[]> values)
    {
        var rows = new List<object?[]>();
        await foreach (var answer in answers)
        {
            rows.Add(values(answer));
        }

        var columns = headings.Select((heading, i) => new QueryColumn(heading, rows.Exists(r => r[i] is int or long or double) ? "int" : "varchar")).ToList();
        return new AnswerTable(title, columns, [.. rows.Select(r => new QueryRow(columns, r))]);
    }

    /// <summary>Prints the table; NULL is shown as a dash.</summary>
    public void Print(IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape(Title));
        foreach (var column in Columns)
        {
            var heading = new TableColumn(Markup.Escape(column.Name));
            table.AddColumn(IsNumber(column.SqlType) ? heading.RightAligned() : heading);
        }

        foreach (var row in Rows)
        {
            table.AddRow(Enumerable.Range(0, row.Count).Select(i => new Text(Format(row[i]))));
        }

        console.Write(table);
    }

    /// <summary>A value as people read it, the same in every country.</summary>
    public static string Format(object? value) => value switch
    {
        null => "–",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFF", CultureInfo.InvariantCulture),
        string[] list => string.Join(", ", list),
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static bool IsNumber(string type) =>
        type.Contains("int", StringComparison.OrdinalIgnoreCase)
        || type.StartsWith("double", StringComparison.OrdinalIgnoreCase)
        || type.StartsWith("decimal", StringComparison.OrdinalIgnoreCase);
}
