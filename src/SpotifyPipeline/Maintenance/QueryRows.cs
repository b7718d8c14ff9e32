using System.Runtime.CompilerServices;
using SpotifyPipeline.Query;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Maintenance;

/// <summary>The rows of a query as rows of a table.</summary>
internal static class QueryRows
{
    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>Batches of at most some rows; the same batch is filled again and again.</summary>
    /// <param name="result">A result whose columns are those of the definition, in its order.</param>
    /// <param name="definition">What the rows are.</param>
    /// <param name="batchRows">Rows of a batch.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<TableRows> BatchesAsync(
        QueryResult result, TableDefinition definition, int batchRows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = new TableRows(definition);
        await foreach (var row in result.Rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            Append(row, rows);
            if (rows.Count == batchRows)
            {
                yield return rows;
                rows.Clear();
            }
        }

        if (rows.Count > 0)
        {
            yield return rows;
        }
    }

    /// <summary>Appends one row, whose values are in the order of the columns.</summary>
    public static void Append(QueryRow row, TableRows rows)
    {
        var columns = rows.Definition.Columns;
        for (var i = 0; i < columns.Count; i++)
        {
            Append(rows.Columns[i], columns[i].Type, row[i]);
        }

        rows.EndRow();
    }

    /// <summary>Appends one row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="places">For each column the place of its value in the row; negative where the row lacks it.</param>
    /// <param name="rows">The rows to add to.</param>
    public static void Append(QueryRow row, int[] places, TableRows rows)
    {
        var columns = rows.Definition.Columns;
        for (var i = 0; i < columns.Count; i++)
        {
            Append(rows.Columns[i], columns[i].Type, places[i] < 0 ? null : row[places[i]]);
        }

        rows.EndRow();
    }

    private static void Append(ColumnData column, ColumnType type, object? value)
    {
        switch (column, value)
        {
            case (_, null):
                column.AppendNull();
                break;
            case (StringColumn texts, string text):
                texts.Append(text);
                break;
            case (Int32Column days, DateOnly day) when type == ColumnType.Date:
                days.Append(day.DayNumber - Epoch);
                break;
            case (Int32Column days, DateTime day) when type == ColumnType.Date:
                days.Append(DateOnly.FromDateTime(day).DayNumber - Epoch);
                break;
            case (Int32Column numbers, int number):
                numbers.Append(number);
                break;
            case (Int64Column instants, DateTime instant) when type == ColumnType.Timestamp:
                instants.Append((instant.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond);
                break;
            case (Int64Column numbers, long number):
                numbers.Append(number);
                break;
            case (Int64Column numbers, int number):
                numbers.Append(number);
                break;
            case (DoubleColumn numbers, double number):
                numbers.Append(number);
                break;
            case (BooleanColumn flags, bool flag):
                flags.Append(flag);
                break;
            case (StringListColumn lists, string[] list):
                lists.Append(list);
                break;
            default:
                throw new InvalidOperationException($"A query gave {value} ({value.GetType().Name}) for a column of type {type}. Cast it in the query.");
        }
    }
}
