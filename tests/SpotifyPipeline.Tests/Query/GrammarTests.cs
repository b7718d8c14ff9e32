namespace SpotifyPipeline.Tests.Query;

internal sealed class GrammarTests
{
    private AthenaSqlJudge _judge = null!;

    [OneTimeSetUp]
    public void Start() => _judge = AthenaSqlJudge.Start();

    [OneTimeTearDown]
    public void End() => _judge?.Dispose();

    [TestCaseSource(typeof(ShippedTexts), nameof(ShippedTexts.All))]
    public void Text_is_trino(string sql) => Assert.That(_judge.Trino(sql), Is.Empty);

    [TestCaseSource(typeof(ShippedTexts), nameof(ShippedTexts.All))]
    public void Text_can_be_a_view_on_athena(string sql)
    {
        // A view holds no parameters; named queries do.
        Assert.That(_judge.Trino("CREATE OR REPLACE VIEW v AS " + sql.Replace("?", "1", StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase("SELEC 1")]
    [TestCase("SELECT a::int FROM t")]
    [TestCase("SELECT * EXCLUDE (a) FROM t")]
    [TestCase("SELECT last_value(a IGNORE NULLS) OVER (ORDER BY b) FROM t")]
    [TestCase("SELECT a FROM t QUALIFY a = 1 LIMIT")]
    public void Judge_refuses_what_is_not_trino(string sql) => Assert.That(_judge.Trino(sql), Is.Not.Empty);
}
