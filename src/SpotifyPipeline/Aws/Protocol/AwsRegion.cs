using Amazon;
using Amazon.Runtime;

namespace SpotifyPipeline.Aws.Protocol;

/// <summary>Where a client calls, and what region it signs for.</summary>
internal static class AwsRegion
{
    // Compatible servers have no regions; most take the first one that there was.
    private const string RegionOfServers = "us-east-1";

    /// <exception cref="SpotifyPipelineException">There is neither an address nor a region.</exception>
    public static void Apply(ClientConfig config, AwsOptions options, string? serviceUrl)
    {
        if (serviceUrl is not null)
        {
            config.ServiceURL = serviceUrl;
            config.AuthenticationRegion = options.Region ?? RegionOfServers;
        }
        else if (options.Region is not null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }
        else if (config.RegionEndpoint is null && string.IsNullOrEmpty(config.ServiceURL))
        {
            throw new SpotifyPipelineException("No AWS region is set. Set SpotifyPipeline:Aws:Region (for example eu-central-1), or AWS_REGION, or the region of the profile.");
        }
    }
}
