namespace LambdaHost.Handlers;

/// <summary>The questions that <c>ask</c> knows by name: the named queries of the template's work group, word for word.</summary>
internal static class Questions
{
    public static IReadOnlyDictionary<string, string> Sql { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["most_popular_artists"] = """
            SELECT artist_name, popularity, followers
            FROM artists_current
            WHERE popularity IS NOT NULL
            ORDER BY popularity DESC, artist_name
            LIMIT 20
            """,
        ["tracks_by_album"] = """
            SELECT a.album_name, count(*) AS songs
            FROM songs_current s
            JOIN albums_current a ON a.album_id = s.album_id
            GROUP BY a.album_id, a.album_name
            ORDER BY songs DESC, a.album_name
            LIMIT 20
            """,
        ["duration_trend"] = """
            SELECT year(a.release_date) AS release_year, avg(s.duration_ms) / 1000 AS seconds, count(*) AS songs
            FROM songs_current s
            JOIN albums_current a ON a.album_id = s.album_id
            WHERE a.release_date IS NOT NULL
            GROUP BY year(a.release_date)
            ORDER BY release_year
            """,
    };
}
