using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Tests.Storage;

/// <summary>The fake that other tests build on keeps the contract too.</summary>
[TestFixture]
public sealed class MemoryObjectStoreTests : ObjectStoreContract
{
    private MemoryObjectStore.Place _place = new();

    protected override Task PrepareEmptyPlaceAsync()
    {
        _place = new MemoryObjectStore.Place();
        return Task.CompletedTask;
    }

    protected override IObjectStore Open() => new MemoryObjectStore(_place);
}
