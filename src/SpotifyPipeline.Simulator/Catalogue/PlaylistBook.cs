using System.Globalization;

namespace SpotifyPipeline.Simulator.Catalogue;

/// <summary>Makes the playlists' heads from the seed. In order: the user's own and collaborative ones, followed ones, and an empty one.</summary>
internal sealed class PlaylistBook(Chance chance, SimulatorOptions options)
{
    private static readonly string[] Descriptions =
    [
        "What the world listens to &amp; sings, every day anew.",
        "Fresh songs from the North. Cover: &quot;Fjord&quot;",
        "",
        "Listas, \"comillas\"; comas, y\nuna línea nueva",
    ];

    public string UserId { get; } = UserIdOf(chance, 0);

    /// <summary>Who adds entries to collaborative playlists.</summary>
    public string[] Contributors { get; } = [UserIdOf(chance, 0), UserIdOf(chance, 1), UserIdOf(chance, 2)];

    public SimulatedPlaylist[] Create()
    {
        var playlists = new List<SimulatedPlaylist>();
        for (var i = 0; i < options.Playlists; i++)
        {
            playlists.Add(Create(i, isOwned: i % 3 != 2, isCollaborative: i % 3 == 2, isEmpty: false));
        }

        for (var i = 0; i < options.FollowedPlaylists; i++)
        {
            playlists.Add(Create(playlists.Count, isOwned: false, isCollaborative: false, isEmpty: false));
        }

        if (options.AwkwardEntries)
        {
            playlists.Add(Create(playlists.Count, isOwned: true, isCollaborative: false, isEmpty: true));
        }

        return [.. playlists];
    }

    private SimulatedPlaylist Create(int index, bool isOwned, bool isCollaborative, bool isEmpty) => new(index)
    {
        Id = SpotifyId.Create(chance, EntityKind.Playlist, index),
        Name = isEmpty ? "My Playlist #1" : Names.Playlist(index),
        Description = isEmpty || index % 5 == 4 ? null : Descriptions[index % Descriptions.Length],
        OwnerId = isOwned ? UserId : UserIdOf(chance, 1 + (index % 50)),
        IsOwned = isOwned,
        IsCollaborative = isCollaborative,
        IsPublic = isCollaborative ? false : index % 7 == 6 ? null : !isEmpty,
        IsEmpty = isEmpty,
    };

    private static string UserIdOf(Chance chance, int index)
    {
        var (a, b) = (chance.Bits(Topic.Id, (long)EntityKind.User, index), chance.Bits(Topic.Id, (long)EntityKind.User, index, 1));
        return "31" + a.ToString("x16", CultureInfo.InvariantCulture) + b.ToString("x16", CultureInfo.InvariantCulture)[..10];
    }
}
