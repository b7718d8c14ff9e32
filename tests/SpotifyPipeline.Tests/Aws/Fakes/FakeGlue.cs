using System.Net;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using SpotifyPipeline.Aws.Glue;
using SpotifyPipeline.Aws.Protocol;

namespace SpotifyPipeline.Tests.Aws.Fakes;

/// <summary>A Glue in memory that does what moto does not: versions, conditions, pages of two, entries that fail inside a 200, trouble on demand.</summary>
internal sealed class FakeGlue : HttpMessageHandler
{
    private const int PageSize = 2;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, JsonObject> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<string, JsonObject>> _partitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Queue<string>> _trouble = new(StringComparer.Ordinal);
    private bool _hasDatabase;
    private int _versions;

    public FakeGlue()
    {
        Handler = new JudgedHandler(this);
        Client = new GlueClient(new BasicAWSCredentials("test", "test"), new AwsJsonConfig(GlueClient.Service)
        {
            ServiceURL = "http://glue.test",
            AuthenticationRegion = "eu-central-1",
            HttpClientFactory = new HandlerFactory(Handler),
            MaxErrorRetry = 0,
        });
    }

    public JudgedHandler Handler { get; }

    public GlueClient Client { get; }

    /// <summary>Called before a write is looked at, with the operation: another writer's moment.</summary>
    public Action<string>? BeforeWrite { get; set; }

    /// <summary>The code with which the registration of a partition fails, by its first value; null for none.</summary>
    public Func<string, string?>? PartitionTrouble { get; set; }

    public FakeCrawler? Crawler { get; set; }

    /// <summary>The next calls of an operation fail with these codes.</summary>
    public void Fail(string operation, params string[] codes) => _trouble[operation] = new Queue<string>(codes);

    public JsonObject Table(string name) => _tables[name];

    public bool HasTable(string name) => _tables.ContainsKey(name);

    public IReadOnlyDictionary<string, JsonObject> Partitions(string table) => _partitions[table];

    /// <summary>Puts a table there as somebody else would have.</summary>
    public void Put(JsonObject table)
    {
        _hasDatabase = true;
        table["VersionId"] = $"{++_versions}";
        _tables[(string)table["Name"]!] = table;
        _partitions.TryAdd((string)table["Name"]!, new(StringComparer.Ordinal));
    }

    public string Parameter(string table, string name) => (string)_tables[table]["Parameters"]![name]!;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var operation = request.Headers.GetValues("X-Amz-Target").Single()["AWSGlue.".Length..];
        var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!.AsObject();
        if (operation.StartsWith("Create", StringComparison.Ordinal) || operation.StartsWith("Update", StringComparison.Ordinal))
        {
            BeforeWrite?.Invoke(operation);
        }

        var (status, answer) = Answer(operation, body);
        return new HttpResponseMessage(status) { RequestMessage = request, Content = new StringContent(answer.ToJsonString()) };
    }

    private (HttpStatusCode, JsonNode) Answer(string operation, JsonObject body)
    {
        lock (_gate)
        {
            try
            {
                if (_trouble.TryGetValue(operation, out var codes) && codes.TryDequeue(out var code))
                {
                    throw new GlueTrouble(code);
                }

                return (HttpStatusCode.OK, Do(operation, body));
            }
            catch (GlueTrouble trouble)
            {
                return (HttpStatusCode.BadRequest, new JsonObject { ["__type"] = trouble.Code, ["Message"] = "scripted" });
            }
        }
    }

    private JsonObject Do(string operation, JsonObject body) => operation switch
    {
        "GetDatabase" => _hasDatabase ? [] : throw new GlueTrouble("EntityNotFoundException"),
        "CreateDatabase" => CreateDatabase(),
        "GetTable" => new JsonObject { ["Table"] = Find((string)body["Name"]!).DeepClone() },
        "GetTables" => Page("TableList", _hasDatabase ? _tables.Values.OrderBy(t => (string)t["Name"]!, StringComparer.Ordinal) : throw new GlueTrouble("EntityNotFoundException"), body),
        "CreateTable" => CreateTable(body["TableInput"]!.AsObject()),
        "UpdateTable" => UpdateTable(body),
        "BatchCreatePartition" => CreatePartitions(body),
        "BatchGetPartition" => GetPartitions(body),
        "GetPartitions" => Page("Partitions", _partitions[(string)body["TableName"]!].Values, body),
        "UpdatePartition" => UpdatePartition(body),
        "GetCrawler" or "CreateCrawler" or "UpdateCrawler" or "StartCrawler" => (Crawler ?? throw new AssertionException("There is no crawler in this test.")).Do(operation, body),
        _ => throw new AssertionException($"Nobody taught the fake {operation}."),
    };

    private JsonObject CreateDatabase()
    {
        _hasDatabase = _hasDatabase ? throw new GlueTrouble("AlreadyExistsException") : true;
        return [];
    }

    private JsonObject Find(string table) => _tables.TryGetValue(table, out var found) ? found : throw new GlueTrouble("EntityNotFoundException");

    private JsonObject CreateTable(JsonObject input)
    {
        if (!_hasDatabase)
        {
            throw new GlueTrouble("EntityNotFoundException");
        }

        if (_tables.ContainsKey((string)input["Name"]!))
        {
            throw new GlueTrouble("AlreadyExistsException");
        }

        Put(input.DeepClone().AsObject());
        return [];
    }

    private JsonObject UpdateTable(JsonObject body)
    {
        var input = body["TableInput"]!.DeepClone().AsObject();
        if ((string?)body["VersionId"] != (string?)Find((string)input["Name"]!)["VersionId"])
        {
            throw new GlueTrouble("ConcurrentModificationException");
        }

        Put(input);
        return [];
    }

    private JsonObject CreatePartitions(JsonObject body)
    {
        var partitions = _partitions[(string)Find((string)body["TableName"]!)["Name"]!];
        var errors = new JsonArray();
        foreach (var input in body["PartitionInputList"]!.AsArray())
        {
            var values = input!["Values"]!.AsArray();
            var code = PartitionTrouble?.Invoke((string)values[0]!) ?? (partitions.TryAdd(Key(values), input.DeepClone().AsObject()) ? null : "AlreadyExistsException");
            if (code is not null)
            {
                errors.Add(new JsonObject { ["PartitionValues"] = values.DeepClone(), ["ErrorDetail"] = new JsonObject { ["ErrorCode"] = code, ["ErrorMessage"] = "scripted" } });
            }
        }

        return new JsonObject { ["Errors"] = errors };
    }

    private JsonObject GetPartitions(JsonObject body)
    {
        // Half of what is asked for is left for the next call, as a busy Glue may.
        var asked = body["PartitionsToGet"]!.AsArray();
        var now = (asked.Count + 1) / 2;
        var known = _partitions[(string)body["TableName"]!];
        return new JsonObject
        {
            ["Partitions"] = new JsonArray([.. asked.Take(now).Select(a => Key(a!["Values"]!.AsArray())).Where(known.ContainsKey).Select(k => known[k].DeepClone())]),
            ["UnprocessedKeys"] = new JsonArray([.. asked.Skip(now).Select(a => a!.DeepClone())]),
        };
    }

    private JsonObject UpdatePartition(JsonObject body)
    {
        var partitions = _partitions[(string)body["TableName"]!];
        var key = Key(body["PartitionValueList"]!.AsArray());
        partitions[key] = partitions.ContainsKey(key) ? body["PartitionInput"]!.DeepClone().AsObject() : throw new GlueTrouble("EntityNotFoundException");
        return [];
    }

    private static JsonObject Page(string member, IEnumerable<JsonObject> all, JsonObject body)
    {
        var from = int.Parse((string?)body["NextToken"] ?? "0", null);
        var rest = all.Skip(from).ToList();
        var page = new JsonObject { [member] = new JsonArray([.. rest.Take(PageSize).Select(item => item.DeepClone())]) };
        if (rest.Count > PageSize)
        {
            page["NextToken"] = $"{from + PageSize}";
        }

        return page;
    }

    private static string Key(JsonArray values) => string.Join('/', values.Select(v => (string)v!));
}

/// <summary>An error that the service names.</summary>
internal sealed class GlueTrouble(string code) : Exception
{
    public string Code => code;
}
