using Amazon.Runtime;
using Amazon.S3;
using SpotifyPipeline.Aws.Protocol;

namespace SpotifyPipeline.Aws.S3;

/// <summary>Makes the S3 client of a host that registered none.</summary>
internal static class S3ClientFactory
{
    public static AmazonS3Client Create(AwsOptions options) => new OneReplyS3Client(CreateConfig(options));

    public static AmazonS3Config CreateConfig(AwsOptions options)
    {
        var config = new AmazonS3Config { ForcePathStyle = options.ForcePathStyle ?? options.ServiceUrl is not null, EndpointProvider = new RememberedEndpoints() };
        AwsRegion.Apply(config, options, options.ServiceUrl);
        var whenRequired = options.Checksums == AwsChecksums.WhenRequired || (options.Checksums == AwsChecksums.Auto && options.ServiceUrl is not null);
        if (whenRequired)
        {
            config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
            config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
        }
        else if (options.Checksums == AwsChecksums.WhenSupported)
        {
            config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_SUPPORTED;
            config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_SUPPORTED;
        }

        return config;
    }
}
