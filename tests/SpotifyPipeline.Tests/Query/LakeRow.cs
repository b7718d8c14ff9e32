using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Tests.Query;

/// <summary>One row of a table, as one unit of one run saw it.</summary>
/// <param name="Table">The table.</param>
/// <param name="Day">The snapshot date.</param>
/// <param name="Run">The run of the day, from 0; a later one is newer.</param>
/// <param name="Unit">The file.</param>
/// <param name="Values">What is not NULL.</param>
internal sealed record LakeRow(TableDefinition Table, DateOnly Day, int Run, string Unit, IReadOnlyDictionary<string, object?> Values)
{
    public string RunId => $"{Day:yyyyMMdd}T{Run:00}0000Z-aaaaaa";

    public DateTime ExtractedAt => Day.ToDateTime(new TimeOnly(Run, 0), DateTimeKind.Utc);

    public object? this[string column] => column switch
    {
        "run_id" => RunId,
        "extracted_at" => ExtractedAt,
        "snapshot_date" => Day,
        _ => Values.GetValueOrDefault(column),
    };

    public string? Text(string column) => (string?)this[column];

    public int? Int(string column) => (int?)this[column];

    public override string ToString() => $"{Table.Name} {Day:MM-dd} run {Run} {Unit}: {string.Join(", ", Values.Where(v => v.Value is not null).Select(v => $"{v.Key}={(v.Value is string[] items ? string.Join('/', items) : v.Value)}"))}";
}
