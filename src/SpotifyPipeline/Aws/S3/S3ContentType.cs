namespace SpotifyPipeline.Aws.S3;

/// <summary>What browsers and consoles show an object as.</summary>
internal static class S3ContentType
{
    public static string Of(string key) => Path.GetExtension(key) switch
    {
        ".json" => "application/json",
        ".parquet" => "application/vnd.apache.parquet",
        ".csv" => "text/csv; charset=utf-8",
        ".html" => "text/html; charset=utf-8",
        ".gz" => "application/gzip",
        _ => "application/octet-stream",
    };
}
