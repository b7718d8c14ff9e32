using System.Globalization;
using System.Text.Encodings.Web;

namespace SpotifyPipeline.Simulator.Http;

/// <summary>The error bodies of api.spotify.com, word for word where they are known.</summary>
internal static class ApiError
{
    public const string PremiumRequired =
        "Active premium subscription required for the owner of the app. When the subscription status changes, it can take a few hours before requests are allowed again.";

    public const string UserNotRegistered = "Check settings on developer.spotify.com/dashboard, the user may not be registered.";

    public static Reply NotFound => Json(404, "Resource not found");

    public static Reply Forbidden => Json(403, "Forbidden");

    public static Reply InsufficientScope => Json(403, "Insufficient client scope");

    public static Reply InvalidId => Json(400, "Invalid base62 id");

    public static Reply InvalidLimit => Json(400, "Invalid limit");

    public static Reply InvalidOffset => Json(400, "Invalid offset");

    /// <summary>The message is verbatim from spotify/web-api-examples #44 and older threads.</summary>
    public static Reply NoUser => Json(404, "Invalid username");

    public static Reply Bad(string message) => Json(400, message);

    public static Reply Unauthorized(string message, string code) => Json(
        401,
        message,
        new KeyValuePair<string, string>("WWW-Authenticate", $"Bearer realm=\"spotify\", error=\"{code}\", error_description=\"{message}\""));

    /// <summary>Not Spotify's answer but the simulator's: better than a guess that a test would then rely on.</summary>
    public static Reply NotSimulated(string method, string path) => Json(501, $"The simulator does not serve {method} {path}.");

    public static Reply Json(int status, string message, params KeyValuePair<string, string>[] headers) => Reply.Text(
        status,
        Reply.JsonType,
        string.Create(CultureInfo.InvariantCulture, $"{{\"error\":{{\"status\":{status},\"message\":\"{JavaScriptEncoder.Default.Encode(message)}\"}}}}"),
        headers);
}
