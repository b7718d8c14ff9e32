using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SpotifyPipeline.EndToEndTests.LambdaHost;

/// <summary>One permission that a request needed.</summary>
/// <param name="Action">The IAM action.</param>
/// <param name="Resource">The ARN; empty where the service's requests do not show it.</param>
internal sealed record UsedAction(string Action, string Resource);

/// <summary>
/// AWS at one address of loopback: S3 requests go on to a real server; Glue, Athena, SNS and Secrets Manager are answered from
/// memory. Writes down which IAM action each request needs.
/// </summary>
internal sealed partial class AwsStandIn : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly HttpClient _s3;
    private readonly ConcurrentDictionary<string, JsonNode> _tables = new();
    private readonly ConcurrentQueue<UsedAction> _used = new();

    /// <param name="s3">The S3 server's address; null where no request of S3 is expected.</param>
    public AwsStandIn(string? s3)
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        }

        _s3 = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = new Uri(s3 ?? "http://127.0.0.1:1") };
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _ = ServeAsync();
    }

    public string Address { get; }

    /// <summary>What Secrets Manager holds.</summary>
    public string Secret { get; set; } = """{"ClientId":"id","ClientSecret":"secret"}""";

    /// <summary>The forms that SNS received.</summary>
    public ConcurrentQueue<string> Published { get; } = new();

    /// <summary>Whether queries never end by themselves.</summary>
    public bool QueriesHang { get; set; }

    /// <summary>Told when a query's state was asked for; null for nobody.</summary>
    public Action? OnPoll { get; set; }

    /// <summary>Where the tables lie.</summary>
    public IReadOnlyList<string> Locations => [.. _tables.Values.Select(t => t["StorageDescriptor"]?["Location"]?.GetValue<string>()).OfType<string>()];

    /// <summary>Forgets the tables, as somebody may drop them.</summary>
    public void ForgetTables() => _tables.Clear();

    /// <summary>Takes a column from every table, as if a release of the library with fewer columns had made them.</summary>
    public void ForgetColumns()
    {
        foreach (var table in _tables.Values)
        {
            table["StorageDescriptor"]!["Columns"]!.AsArray().RemoveAt(1);
        }
    }

    /// <summary>Takes what was used since the last time.</summary>
    public IReadOnlyCollection<UsedAction> TakeUsed()
    {
        var used = _used.Distinct().ToList();
        _used.Clear();
        return used;
    }

    public void Dispose()
    {
        _listener.Close();
        _s3.Dispose();
    }

    [GeneratedRegex("<Key>([^<]*)</Key>")]
    private static partial Regex DeletedKey();

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            _ = AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            var request = context.Request;
            using var buffer = new MemoryStream();
            await request.InputStream.CopyToAsync(buffer);
            var body = buffer.ToArray();
            if (request.Headers["X-Amz-Target"] is { } target)
            {
                AnswerJson(context.Response, target, Encoding.UTF8.GetString(body));
            }
            else if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) == true)
            {
                Published.Enqueue(Encoding.UTF8.GetString(body));
                _used.Enqueue(new UsedAction("sns:Publish", ""));
                Reply(context.Response, 200, "text/xml", "<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult><MessageId>m-1</MessageId></PublishResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></PublishResponse>");
            }
            else
            {
                foreach (var action in S3Actions(request, Encoding.UTF8.GetString(body)))
                {
                    _used.Enqueue(action);
                }

                await ForwardAsync(request, body, context.Response);
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or HttpRequestException)
        {
            // The other side is gone.
        }
    }

    /// <summary>https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html</summary>
    private static IEnumerable<UsedAction> S3Actions(HttpListenerRequest request, string body)
    {
        var path = Uri.UnescapeDataString(request.Url!.AbsolutePath).TrimStart('/').Split('/', 2);
        var bucket = "arn:aws:s3:::" + path[0];
        var isObject = path is [_, { Length: > 0 }];
        var thing = isObject ? $"{bucket}/{path[1]}" : bucket;
        var query = request.Url.Query;
        if (request.Headers["x-amz-copy-source"] is { } source)
        {
            yield return new UsedAction("s3:GetObject", "arn:aws:s3:::" + Uri.UnescapeDataString(source).TrimStart('/'));
        }

        if (request.HttpMethod == "POST" && !isObject)
        {
            foreach (Match key in DeletedKey().Matches(body))
            {
                yield return new UsedAction("s3:DeleteObject", $"{bucket}/{WebUtility.HtmlDecode(key.Groups[1].Value)}");
            }

            yield break;
        }

        yield return (request.HttpMethod, isObject) switch
        {
            ("GET" or "HEAD", true) => new UsedAction("s3:GetObject", thing),
            ("GET" or "HEAD", false) => new UsedAction("s3:ListBucket", thing),
            ("DELETE", true) when query.Contains("uploadId", StringComparison.Ordinal) => new UsedAction("s3:AbortMultipartUpload", thing),
            ("DELETE", true) => new UsedAction("s3:DeleteObject", thing),
            _ => new UsedAction("s3:PutObject", thing),
        };
    }

    private async Task ForwardAsync(HttpListenerRequest request, byte[] body, HttpListenerResponse response)
    {
        using var forwarded = new HttpRequestMessage(new HttpMethod(request.HttpMethod), request.RawUrl);
        if (body.Length > 0 || request.HttpMethod is "PUT" or "POST")
        {
            forwarded.Content = new ByteArrayContent(body);
        }

        foreach (var name in request.Headers.AllKeys.OfType<string>())
        {
            // The host belongs to what is signed; the connection is ours.
            if (name is "Connection" or "Content-Length" or "Expect" or "Transfer-Encoding" || forwarded.Headers.TryAddWithoutValidation(name, request.Headers[name]))
            {
                continue;
            }

            forwarded.Content?.Headers.TryAddWithoutValidation(name, request.Headers[name]);
        }

        using var reply = await _s3.SendAsync(forwarded);
        response.StatusCode = (int)reply.StatusCode;
        foreach (var (name, values) in reply.Headers.Concat(reply.Content.Headers))
        {
            if (name is not ("Connection" or "Content-Length" or "Transfer-Encoding" or "Keep-Alive"))
            {
                response.Headers[name] = string.Join(',', values);
            }
        }

        var content = await reply.Content.ReadAsByteArrayAsync();
        if (request.HttpMethod == "HEAD" || response.StatusCode is 204 or 304)
        {
            response.ContentLength64 = request.HttpMethod == "HEAD" ? reply.Content.Headers.ContentLength ?? 0 : 0;
            response.Close();
        }
        else
        {
            response.Close(content, willBlock: false);
        }
    }

    private void AnswerJson(HttpListenerResponse response, string target, string body)
    {
        var service = target.Split('.')[0] switch { "AWSGlue" => "glue", "AmazonAthena" => "athena", "secretsmanager" => "secretsmanager", var other => other };
        var operation = target.Split('.')[1];
        _used.Enqueue(new UsedAction($"{service}:{operation}", ""));
        var request = JsonNode.Parse(body)!;
        var answer = operation switch
        {
            "GetTable" => _tables.TryGetValue(request["Name"]!.GetValue<string>(), out var table) ? new JsonObject { ["Table"] = table.DeepClone() } : null,
            "GetTables" => new JsonObject { ["TableList"] = new JsonArray([.. _tables.Values.Select(t => t.DeepClone())]) },
            "CreateTable" or "UpdateTable" => KeepTable(request["TableInput"]!),
            "BatchCreatePartition" => new JsonObject
            {
                // As if another function had registered them a moment ago.
                ["Errors"] = new JsonArray([.. request["PartitionInputList"]!.AsArray().Select(p => (JsonNode)new JsonObject
                {
                    ["PartitionValues"] = p!["Values"]!.DeepClone(),
                    ["ErrorDetail"] = new JsonObject { ["ErrorCode"] = "AlreadyExistsException", ["ErrorMessage"] = "It is there." },
                })]),
            },
            "BatchGetPartition" => new JsonObject { ["Partitions"] = new JsonArray(), ["UnprocessedKeys"] = new JsonArray() },
            "GetPartitions" => new JsonObject { ["Partitions"] = new JsonArray() },
            "GetWorkGroup" => new JsonObject { ["WorkGroup"] = new JsonObject { ["Name"] = "stack", ["State"] = "ENABLED", ["Configuration"] = new JsonObject { ["ResultConfiguration"] = new JsonObject { ["OutputLocation"] = "s3://lake/athena/" } } } },
            "StartQueryExecution" => new JsonObject { ["QueryExecutionId"] = "query-1" },
            "GetQueryExecution" => Execution(),
            "GetQueryResults" => JsonNode.Parse("""{"ResultSet":{"ResultSetMetadata":{"ColumnInfo":[{"Name":"artist_name","Type":"varchar"},{"Name":"popularity","Type":"integer"}]},"Rows":[{"Data":[{"VarCharValue":"artist_name"},{"VarCharValue":"popularity"}]},{"Data":[{"VarCharValue":"Björk"},{"VarCharValue":"77"}]}]}}"""),
            "ListNamedQueries" => new JsonObject { ["NamedQueryIds"] = new JsonArray("named-1") },
            "BatchGetNamedQuery" => JsonNode.Parse("""{"NamedQueries":[{"NamedQueryId":"named-1","Name":"most_popular_songs","Database":"spotify","QueryString":"SELECT 1"}],"UnprocessedNamedQueryIds":[]}"""),
            "GetSecretValue" => new JsonObject { ["SecretString"] = Secret },
            "PutSecretValue" => KeepSecret(request["SecretString"]!.GetValue<string>()),
            _ => new JsonObject(),
        };
        if (answer is null)
        {
            Reply(response, 400, "application/x-amz-json-1.1", """{"__type":"EntityNotFoundException","Message":"It is not there."}""");
            return;
        }

        Reply(response, 200, "application/x-amz-json-1.1", answer.ToJsonString());
    }

    private JsonObject KeepTable(JsonNode input)
    {
        var table = input.DeepClone();
        table["DatabaseName"] = "spotify";
        table["VersionId"] = "1";
        _tables[table["Name"]!.GetValue<string>()] = table;
        return [];
    }

    private JsonObject KeepSecret(string text)
    {
        Secret = text;
        return new JsonObject { ["VersionId"] = "2" };
    }

    private JsonObject Execution()
    {
        OnPoll?.Invoke();
        return new JsonObject
        {
            ["QueryExecution"] = new JsonObject
            {
                ["QueryExecutionId"] = "query-1",
                ["StatementType"] = "DML",
                ["Status"] = new JsonObject { ["State"] = QueriesHang ? "RUNNING" : "SUCCEEDED" },
                ["Statistics"] = new JsonObject { ["DataScannedInBytes"] = 1234 },
                ["ResultConfiguration"] = new JsonObject { ["OutputLocation"] = "s3://lake/athena/query-1.csv" },
            },
        };
    }

    private static void Reply(HttpListenerResponse response, int status, string type, string body)
    {
        response.StatusCode = status;
        response.ContentType = type;
        response.Close(Encoding.UTF8.GetBytes(body), willBlock: false);
    }
}
