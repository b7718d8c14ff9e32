using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.Runtime;
using SpotifyPipeline.Aws.Protocol;
using SpotifyPipeline.Spotify.Authorization;

namespace SpotifyPipeline.Aws.SecretsManager;

/// <summary>
/// Spotify's credentials in a secret of AWS Secrets Manager: settings for the start, and the place where a refresh token that
/// Spotify replaces is written back.
/// </summary>
/// <remarks>
/// The secret is a JSON object with the members <c>ClientId</c>, <c>ClientSecret</c>, <c>RefreshToken</c>, <c>AuthorizedAt</c> and
/// <c>UserKeySecret</c>, each of which may be left out. A replaced token goes to the member <c>StoredToken</c>; the others stay
/// as people wrote them, so that a token configured later wins over the stored one. Its read and write retry as the AWS SDK does.
/// </remarks>
public sealed class SpotifySecret : ITokenStore, IDisposable
{
    private const string TokenMember = "StoredToken";

    // Which setting each member of the secret becomes.
    private static readonly (string Member, string Setting)[] Members =
    [
        ("ClientId", "SpotifyPipeline:Spotify:ClientId"),
        ("ClientSecret", "SpotifyPipeline:Spotify:ClientSecret"),
        ("RefreshToken", "SpotifyPipeline:Spotify:RefreshToken"),
        ("AuthorizedAt", "SpotifyPipeline:Spotify:AuthorizedAt"),
        ("UserKeySecret", "SpotifyPipeline:UserKeySecret"),
    ];

    private readonly SecretsManagerClient _client;
    private readonly string _secretId;

    private SpotifySecret(SecretsManagerClient client, string secretId)
    {
        _client = client;
        _secretId = secretId;
    }

    /// <summary>The settings that the secret holds, by their full keys (<c>SpotifyPipeline:Spotify:ClientId</c>); for a configuration's in-memory source.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; private set; } = new Dictionary<string, string?>();

    /// <summary>Reads a secret.</summary>
    /// <param name="secretId">The secret's ARN, or its name in the region that the AWS SDK finds.</param>
    /// <param name="serviceUrl">The address of Secrets Manager, for a VPC endpoint or a test server; null for the region's.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SpotifyPipelineException">The secret holds something other than a JSON object.</exception>
    /// <exception cref="AmazonServiceException">There is no such secret, or it may not be read.</exception>
    public static async Task<SpotifySecret> ReadAsync(string secretId, Uri? serviceUrl = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(secretId);
        var config = new AwsJsonConfig(SecretsManagerClient.Service);
        if (serviceUrl is not null)
        {
            config.ServiceURL = serviceUrl.AbsoluteUri;
        }

        if (ArnRegion.Of(secretId) is { } region)
        {
            config.AuthenticationRegion = region;
            if (serviceUrl is null)
            {
                config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
            }
        }

        return await ReadAsync(new SecretsManagerClient(config), secretId, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<StoredToken?> ReadAsync(CancellationToken cancellationToken)
    {
        var secret = await ReadObjectAsync(cancellationToken).ConfigureAwait(false);
        if (secret[TokenMember] is not JsonObject token || Text(token, "RefreshToken") is not { Length: > 0 } refreshToken)
        {
            return null;
        }

        return new StoredToken
        {
            RefreshToken = refreshToken,
            AuthorizedAt = DateTimeOffset.TryParse(Text(token, "AuthorizedAt"), System.Globalization.CultureInfo.InvariantCulture, out var at) ? at : null,
            Origin = Text(token, "Origin"),
        };
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(StoredToken token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);

        // Read again: people may have changed the other members since the start.
        var secret = await ReadObjectAsync(cancellationToken).ConfigureAwait(false);
        secret[TokenMember] = new JsonObject
        {
            ["RefreshToken"] = token.RefreshToken,
            ["AuthorizedAt"] = token.AuthorizedAt?.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ["Origin"] = token.Origin,
        };
        var text = secret.ToJsonString();

        // The same text makes the same version, so that a call whose reply was lost does not make two.
        var clientToken = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
        await _client.PutSecretValueAsync(new PutSecretValueRequest(_secretId, clientToken, text), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Shows no secret.</summary>
    public override string ToString() => _secretId;

    internal static async Task<SpotifySecret> ReadAsync(SecretsManagerClient client, string secretId, CancellationToken cancellationToken)
    {
        var secret = new SpotifySecret(client, secretId);
        var members = await secret.ReadObjectAsync(cancellationToken).ConfigureAwait(false);
        secret.Settings = Members
            .Select(m => KeyValuePair.Create(m.Setting, Text(members, m.Member)))
            .Where(setting => !string.IsNullOrEmpty(setting.Value))
            .ToDictionary(StringComparer.OrdinalIgnoreCase);
        return secret;
    }

    private static string? Text(JsonObject members, string name) => members[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private async Task<JsonObject> ReadObjectAsync(CancellationToken cancellationToken)
    {
        var value = await _client.GetSecretValueAsync(new GetSecretValueRequest(_secretId), cancellationToken).ConfigureAwait(false);
        try
        {
            if (JsonNode.Parse(value.SecretString ?? "null") is JsonObject members)
            {
                return members;
            }
        }
        catch (JsonException)
        {
            // The parser's message may quote the content, so it is not passed on.
        }

        throw new SpotifyPipelineException($"The secret {_secretId} holds no JSON object; expected {{\"ClientId\": …, \"ClientSecret\": …}}. Put such a value with aws secretsmanager put-secret-value.");
    }
}
