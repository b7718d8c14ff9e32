using Microsoft.Extensions.Logging;

namespace SpotifyPipeline.Tests.Spotify.Doubles;

/// <summary>Keeps every log line with its level and exception.</summary>
internal sealed class LogRecorder : ILogger, ILoggerProvider
{
    private readonly List<(LogLevel Level, int Event, string Text)> _lines = [];

    public IReadOnlyList<(LogLevel Level, int Event, string Text)> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public IEnumerable<string> Warnings => Lines.Where(line => line.Level == LogLevel.Warning).Select(line => line.Text);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lines)
        {
            _lines.Add((logLevel, eventId.Id, $"{formatter(state, exception)} {exception}".Trim()));
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
    }
}
