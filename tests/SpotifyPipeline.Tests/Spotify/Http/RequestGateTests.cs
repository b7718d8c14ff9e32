using SpotifyPipeline.Spotify.Http;
using SpotifyPipeline.Tests.Spotify.Doubles;

namespace SpotifyPipeline.Tests.Spotify.Http;

[CancelAfter(60_000)]
internal sealed class RequestGateTests
{
    [Test]
    public void Open_gate_lets_pass_at_once() =>
        Assert.That(new RequestGate(new FakeTimeProvider()).PassAsync(CancellationToken.None).AsTask().IsCompletedSuccessfully, Is.True);

    [Test]
    public async Task Shorter_pause_does_not_open_the_gate_earlier()
    {
        var time = new FakeTimeProvider();
        var gate = new RequestGate(time);
        var start = time.GetUtcNow();

        var first = gate.CloseFor(TimeSpan.FromSeconds(30));
        var second = gate.CloseFor(TimeSpan.FromSeconds(10));
        await time.RunAsync(gate.PassAsync(CancellationToken.None).AsTask());

        Assert.That(time.GetUtcNow() - start, Is.EqualTo(TimeSpan.FromSeconds(30)));
        Assert.That((first, second), Is.EqualTo((TimeSpan.FromSeconds(30), TimeSpan.Zero)));
    }

    [Test]
    public async Task Pause_that_is_prolonged_while_somebody_waits_is_waited_for()
    {
        var time = new FakeTimeProvider();
        var gate = new RequestGate(time);
        var start = time.GetUtcNow();
        gate.CloseFor(TimeSpan.FromSeconds(10));

        var pass = gate.PassAsync(CancellationToken.None).AsTask();
        time.Advance(TimeSpan.FromSeconds(4));
        var longer = gate.CloseFor(TimeSpan.FromSeconds(20));
        await time.RunAsync(pass);

        Assert.That(time.GetUtcNow() - start, Is.EqualTo(TimeSpan.FromSeconds(24)));
        Assert.That(longer, Is.EqualTo(TimeSpan.FromSeconds(14)), "what overlaps is not counted twice");
    }

    [Test]
    public void Waiting_can_be_cancelled()
    {
        var gate = new RequestGate(new FakeTimeProvider());
        gate.CloseFor(TimeSpan.FromSeconds(10));

        Assert.That(async () => await gate.PassAsync(new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
    }
}
