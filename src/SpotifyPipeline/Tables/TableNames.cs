namespace SpotifyPipeline.Tables;

/// <summary>The names that Glue, Athena, DuckDB and file systems all keep as they are.</summary>
internal static class TableNames
{
    public static string Require(string name, string what)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var valid = name.Length <= 128 && name[0] is (>= 'a' and <= 'z') or '_';
        foreach (var c in name)
        {
            valid &= c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_';
        }

        return valid
            ? name
            : throw new ArgumentException($"\"{name}\" is not a name for a {what}: expected lower-case letters, digits and underscores, beginning with a letter (at most 128), since Glue folds names to lower case.", nameof(name));
    }
}
