using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SpotifyPipeline.Tests.Spotify.Doubles;

/// <summary>A loopback server that sends prepared bytes, one connection after the other, and hangs up: for replies no framework would send.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _requests = [];
    private readonly Task _loop;

    public RawServer(params byte[][] replies)
    {
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1/");
        _loop = ServeAsync(replies);
    }

    public Uri Address { get; }

    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public static byte[] Reply(string head, params byte[] body) => [.. Encoding.ASCII.GetBytes(head.ReplaceLineEndings("\r\n") + "\r\n\r\n"), .. body];

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _ = _loop.ContinueWith(done => done.Exception, TaskScheduler.Default);
        _stop.Dispose();
    }

    private async Task ServeAsync(byte[][] replies)
    {
        for (var i = 0; ; i++)
        {
            using var connection = await _listener.AcceptTcpClientAsync(_stop.Token);
            var stream = connection.GetStream();
            var request = new byte[16 * 1024];
            var length = await stream.ReadAsync(request, _stop.Token);
            lock (_requests)
            {
                _requests.Add(Encoding.ASCII.GetString(request, 0, length));
            }

            await stream.WriteAsync(replies[Math.Min(i, replies.Length - 1)], _stop.Token);
            connection.Client.Shutdown(SocketShutdown.Send);
        }
    }
}
