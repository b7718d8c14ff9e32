namespace SpotifyPipeline.Simulator.Rendering;

/// <summary>What one reply may show: it follows from the app class, the caller and the query.</summary>
/// <param name="AppClass">The app class at the time of the call.</param>
/// <param name="Day">The day number whose charts and popularity are shown.</param>
/// <param name="Market">The <c>market</c> of the query, or null.</param>
/// <param name="EpisodesAsked">Whether <c>additional_types</c> names <c>episode</c>.</param>
internal readonly record struct Shape(SimulatedAppClass AppClass, int Day, string? Market = null, bool EpisodesAsked = false)
{
    /// <summary><c>tracks</c>, <c>track</c>.</summary>
    public bool OldKeys => AppClass != SimulatedAppClass.Restricted;

    /// <summary><c>items</c>, <c>item</c>.</summary>
    public bool NewKeys => AppClass != SimulatedAppClass.Extended;

    /// <summary>Popularity, followers, genres, markets, labels and the rest of the fields removed in February 2026.</summary>
    public bool OldFields => AppClass != SimulatedAppClass.Restricted;
}
