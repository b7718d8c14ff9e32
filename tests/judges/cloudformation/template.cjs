// Reads a CloudFormation or SAM template with its short tags (!Ref, !Sub, …) as the long functions that they stand for.
const fs = require('fs');
const yaml = require('js-yaml');

const TAGS = ['Ref', 'GetAtt', 'Sub', 'Join', 'If', 'Equals', 'Not', 'And', 'Or', 'Select', 'Split', 'FindInMap', 'ImportValue', 'Base64', 'Cidr', 'GetAZs', 'Condition', 'Transform'];
const long = tag => tag === 'Ref' || tag === 'Condition' ? tag : 'Fn::' + tag;
const construct = tag => data => ({ [long(tag)]: tag === 'GetAtt' && typeof data === 'string' ? data.split(/\.(.*)/s).slice(0, 2) : data });
const SCHEMA = yaml.DEFAULT_SCHEMA.extend(TAGS.flatMap(tag => ['scalar', 'sequence', 'mapping'].map(kind => new yaml.Type('!' + tag, { kind, construct: construct(tag) }))));

exports.load = file => yaml.load(fs.readFileSync(file, 'utf8'), { schema: SCHEMA });

/** The one function that a value is, as [name, argument], or null. */
exports.asFunction = value => {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::')) ? [keys[0], value[keys[0]]] : null;
};

/** A value as it is with these parameters: conditions are decided, names and ARNs become text. */
exports.resolver = (template, parameters) => {
  const values = { 'AWS::Partition': 'aws', 'AWS::Region': 'eu-central-1', 'AWS::AccountId': '123456789012', 'AWS::StackName': 'stack', 'AWS::NoValue': undefined };
  for (const [name, parameter] of Object.entries(template.Parameters ?? {})) values[name] = parameters[name] ?? parameter.Default ?? name;
  const condition = test => {
    if (typeof test === 'string') return condition(template.Conditions[test]);
    const [[name, argument]] = Object.entries(test);
    switch (name) {
      case 'Condition': return condition(argument);
      case 'Fn::Equals': return String(resolve(argument[0])) === String(resolve(argument[1]));
      case 'Fn::Not': return !condition(argument[0]);
      case 'Fn::And': return argument.every(condition);
      case 'Fn::Or': return argument.some(condition);
      default: throw new Error(`unknown condition ${name}`);
    }
  };
  const name = path => path in values ? values[path] : `<${path}>`;
  const resolve = value => {
    if (Array.isArray(value)) return value.map(resolve).filter(item => item !== undefined);
    if (value === null || typeof value !== 'object') return value;
    const called = exports.asFunction(value);
    if (!called) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item)]).filter(([, item]) => item !== undefined));
    const [fn, argument] = called;
    switch (fn) {
      case 'Ref': return name(argument);
      case 'Fn::GetAtt': return `<${argument.join('.')}>`;
      case 'Fn::Sub': return String([argument].flat()[0]).replace(/\$\{([^!}][^}]*)\}/g, (_, path) => name(path));
      case 'Fn::If': return resolve(argument[condition(argument[0]) ? 1 : 2]);
      case 'Fn::Join': return resolve(argument[1])?.join?.(argument[0]) ?? name('list');
      default: return `<${fn}>`;
    }
  };
  return { resolve, holds: condition };
};
