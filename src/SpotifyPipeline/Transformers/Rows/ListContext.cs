namespace SpotifyPipeline.Transformers.Rows;

/// <summary>What is known of a list before its entries are added.</summary>
/// <param name="Purpose">The table of its entries.</param>
/// <param name="Playlist">The playlist of its entries; null where they belong to none.</param>
/// <param name="First">The 0-based place of its first entry.</param>
/// <param name="TimeRange">The time range of a top list.</param>
internal sealed record ListContext(ListPurpose Purpose, PlaylistList? Playlist, int First, byte[] TimeRange)
{
    /// <summary>The 0-based place of an entry.</summary>
    public int PlaceOf(int index) => (int)Math.Min((long)First + index, int.MaxValue - 1);
}
