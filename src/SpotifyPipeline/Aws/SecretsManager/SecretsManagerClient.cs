using System.Text.Json.Serialization;
using Amazon.Runtime;
using SpotifyPipeline.Aws.Protocol;

namespace SpotifyPipeline.Aws.SecretsManager;

/// <summary>The operations of Secrets Manager that the library calls.</summary>
internal sealed class SecretsManagerClient : AwsJsonClient
{
    public static readonly AwsJsonService Service = new("Secrets Manager", "secretsmanager", "secretsmanager", "2017-10-17");

    private static readonly SecretsManagerJson Json = SecretsManagerJson.Default;

    public SecretsManagerClient(AwsJsonConfig config)
        : base(Service, config)
    {
    }

    public SecretsManagerClient(AWSCredentials credentials, AwsJsonConfig config)
        : base(Service, credentials, config)
    {
    }

    public Task<SecretValue> GetSecretValueAsync(GetSecretValueRequest request, CancellationToken cancellationToken) =>
        CallAsync("GetSecretValue", request, Json.GetSecretValueRequest, Json.SecretValue, cancellationToken);

    public Task<EmptyResponse> PutSecretValueAsync(PutSecretValueRequest request, CancellationToken cancellationToken) =>
        CallAsync("PutSecretValue", request, Json.PutSecretValueRequest, Json.EmptyResponse, cancellationToken);
}

internal sealed record GetSecretValueRequest(string SecretId);

internal sealed record SecretValue
{
    public string? SecretString { get; init; }
}

// ClientRequestToken makes a repeated call the same call: the service then keeps one version.
internal sealed record PutSecretValueRequest(string SecretId, string ClientRequestToken, string SecretString);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GetSecretValueRequest))]
[JsonSerializable(typeof(SecretValue))]
[JsonSerializable(typeof(PutSecretValueRequest))]
[JsonSerializable(typeof(EmptyResponse))]
internal sealed partial class SecretsManagerJson : JsonSerializerContext;
