namespace SpotifyPipeline.Simulator.Catalogue;

/// <summary>Keeps the answers of <see cref="Chance"/> to different questions about the same thing independent of each other.</summary>
internal enum Topic
{
    Id,
    Secret,
    SnapshotId,
    Word,
    AlbumSize,
    AlbumArtist,
    AlbumDate,
    AlbumFacts,
    SongArtist,
    SongFacts,
    SongMarkets,
    ArtistFacts,
    Popularity,
    PopularityDrift,
    PlaylistPool,
    LaneTenure,
    LaneStrength,
    LaneNoise,
    AddedBy,
    Saved,
    Play,
    Top,
    Image,
}
