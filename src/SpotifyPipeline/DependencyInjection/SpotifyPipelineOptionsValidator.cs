using Microsoft.Extensions.Options;
using SpotifyPipeline.Aws;
using SpotifyPipeline.Spotify;

namespace SpotifyPipeline.DependencyInjection;

/// <summary>Names all wrong settings at once, each with its key and the expected form.</summary>
internal sealed class SpotifyPipelineOptionsValidator : IValidateOptions<SpotifyPipelineOptions>
{
    public ValidateOptionsResult Validate(string? name, SpotifyPipelineOptions options)
    {
        var errors = new List<string>();
        var lake = options.Lake;
        if (string.IsNullOrWhiteSpace(lake.Root))
        {
            errors.Add("SpotifyPipeline:Lake:Root is empty; expected a folder, for example ./lake.");
        }

        Range(errors, "Lake:MaxDocumentBytes", lake.MaxDocumentBytes, 1024, 1 << 30);
        Range(errors, "Lake:MaxUnitBytes", lake.MaxUnitBytes, 1024, long.MaxValue);
        Range(errors, "Lake:MaxDegreeOfParallelism", lake.MaxDegreeOfParallelism, 1, 64);
        Range(errors, "Sources:MaxDegreeOfParallelism", options.Sources.MaxDegreeOfParallelism, 1, 16);
        try
        {
            errors.AddRange(lake.CreateLayout().Validate());
        }
        catch (ArgumentException)
        {
            errors.Add($"SpotifyPipeline:Lake:Layout is \"{lake.Layout}\"; expected hive, classic or medallion.");
        }

        if (lake.Format is not ("parquet" or "csv" or "jsonl"))
        {
            errors.Add($"SpotifyPipeline:Lake:Format is \"{lake.Format}\"; expected parquet, csv or jsonl.");
        }

        var spotify = options.Spotify;
        var sources = options.Sources;
        if (spotify.UserKeySecret is { Length: < 16 })
        {
            errors.Add($"SpotifyPipeline:Spotify:UserKeySecret has {spotify.UserKeySecret.Length} characters; expected at least 16.");
        }
        else if (spotify.UserKeySecret is null && (sources.SavedTracks || sources.RecentlyPlayed || sources.Top))
        {
            errors.Add("SpotifyPipeline:Spotify:UserKeySecret is not set; expected at least 16 characters, since Sources:SavedTracks, RecentlyPlayed and Top name the account in the lake by a keyed hash.");
        }

        // A host that only transforms or asks needs no credentials.
        if (spotify.ClientId is not null || spotify.ClientSecret is not null || spotify.RefreshToken is not null)
        {
            errors.AddRange(SpotifyOptionsCheck.Problems(spotify));
        }

        if (options.UsesAws)
        {
            errors.AddRange(AwsOptionsCheck.FindProblems(options.Aws));
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void Range(List<string> errors, string key, long value, long least, long most)
    {
        if (value < least || value > most)
        {
            errors.Add($"SpotifyPipeline:{key} is {value}; expected {least} to {most}.");
        }
    }
}
