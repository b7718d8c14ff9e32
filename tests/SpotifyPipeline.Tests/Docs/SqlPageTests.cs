using System.Text;
using SpotifyPipeline.Query;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Tests.Docs;

public class SqlPageTests
{
    [Test]
    public void The_page_of_SQL_lists_the_views_and_questions_that_are_shipped()
    {
        var page = new StringBuilder("""
            # SQL

            The same text runs on Athena and on DuckDB. Shared views stand above the tables of [tables.md](tables.md); the shipped
            questions are methods of `LakeAnalytics` and texts in `ShippedQuestions`.

            * Parameters are `?`, and Athena takes them only in WHERE: put the top-N in `WHERE rank <= ?`, not in LIMIT.
            * `1000e0`, not `1000.0`: Trino's decimal division keeps the scale.
            * Drop NULLs before `array_agg`: joining nothing but NULLs gives "" there and NULL here.
            * `with_timezone(ts, 'UTC') AT TIME ZONE zone`; a plain `AT TIME ZONE` means opposite things.
            * Every ORDER BY ends in a unique key.
            * On DuckDB statements only read, and only below the lake's folder.

            Written from the code; a test holds the two together.

            ## Views


            """);
        foreach (var view in LakeViews.For(BuiltInTables.All))
        {
            page.Append("* `").Append(view.Name).Append("`\n");
        }

        page.Append("\n## Questions\n");
        foreach (var question in ShippedQuestions.All)
        {
            var parameters = question.Parameters.Select(p => p.Name).Distinct().ToList();
            page.Append("\n### ").Append(question.Name).Append("\n\n").Append(question.Description).Append('\n');
            page.Append(parameters.Count == 0 ? "" : $"\nParameters: {string.Join(", ", parameters)}.\n");
            page.Append("\n```sql\n").Append(question.Text.Trim()).Append("\n```\n");
        }

        GeneratedPage.AssertIs("sql.md", page.ToString());
    }
}
