namespace SpotifyPipeline.Transformers.Rows;

/// <summary>The playlist that a list's entries belong to.</summary>
internal sealed class PlaylistList(byte[] id, byte[]? name, PlaylistPositions positions)
{
    public ReadOnlySpan<byte> Id => id;

    public ReadOnlySpan<byte> Name => name;

    public bool HasName => name is not null;

    public PlaylistPositions Positions => positions;
}
