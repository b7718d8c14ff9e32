using System.Globalization;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Formats.Text;

/// <summary>Dates and timestamps in ISO 8601, as the text formats write them.</summary>
internal static class IsoText
{
    /// <summary>The longest of them, in bytes.</summary>
    public const int MaxLength = 24;

    /// <summary>Writes days since 1970-01-01 as <c>2026-11-20</c>.</summary>
    /// <returns>The used part of <paramref name="target"/>.</returns>
    public static ReadOnlySpan<byte> Date(Span<byte> target, long days, ColumnDefinition column) =>
        Format(target, days, TimeSpan.TicksPerDay, "yyyy-MM-dd", column);

    /// <summary>Writes milliseconds since 1970-01-01T00:00:00Z as <c>2026-11-20T09:12:23.000Z</c>.</summary>
    /// <returns>The used part of <paramref name="target"/>.</returns>
    public static ReadOnlySpan<byte> Timestamp(Span<byte> target, long milliseconds, ColumnDefinition column) =>
        Format(target, milliseconds, TimeSpan.TicksPerMillisecond, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", column);

    private static ReadOnlySpan<byte> Format(Span<byte> target, long count, long ticksPerUnit, string format, ColumnDefinition column)
    {
        var first = -DateTime.UnixEpoch.Ticks / ticksPerUnit;
        var last = (DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks) / ticksPerUnit;
        if (count < first || count > last)
        {
            throw new SpotifyPipelineException($"{count} in column \"{column.Name}\" ({column.Type}) is outside the years 1 to 9999 ({first} to {last}) that text formats can write. Correct the value in the transformer, or write Parquet.");
        }

        DateTime.UnixEpoch.AddTicks(count * ticksPerUnit).TryFormat(target, out var written, format, CultureInfo.InvariantCulture);
        return target[..written];
    }
}
