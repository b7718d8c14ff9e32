namespace SpotifyPipeline.Benchmarks.Comparison;

/// <summary>A program to compare: what it is called, how it is started, and what is made ready before, outside the measurement.</summary>
internal sealed record Peer(string Name, string Program, Func<string, string, string[]> Arguments, Action? Prepare = null);

/// <summary>One run of a whole process.</summary>
internal sealed record Measurement(double Wall, double Cpu, int PeakMegabytes);
