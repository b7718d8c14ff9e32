using Microsoft.Extensions.Logging;
using SpotifyPipeline.Notifications;

namespace SpotifyPipeline.Tests.Notifications;

/// <summary>Remembers what it was told.</summary>
internal sealed class RememberingNotifier : INotifier
{
    public List<Notification> Told { get; } = [];

    public Task NotifyAsync(Notification notification, CancellationToken cancellationToken)
    {
        Told.Add(notification);
        return Task.CompletedTask;
    }
}

/// <summary>Cannot be reached.</summary>
internal sealed class ThrowingNotifier(Exception trouble) : INotifier
{
    public Task NotifyAsync(Notification notification, CancellationToken cancellationToken) => throw trouble;
}

/// <summary>Remembers what was logged.</summary>
internal sealed class RememberingLogger<T> : ILogger<T>
{
    public List<(LogLevel Level, string Message, Exception? Failure)> Entries { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Entries.Add((logLevel, formatter(state, exception), exception));
}
