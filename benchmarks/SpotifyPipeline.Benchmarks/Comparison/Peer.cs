namespace SpotifyPipeline.Benchmarks.Comparison;

/// <summary>A program to compare: what it is called and how it is started.</summary>
internal sealed record Peer(string Name, string Program, Func<string, string, string[]> Arguments);

/// <summary>One run of a whole process.</summary>
internal sealed record Measurement(double Wall, double Cpu, int PeakMegabytes);
