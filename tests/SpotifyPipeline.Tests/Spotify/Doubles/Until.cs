namespace SpotifyPipeline.Tests.Spotify.Doubles;

/// <summary>Lets other work go on until something has happened; ends with the test's patience (CancelAfter), not before.</summary>
internal static class Until
{
    public static async Task TrueAsync(Func<bool> condition)
    {
        while (!condition())
        {
            TestContext.CurrentContext.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
