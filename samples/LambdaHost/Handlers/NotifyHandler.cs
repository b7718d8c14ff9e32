using System.Text;
using System.Text.Json;
using LambdaHost.Runtime;
using SpotifyPipeline;
using SpotifyPipeline.Notifications;

namespace LambdaHost.Handlers;

/// <summary>A message to people.</summary>
/// <param name="Kind"><c>success</c>, <c>warning</c> or <c>failure</c>; <c>success</c> where it is left out.</param>
/// <param name="Subject">One line; a general one where it is left out.</param>
/// <param name="RunId">The run; null for none.</param>
/// <param name="Details">Any JSON: an object becomes a line for each member.</param>
internal sealed record NotifyInput(string? Kind, string? Subject, string? RunId, JsonElement? Details);

/// <summary>The message as it was delivered.</summary>
internal sealed record NotifyOutput(string Kind, string Subject);

/// <summary>Tells people. It fails when nobody could be told; the state machine then tries again, and ends well all the same.</summary>
internal sealed class NotifyHandler(INotifier notifier) : IHandler<NotifyInput, NotifyOutput>
{
    public async Task<NotifyOutput> HandleAsync(NotifyInput input, Invocation invocation, CancellationToken cancellationToken)
    {
        var (kind, word) = input.Kind switch
        {
            null or "success" => (NotificationKind.Success, "success"),
            "warning" => (NotificationKind.Warning, "warning"),
            "failure" => (NotificationKind.Failure, "failure"),
            var other => throw new SpotifyPipelineException($"The notification's kind is \"{other}\"; expected success, warning or failure."),
        };
        var subject = input.Subject ?? $"SpotifyPipeline: {word}";
        await notifier.NotifyAsync(new Notification(kind, subject, Text(input), input.RunId), cancellationToken);
        return new NotifyOutput(word, subject);
    }

    private static string Text(NotifyInput input)
    {
        var text = new StringBuilder();
        if (input.RunId is not null)
        {
            text.Append("run: ").Append(input.RunId).Append('\n');
        }

        if (input.Details is { ValueKind: JsonValueKind.Object } details)
        {
            foreach (var member in details.EnumerateObject())
            {
                text.Append(member.Name).Append(": ").Append(member.Value.ToString()).Append('\n');
            }
        }
        else if (input.Details is { } value)
        {
            text.Append(value.ToString()).Append('\n');
        }

        return text.ToString();
    }
}
