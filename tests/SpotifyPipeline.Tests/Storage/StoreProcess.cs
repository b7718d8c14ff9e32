using System.Globalization;
using System.Text;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Tests.Storage;

/// <summary>What this assembly does when it is started as a program: one act on a folder store, for tests that need another process.</summary>
internal static class StoreProcess
{
    private static async Task<int> Main(string[] args)
    {
        var store = new FolderObjectStore(args[1]);
        try
        {
            switch (args[0])
            {
                case "write-half":
                    var half = new ForwardOnlyStream(new byte[4 << 20], (2 << 20, () => SayAndWait("half")));
                    await store.PutAsync(args[2], half, PutCondition.Always, default);
                    break;
                case "write-forever":
                    for (var i = 0; ; i++)
                    {
                        await store.WriteAsync(args[2], UniformObject((byte)i), PutCondition.Always, default);
                        Say("wrote");
                    }

                case "hold-lock":
                    var locks = new FolderLocks(Path.Join(store.Root, FolderKeys.PrivateFolder, "locks"), TimeSpan.FromSeconds(30));
                    using (await locks.AcquireAsync(default, args[2]))
                    {
                        SayAndWait("locked");
                    }

                    break;
                case "count":
                    Say("ready");
                    Console.ReadLine();
                    await CountAsync(store, args[2], int.Parse(args[3], CultureInfo.InvariantCulture));
                    break;
                case "claim":
                    Say("ready");
                    Console.ReadLine();
                    var won = await store.WriteAsync(args[2], Encoding.UTF8.GetBytes(args[3]), PutCondition.IfAbsent, default);
                    Say(won is null ? "lost" : "won");
                    break;
                case "write":
                    await store.WriteAsync(args[2], new byte[] { 1 }, PutCondition.Always, default);
                    break;
                case "read":
                    await store.ReadAsync(args[2], default);
                    break;
                case "list":
                    await store.ListAsync("", null, default).CountAsync();
                    break;
                case "delete":
                    await store.DeleteAsync([args[2]], default);
                    break;
                default:
                    return 2;
            }

            Say("done");
            return 0;
        }
        catch (SpotifyPipelineException exception)
        {
            Say("refused: " + exception.Message);
            return 1;
        }
    }

    /// <summary>An object whose halves cannot be mixed without notice.</summary>
    internal static byte[] UniformObject(byte fill)
    {
        var bytes = new byte[(1 << 20) + fill];
        bytes.AsSpan().Fill(fill);
        return bytes;
    }

    internal static async Task CountAsync(IObjectStore store, string key, int times)
    {
        while (times > 0)
        {
            var read = await store.ReadAsync(key, default);
            var next = int.Parse(Encoding.UTF8.GetString(read!.Content.Span), CultureInfo.InvariantCulture) + 1;
            var text = Encoding.UTF8.GetBytes(next.ToString(CultureInfo.InvariantCulture));
            times -= await store.WriteAsync(key, text, PutCondition.IfVersion(read.Entry.Version), default) is null ? 0 : 1;
        }
    }

    private static void SayAndWait(string line)
    {
        Say(line);
        Console.ReadLine();
    }

    private static void Say(string line)
    {
        Console.WriteLine(line);
        Console.Out.Flush();
    }
}
