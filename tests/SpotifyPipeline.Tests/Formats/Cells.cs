using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Tests.Formats;

/// <summary>The form in which the judges give cells, made from our own columns to compare with.</summary>
internal static class Cells
{
    public static string?[] Of(ColumnData column, ColumnType type, int count) => [.. Enumerable.Range(0, count).Select(row => Cell(column, type, row))];

    /// <summary>The judges' hash over all cells of a column.</summary>
    public static string Digest(ColumnData column, ColumnType type, int count)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var row = 0; row < count; row++)
        {
            var cell = Cell(column, type, row);
            hash.AppendData(Encoding.UTF8.GetBytes(cell is null ? "n;" : $"{Encoding.UTF8.GetByteCount(cell)}:{cell};"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A cell of an answer as one text; lists as JSON.</summary>
    public static string? Of(JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Array => List(cell.EnumerateArray().Select(item => item.GetString()!)),
        _ => cell.GetString(),
    };

    private static string? Cell(ColumnData column, ColumnType type, int row)
    {
        if (column.IsNull(row))
        {
            return null;
        }

        return column switch
        {
            StringColumn c => c.GetString(row),
            Int32Column c => c[row].ToString(CultureInfo.InvariantCulture),
            Int64Column c => c[row].ToString(CultureInfo.InvariantCulture),
            BooleanColumn c => c[row] ? "true" : "false",
            DoubleColumn c => double.IsNaN(c[row]) ? "NaN" : BitConverter.DoubleToInt64Bits(c[row]).ToString("x16", CultureInfo.InvariantCulture),
            StringListColumn c => List(Enumerable.Range(0, c.ItemCount(row)).Select(i => Encoding.UTF8.GetString(c.Item(row, i)))),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
        };
    }

    private static string List(IEnumerable<string> items) => JsonSerializer.Serialize(items.ToArray());
}
