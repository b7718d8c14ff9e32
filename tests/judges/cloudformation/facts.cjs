// Says what a template grants and when S3 calls, as one JSON object, with conditions decided by parameters.
// usage: node facts.cjs TEMPLATE [NAME=VALUE…]
//   {"roles": {"Role": [{"sid", "actions": […], "resources": […]}]}, "handlers": {"Role": "handler"},
//    "queries": {"name": "SQL"}, "dataSets": {"name": {"sql", "columns": […]}}, "notifications": [{"prefix", "suffix"}], "expirations": [{"prefix"}], "schedules": ["ARN"]}
const { load, resolver } = require('./template.cjs');

const [file, ...pairs] = process.argv.slice(2);
const template = load(file);
const { resolve, holds } = resolver(template, Object.fromEntries(pairs.map(pair => pair.split(/=(.*)/s).slice(0, 2))));
const facts = { roles: {}, handlers: {}, queries: {}, dataSets: {}, notifications: [], expirations: [], schedules: [] };
for (const [id, resource] of Object.entries(template.Resources)) {
  if (resource.Condition && !holds(resource.Condition)) continue;
  const properties = resolve(resource.Properties ?? {});
  if (resource.Type === 'AWS::IAM::Role') {
    facts.roles[id] = (properties.Policies ?? []).flatMap(policy => policy.PolicyDocument.Statement).map(statement => ({
      sid: statement.Sid, actions: [statement.Action].flat(), resources: [statement.Resource].flat(),
    }));
  }
  if (resource.Type === 'AWS::Serverless::Function') facts.handlers[properties.Role.replace(/^<|\.Arn>$/g, '')] = properties.Handler;
  if (resource.Type === 'AWS::Athena::NamedQuery') facts.queries[properties.Name] = properties.QueryString;
  if (resource.Type === 'AWS::Scheduler::Schedule') facts.schedules.push(properties.Target.Arn);
  if (resource.Type === 'AWS::QuickSight::DataSet') {
    for (const { CustomSql: table } of Object.values(properties.PhysicalTableMap)) {
      facts.dataSets[table.Name] = { sql: table.SqlQuery, columns: table.Columns.map(column => column.Name) };
    }
  }
  if (resource.Type === 'AWS::S3::Bucket') {
    for (const one of properties.NotificationConfiguration?.LambdaConfigurations ?? []) {
      const rules = Object.fromEntries(one.Filter.S3Key.Rules.map(rule => [rule.Name, rule.Value]));
      facts.notifications.push({ prefix: rules.prefix ?? '', suffix: rules.suffix ?? '' });
    }
    for (const rule of properties.LifecycleConfiguration?.Rules ?? []) {
      if (rule.ExpirationInDays !== undefined) facts.expirations.push({ prefix: rule.Prefix ?? '' });
    }
  }
}
console.log(JSON.stringify(facts));
