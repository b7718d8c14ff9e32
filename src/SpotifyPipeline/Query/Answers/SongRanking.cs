namespace SpotifyPipeline.Query.Answers;

/// <summary>What songs were ranked by.</summary>
public enum SongRanking
{
    /// <summary>Spotify's popularity.</summary>
    Popularity,

    /// <summary>How often they stand on playlists of the lake: the app class gets no popularity.</summary>
    ChartAppearances,
}
