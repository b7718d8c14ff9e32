using LambdaHost.Runtime;

namespace LambdaHost.Handlers;

/// <summary>What one function of the stack does with a call.</summary>
/// <typeparam name="TInput">The event.</typeparam>
/// <typeparam name="TOutput">The answer, which a state machine may go on with.</typeparam>
/// <remarks>What a handler throws is reported to Lambda, which delivers the event again or gives it to the dead-letter queue.</remarks>
internal interface IHandler<in TInput, TOutput>
{
    /// <summary>Answers one call. <paramref name="cancellationToken"/> fires a little before Lambda's deadline.</summary>
    Task<TOutput> HandleAsync(TInput input, Invocation invocation, CancellationToken cancellationToken);
}
