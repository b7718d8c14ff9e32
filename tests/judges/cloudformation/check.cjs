// Holds templates against AWS's own resource model (npm @aws-cdk/aws-service-spec), offline.
// usage: node check.cjs TEMPLATE…      prints one line a problem; exit 1 when there is any
const { loadAwsServiceSpecSync } = require('@aws-cdk/aws-service-spec');
const { load, asFunction } = require('./template.cjs');

const model = loadAwsServiceSpecSync();
const lookup = type => model.lookup('resource', 'cloudFormationType', 'equals', type)[0];

// What the model leaves as any text.
// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
const RUNTIMES = /^(provided\.al2(023)?|dotnet(8|10)|nodejs(20|22|24)\.x|python3\.(9|1[0-4])|java(8\.al2|11|17|21|25)|ruby3\.[2-4])$/;
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html
const S3_EVENTS = /^s3:(ObjectCreated:(\*|Put|Post|Copy|CompleteMultipartUpload)|ObjectRemoved:(\*|Delete|DeleteMarkerCreated)|ObjectRestore:(\*|Post|Completed|Delete)|ReducedRedundancyLostObject|Replication:\*|LifecycleExpiration:(\*|Delete|DeleteMarkerCreated)|LifecycleTransition|IntelligentTiering|ObjectTagging:(\*|Put|Delete)|ObjectAcl:Put)$/;
const ACTION = /^([a-z0-9-]+:[A-Za-z*]+|\*)$/;
const allows = (type, given) => type.allowedValues.some(allowed => String(allowed) === String(given));
const ARCHITECTURES = ['arm64', 'x86_64'];

function problemsOf(template) {
  const problems = [];
  const report = (path, text) => problems.push(`${path}: ${text}`);
  const resources = template.Resources ?? {};
  const parameters = template.Parameters ?? {};
  const conditions = template.Conditions ?? {};

  function value(type, given, path, to = report) {
    const called = asFunction(given);
    if (called) {
      if (called[0] === 'Fn::If') {
        if (!(called[1][0] in conditions)) to(path, `there is no condition ${called[1][0]}`);
        value(type, called[1][1], path, to);
        value(type, called[1][2], path, to);
      }
      const values = called[0] === 'Ref' && parameters[called[1]]?.AllowedValues;
      if (values && type.allowedValues && values.some(item => !allows(type, item))) to(path, `parameter ${called[1]} allows ${values}; expected ${type.allowedValues}`);
      return;
    }
    switch (type.type) {
      case 'string':
        if (!['string', 'number', 'boolean'].includes(typeof given)) to(path, 'expected a text');
        else if (type.allowedValues && !allows(type, given)) to(path, `'${given}' is none of ${type.allowedValues.slice(0, 8)}`);
        break;
      case 'number': case 'integer':
        if (typeof given !== 'number' && (typeof given !== 'string' || given === '' || isNaN(Number(given)))) to(path, `expected a number, not '${given}'`);
        else if (type.allowedValues && !allows(type, given)) to(path, `'${given}' is none of ${type.allowedValues}`);
        break;
      case 'boolean':
        if (typeof given !== 'boolean' && !['true', 'false'].includes(given)) to(path, `expected true or false, not '${given}'`);
        break;
      case 'array':
        if (!Array.isArray(given)) to(path, 'expected a list');
        else given.forEach((item, i) => value(type.element, item, `${path}[${i}]`, to));
        break;
      case 'map':
        if (given === null || typeof given !== 'object' || Array.isArray(given)) to(path, 'expected a map');
        else for (const key in given) value(type.element, given[key], `${path}.${key}`, to);
        break;
      case 'ref':
        members(model.get('typeDefinition', type.reference.$ref).properties, given, path, to);
        break;
      case 'union': {
        const attempts = type.types.map(option => {
          const found = [];
          value(option, given, path, (at, text) => found.push([at, text]));
          return found;
        });
        if (attempts.every(found => found.length)) attempts.sort((a, b) => a.length - b.length)[0].forEach(found => to(...found));
        break;
      }
    }
  }

  function members(known, given, path, to = report, complete = true) {
    if (given === null || typeof given !== 'object' || Array.isArray(given)) return to(path, 'expected an object');
    if (!Object.keys(known).length) return;
    for (const key in given) known[key] ? value(known[key].type, given[key], `${path}.${key}`, to) : to(`${path}.${key}`, `unknown property (known: ${Object.keys(known).slice(0, 12)})`);
    if (complete) for (const key in known) if (known[key].required && !(key in given)) to(path, `lacks the required ${key}`);
  }

  function strict(given, path) {
    if (Array.isArray(given)) return given.forEach((item, i) => strict(item, `${path}[${i}]`));
    if (given === null || typeof given !== 'object') return;
    for (const [key, item] of Object.entries(given)) {
      if (key === 'Runtime' && typeof item === 'string' && !RUNTIMES.test(item)) report(`${path}.Runtime`, `'${item}' is no runtime that Lambda offers`);
      if (key === 'Event' && typeof item === 'string' && path.includes('NotificationConfiguration') && !S3_EVENTS.test(item)) report(`${path}.Event`, `'${item}' is no event of S3`);
      if (key === 'Architectures') {
        for (const one of [item].flat().flatMap(choice => parameters[choice.Ref]?.AllowedValues ?? choice)) {
          if (!ARCHITECTURES.includes(one)) report(`${path}.Architectures`, `'${one}' is none of ${ARCHITECTURES}`);
        }
      }
      if (key === 'Statement') for (const one of [item].flat()) statement(one, `${path}.Statement`);
      strict(item, `${path}.${key}`);
    }
  }

  function statement(given, path) {
    const called = asFunction(given);
    if (called) {
      if (called[0] === 'Fn::If') called[1].slice(1).forEach(branch => statement(branch, path));
      return;
    }
    const unknown = Object.keys(given).filter(key => !['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'].includes(key));
    if (unknown.length) report(path, `a policy statement has no ${unknown}`);
    if (!['Allow', 'Deny'].includes(given.Effect)) report(path, `the Effect is '${given.Effect}'; expected Allow or Deny`);
    for (const action of [given.Action ?? []].flat()) if (typeof action === 'string' && !ACTION.test(action)) report(path, `'${action}' is no action`);
    if (!given.Principal && !given.Resource && !given.NotResource) report(path, 'lacks the Resource');
  }

  function references(given, path) {
    if (Array.isArray(given)) return given.forEach((item, i) => references(item, `${path}[${i}]`));
    if (given === null || typeof given !== 'object') return;
    for (const [key, item] of Object.entries(given)) {
      if (key === 'Ref' && typeof item === 'string') known(item, path);
      else if (key === 'Fn::GetAtt' && Array.isArray(item)) attribute(item, path);
      else if (key === 'Fn::Sub') {
        const [text, local] = [item].flat();
        for (const [, name] of String(text).matchAll(/\$\{([^!}][^}]*)\}/g)) {
          if (local && name in local) continue;
          name.includes('.') ? attribute(name.split(/\.(.*)/s).slice(0, 2), path) : known(name, path);
        }
        references(local, path);
      } else references(item, path ? `${path}.${key}` : key);
    }
  }

  function known(name, path) {
    if (!(name in resources) && !(name in parameters) && !name.startsWith('AWS::')) report(path, `there is no ${name}`);
  }

  function attribute([id, name], path) {
    const resource = resources[id];
    if (!resource) return report(path, `there is no ${id}`);
    const found = lookup(resource.Type);
    // SAM's own types become the plain ones.
    const plain = { 'AWS::Serverless::Function': 'AWS::Lambda::Function', 'AWS::Serverless::StateMachine': 'AWS::StepFunctions::StateMachine' }[resource.Type];
    const sources = [found, plain && lookup(plain)].filter(Boolean);
    if (found && !sources.some(source => source.attributes[name] || source.properties[name])) report(path, `${resource.Type} has no attribute ${name}`);
  }

  for (const [id, resource] of Object.entries(resources)) {
    const found = lookup(resource.Type ?? '');
    if (!found) {
      report(id, `unknown type ${resource.Type}`);
      continue;
    }
    const unknown = Object.keys(resource).filter(key => !['Type', 'Properties', 'DependsOn', 'Condition', 'DeletionPolicy', 'UpdateReplacePolicy', 'Metadata', 'CreationPolicy', 'UpdatePolicy'].includes(key));
    if (unknown.length) report(id, `a resource has no ${unknown}`);
    const globals = resource.Type === 'AWS::Serverless::Function' ? template.Globals?.Function ?? {} : {};
    members(found.properties, { ...globals, ...resource.Properties }, `${id}(${resource.Type})`);
    for (const other of [resource.DependsOn ?? []].flat()) if (!(other in resources)) report(id, `DependsOn ${other}, which does not exist`);
    if (resource.Condition && !(resource.Condition in conditions)) report(id, `there is no condition ${resource.Condition}`);
    if (resource.Type === 'AWS::Serverless::Function' && !('Runtime' in { ...globals, ...resource.Properties })) report(id, 'lacks the required Runtime');
  }

  strict(resources, 'Resources');
  strict(template.Globals ?? {}, 'Globals');
  references({ Globals: template.Globals, Conditions: conditions, Resources: resources, Outputs: template.Outputs }, '');
  for (const [name, parameter] of Object.entries(parameters)) {
    if (!parameter.Description) report(`Parameters.${name}`, 'lacks a description');
    if (parameter.AllowedValues && parameter.Default !== undefined && !parameter.AllowedValues.includes(parameter.Default)) report(`Parameters.${name}`, `the default '${parameter.Default}' is not allowed`);
  }
  return problems;
}

let bad = false;
for (const file of process.argv.slice(2)) {
  for (const problem of problemsOf(load(file))) {
    bad = true;
    console.log(problem);
  }
}
process.exit(bad ? 1 : 0);
