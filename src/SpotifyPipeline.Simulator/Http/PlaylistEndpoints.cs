using System.Text.Json;
using SpotifyPipeline.Simulator.Catalogue;
using SpotifyPipeline.Simulator.Rendering;

namespace SpotifyPipeline.Simulator.Http;

/// <summary><c>/playlists/…</c></summary>
internal sealed class PlaylistEndpoints(SimulatedCatalogue catalogue, PlaylistRenderer renderer)
{
    public Reply Playlist(ApiCall call, string id) => WithPlaylist(call, id, (playlist, filter) =>
    {
        var withEntries = filter is null || filter.Wants("tracks", "items") || filter.Wants("items", "items");
        var address = call.Address("playlists/" + id);
        var mayRead = MayRead(call, playlist);
        return call.Json(pen => renderer.Full(pen, playlist, call.Shape, address, call.Extra("additional_types", "market"), mayRead, withEntries));
    });

    /// <param name="call">The call.</param>
    /// <param name="id">The playlist.</param>
    /// <param name="folder"><c>items</c>, or <c>tracks</c> with its larger pages.</param>
    public Reply Items(ApiCall call, string id, string folder) => WithPlaylist(call, id, (playlist, filter) =>
    {
        if (!MayRead(call, playlist))
        {
            return ApiError.Forbidden;
        }

        var maximum = folder == "tracks" ? 100 : PlaylistRenderer.ItemsLimit;
        if (call.Window(20, maximum, out var offset, out var limit) is { } refused)
        {
            return refused;
        }

        var links = new PageLinks(call.Address($"playlists/{id}/{folder}"), offset, limit, call.Extra("additional_types", "market", "fields"));
        return call.Json(pen => renderer.Page(pen, playlist, call.Shape, links, filter is null || filter.Wants("items")));
    });

    private static bool MayRead(ApiCall call, SimulatedPlaylist playlist) =>
        !call.IsRestricted || (call.Caller.IsUser && playlist.IsReadableByRestrictedApps);

    private Reply WithPlaylist(ApiCall call, string id, Func<SimulatedPlaylist, FieldFilter?, Reply> answer)
    {
        if (!SpotifyId.IsValid(id))
        {
            return ApiError.InvalidId;
        }

        if (catalogue.FindPlaylist(id) is not { } playlist)
        {
            return ApiError.NotFound;
        }

        if (!call.Query.TryGetValue("fields", out var fields) || fields.ToString().Length == 0)
        {
            return answer(playlist, null);
        }

        if (FieldFilter.Parse(fields.ToString()) is not { } filter)
        {
            return ApiError.Bad("Invalid fields");
        }

        var whole = answer(playlist, filter);
        if (whole.Status != 200)
        {
            return whole;
        }

        using (whole)
        {
            using var document = JsonDocument.Parse(whole.Body);
            return call.Json(pen => filter.Copy(document.RootElement, pen.Json));
        }
    }
}
