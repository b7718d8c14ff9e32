using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Tests.Storage;

/// <summary>The folder store keeps the contract.</summary>
[TestFixture(true)]
[TestFixture(false)]
public sealed class FolderObjectStoreContractTests(bool durable) : ObjectStoreContract
{
    private readonly TemporaryFolder _folder = new();

    // Linux: 255 bytes in a name. The path's limit of 4,096 leaves room for the root.
    protected override int MaxSegmentBytes => 255;

    // A folder has no pages; waiting for the disk 5,000 times would show nothing more.
    protected override int ManyKeys => durable ? 250 : base.ManyKeys;

    protected override Task PrepareEmptyPlaceAsync()
    {
        _folder.Clear();
        return Task.CompletedTask;
    }

    protected override IObjectStore Open() => new FolderObjectStore(_folder.Path, new FolderObjectStoreOptions { Durable = durable });

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();
}
