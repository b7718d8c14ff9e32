namespace SpotifyPipeline.Tests.Transformers.Scanning;

/// <summary>Lists of two-letter codes as pages hold them.</summary>
internal static class MarketLists
{
    /// <summary>The inside of a list of up to <paramref name="count"/> codes, with blanks behind each comma.</summary>
    public static string Of(int count, string blanks, Func<int, bool>? isMissing = null) =>
        blanks.TrimStart(' ') + string.Join("," + blanks, Enumerable.Range(0, count).Where(i => isMissing?.Invoke(i) != true).Select(i => $"\"{(char)('A' + (i / 26))}{(char)('A' + (i % 26))}\""));
}
