using System.Text.Json;

namespace SpotifyPipeline.Tests.Simulator;

/// <summary>Shorthand for reading replies.</summary>
internal static class JsonReading
{
    public static JsonElement[] Items(this JsonElement page) => [.. page.GetProperty("items").EnumerateArray()];

    public static string? Text(this JsonElement element, string name) => element.GetProperty(name).GetString();

    public static bool Has(this JsonElement element, string name) => element.TryGetProperty(name, out _);

    /// <summary>The track or episode of a playlist entry, whatever the app class calls it.</summary>
    public static JsonElement Content(this JsonElement entry) =>
        entry.TryGetProperty("item", out var item) ? item : entry.GetProperty("track");

    /// <summary>The embedded page of a playlist, whatever the app class calls it.</summary>
    public static JsonElement Page(this JsonElement playlist) =>
        playlist.TryGetProperty("items", out var page) ? page : playlist.GetProperty("tracks");

    public static string Message(this Answer answer) => answer.Json.GetProperty("error").Text("message")!;
}
