namespace SpotifyPipeline.Simulator.Catalogue;

/// <summary>What an id names; also keeps the ids of different kinds apart.</summary>
internal enum EntityKind
{
    Song,
    Album,
    Artist,
    Playlist,
    Episode,
    Show,
    User,
}
