using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Tests.Aws.Fakes;

/// <summary>A store that only knows where it is: a catalog asks for nothing else.</summary>
internal sealed class LocatedStore(string bucket) : IObjectStore
{
    public string GetLocation(string key) => $"s3://{bucket}/{key}";

    public Task<StoredObject?> OpenReadAsync(string key, ObjectRange? range, CancellationToken cancellationToken) => throw Unexpected();

    public Task<string?> PutAsync(string key, Stream content, PutCondition condition, CancellationToken cancellationToken) => throw Unexpected();

    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter, CancellationToken cancellationToken) => throw Unexpected();

    public Task<bool> CopyAsync(string sourceKey, string destinationKey, CancellationToken cancellationToken) => throw Unexpected();

    public Task DeleteAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => throw Unexpected();

    private static AssertionException Unexpected() => new("The catalog touched objects.");
}
