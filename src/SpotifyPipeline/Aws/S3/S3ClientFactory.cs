using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace SpotifyPipeline.Aws.S3;

/// <summary>Makes the S3 client of a host that registered none.</summary>
internal static class S3ClientFactory
{
    public static AmazonS3Client Create(AwsOptions options) => new(CreateConfig(options));

    public static AmazonS3Config CreateConfig(AwsOptions options)
    {
        var config = new AmazonS3Config { ForcePathStyle = options.ForcePathStyle ?? options.ServiceUrl is not null };
        if (options.ServiceUrl is not null)
        {
            config.ServiceURL = options.ServiceUrl;
            config.AuthenticationRegion = options.Region ?? "us-east-1";
        }
        else if (options.Region is not null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }

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
