using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Query;

/// <summary>Names in the SELECTs of both engines: in double quotes, since a user's column may be a word of SQL.</summary>
internal static class SqlNames
{
    public static string Quote(string name) => "\"" + name + "\"";

    public static string List(IEnumerable<ColumnDefinition> columns, string? alias = null) =>
        string.Join(", ", columns.Select(c => (alias is null ? "" : alias + ".") + Quote(c.Name)));
}
