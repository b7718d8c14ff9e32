namespace SpotifyPipeline.Tests.Architecture;

public class RoomTests
{
    [Test]
    public void Each_room_uses_only_the_rooms_that_the_table_allows()
    {
        var source = Repository.PathOf("src", "SpotifyPipeline");
        var violations = new List<string>();
        foreach (var room in RoomImports.Allowed.Keys.Where(r => Directory.Exists(Path.Combine(source, r))))
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(source, room), "*.cs", SearchOption.AllDirectories))
            {
                violations.AddRange(RoomImports.Violations(room, Path.GetRelativePath(source, file), File.ReadAllText(file)));
            }
        }

        Assert.That(violations, Is.Empty);
    }

    [Test]
    public void Every_folder_of_the_library_is_a_room_of_the_table()
    {
        var folders = Directory.EnumerateDirectories(Repository.PathOf("src", "SpotifyPipeline"))
            .Select(Path.GetFileName)
            .Where(name => name is not ("bin" or "obj" or RoomImports.FrontDoor));

        Assert.That(folders, Is.SubsetOf(RoomImports.Allowed.Keys));
    }

    [TestCase("using SpotifyPipeline.Aws;")]
    [TestCase("var x = new SpotifyPipeline.Pipeline.UnitPlan();")]
    [TestCase("return Pipeline.UnitPlanner.Plan(documents);")]
    [TestCase("using static SpotifyPipeline.DependencyInjection.LakeOptions;")]
    public void A_planted_violation_is_found(string line) =>
        Assert.That(RoomImports.Violations("Tables", "planted.cs", line), Is.Not.Empty);

    [Test]
    public void An_allowed_use_is_no_violation() =>
        Assert.That(RoomImports.Violations("Layout", "planted.cs", "using SpotifyPipeline.Tables;"), Is.Empty);

    [Test]
    public void The_table_has_no_cycle()
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        while (done.Count < RoomImports.Allowed.Count)
        {
            var next = RoomImports.Allowed.Where(r => !done.Contains(r.Key) && r.Value.All(u => done.Contains(u.Split('.')[0]))).Select(r => r.Key).ToList();
            Assert.That(next, Is.Not.Empty, "the rest of the rooms use each other in a circle");
            done.UnionWith(next);
        }
    }
}
