using System.Text.RegularExpressions;
using SpotifyPipeline.Aws.Glue;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Query;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Aws.Athena;

/// <summary>The views that the questions share, as Athena takes them. Pure.</summary>
internal static partial class SharedViewSql
{
    private static readonly IReadOnlyList<string> Names = [.. LakeViews.For(BuiltInTables.All).Select(v => v.Name)];

    /// <summary>Whether a statement may name a shared view.</summary>
    public static bool MayName(string sql) => Names.Any(name => sql.Contains(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The views that the tables carry, in an order in which they can be created.</summary>
    public static IReadOnlyList<LakeView> For(AwsOptions options, IReadOnlyList<CatalogTable> tables)
    {
        var byName = tables.ToDictionary(t => t.Definition.Name, StringComparer.Ordinal);

        // A current table that nobody refreshes any more would answer with what was.
        var readable = tables.Select(t => t.Definition).Where(d => options.KeepCurrentTables || !d.Name.EndsWith(CurrentDefinitions.Suffix, StringComparison.Ordinal));
        return [.. LakeViews.For([.. readable]).Select(v => v.ReadsPaths ? v with { Text = ByFile(options, byName[v.Inputs[0]], v.Text) } : v)];
    }

    /// <summary>The statement that makes a view for who asks in the console, or with another tool.</summary>
    public static string Create(string database, LakeView view) => $"CREATE OR REPLACE VIEW {AthenaNames.Quote(database, view.Name)} AS\n{view.Text}";

    /// <summary>
    /// Puts the views that a SELECT names before it (WITH), so that it can be asked where nobody was allowed to create views,
    /// and never meets one of an older version. Other statements stay as they are.
    /// </summary>
    public static string Inline(string sql, IReadOnlyList<LakeView> views)
    {
        var start = FirstWords().Match(sql);
        if (!start.Success)
        {
            return sql;
        }

        var wanted = new HashSet<string>(StringComparer.Ordinal);
        for (var i = views.Count - 1; i >= 0; i--)
        {
            // From the last to the first: a view only reads views before it.
            var view = views[i];
            if (!Defines(sql, view.Name) && (Mentions(sql, view.Name) || views.Any(v => wanted.Contains(v.Name) && v.Inputs.Contains(view.Name))))
            {
                wanted.Add(view.Name);
            }
        }

        if (wanted.Count == 0)
        {
            return sql;
        }

        var definitions = string.Join(",\n", views.Where(v => wanted.Contains(v.Name)).Select(v => $"{AthenaNames.Quote(v.Name)} AS (\n{v.Text}\n)"));
        var with = start.Groups["with"];
        return with.Success
            ? $"{sql[..(with.Index + with.Length)]} {definitions},\n{sql[(with.Index + with.Length)..].TrimStart()}"
            : $"WITH {definitions}\n{sql}";
    }

    /// <summary>Only a table knows the file of a row: where the plain name is a view, what lies below it is asked.</summary>
    private static string ByFile(AwsOptions options, CatalogTable table, string text)
    {
        var crawled = options is { CatalogMode: AwsCatalogMode.Crawler, CrawlerTargets: AwsCrawlerTargets.Folders };
        var format = GlueFormat.Of(table);
        return crawled || format.IsText
            ? TypedViewSql.Select(options.Database, table, crawled ? CrawledTables.NameOf(table) : format.TableName(table), LakeViews.PathColumn)
            : text;
    }

    private static bool Mentions(string sql, string name) => Regex.IsMatch(sql, $@"(?<![\w.$]){name}(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static bool Defines(string sql, string name) => Regex.IsMatch(sql, $@"(?<!\w){name}""?\s*(\([^)]*\)\s*)?AS\s*\(", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    [GeneratedRegex(@"^\s*((?<with>WITH(\s+RECURSIVE)?)\b|\(*\s*SELECT\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FirstWords();
}
