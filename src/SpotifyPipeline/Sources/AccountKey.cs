using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SpotifyPipeline.Spotify;

namespace SpotifyPipeline.Sources;

/// <summary>The name of an account in the lake: a keyed hash, so that the lake holds no account id.</summary>
internal static class AccountKey
{
    /// <summary>Asks who the user is and hashes the stable account id, or the id where there is none.</summary>
    /// <returns>Null where the app acts for no user.</returns>
    public static async Task<string?> ReadAsync(ISpotifyClient client, string secret, CancellationToken cancellationToken)
    {
        var reply = await client.GetAsync("me", cancellationToken).ConfigureAwait(false);
        using var me = JsonDocument.Parse(reply.Body);
        var id = Text(me.RootElement, "account_id") ?? Text(me.RootElement, "id");
        return id is null ? null : Of(id, secret);
    }

    /// <summary>HMAC-SHA256 of the account id with the secret, the first 32 hex digits.</summary>
    public static string Of(string accountId, string secret) =>
        Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(accountId)))[..32].ToLowerInvariant();

    private static string? Text(JsonElement me, string name) =>
        me.ValueKind == JsonValueKind.Object && me.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;
}
