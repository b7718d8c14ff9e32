// Judges replies by an OpenAPI 3.0 document, with ajv (JSON Schema) and js-yaml.
// Usage: node judge.mjs DOCUMENT.yml   Each line in: {"template": "/albums/{id}", "status": 200, "contentType": "…", "body": "…"}
// Each line out: {"errors": [{"path": "/items/*/name", "keyword": "type", "detail": "string not null"}]}, paths with * for every index.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { CORE_SCHEMA, load } from 'js-yaml';

const document = load(readFileSync(process.argv[2], 'utf8'), { schema: CORE_SCHEMA });
spellOutDiscriminators(document.components.schemas);
const ajv = new Ajv({ strict: false, allErrors: true, verbose: true, validateFormats: true });
addFormats(ajv);
ajv.addSchema({ $id: 'openapi', components: document.components, paths: document.paths });

// JSON Schema knows no discriminator: without this, a track with one fault is reported as a bad track and as a bad episode.
function spellOutDiscriminators(schema) {
  if (Array.isArray(schema)) {
    schema.forEach(spellOutDiscriminators);
  } else if (schema !== null && typeof schema === 'object') {
    if (schema.oneOf?.length === 2 && schema.discriminator?.propertyName === 'type') {
      const [track, episode] = schema.oneOf;
      delete schema.oneOf;
      schema.if = { type: 'object', required: ['type'], properties: { type: { const: 'episode' } } };
      schema.then = episode;
      schema.else = track;
    }
    Object.values(schema).forEach(spellOutDiscriminators);
  }
}

function at(pointer) {
  return pointer.replace(/^#?\//, '').split('/').reduce((node, key) => node[key.replace(/~1/g, '/').replace(/~0/g, '~')], document);
}

function escape(key) {
  return key.replace(/~/g, '~0').replace(/\//g, '~1');
}

function responsePointer(template, status) {
  const operation = document.paths[template]?.get;
  if (operation === undefined) {
    throw new Error(`the document has no GET ${template}`);
  }
  const declared = operation.responses[status];
  if (declared === undefined) {
    return { pointer: '#/components/responses/BadRequest', isDeclared: false };
  }
  return { pointer: declared.$ref ?? `#/paths/${escape(template)}/get/responses/${status}`, isDeclared: true };
}

// Members that no schema names: a misspelt member would otherwise pass, since hardly any member is required.
function undocumented(value, schemas, path, found) {
  const flat = flatten(schemas, value);
  if (Array.isArray(value)) {
    const items = flat.map((schema) => schema.items).filter((schema) => schema !== undefined);
    value.forEach((item) => undocumented(item, items, `${path}/*`, found));
  } else if (value !== null && typeof value === 'object') {
    if (!flat.some((schema) => schema.properties !== undefined)) {
      return;
    }
    for (const [name, member] of Object.entries(value)) {
      const known = flat.map((schema) => schema.properties?.[name]).filter((schema) => schema !== undefined);
      if (known.length === 0) {
        found.push({ path: `${path}/${name}`, keyword: 'undocumented', detail: name });
      } else {
        undocumented(member, known, `${path}/${name}`, found);
      }
    }
  }
}

function flatten(schemas, value) {
  return schemas.flatMap((schema) => {
    if (schema.$ref !== undefined) {
      return flatten([at(schema.$ref)], value);
    }
    const branch = schema.if === undefined ? [] : [value?.type === 'episode' ? schema.then : schema.else];
    return [schema, ...flatten([...(schema.allOf ?? []), ...branch], value)];
  });
}

function detailOf({ keyword, params, data, message }) {
  switch (keyword) {
    case 'required':
      return params.missingProperty;
    case 'type':
      return `${params.type} not ${data === null ? 'null' : Array.isArray(data) ? 'array' : typeof data}`;
    case 'enum':
    case 'format':
      return `not ${JSON.stringify(data)}`;
    default:
      return message;
  }
}

function judge({ template, status, contentType, body }) {
  const errors = [];
  const { pointer, isDeclared } = responsePointer(template, status);
  if (!isDeclared) {
    errors.push({ path: '', keyword: 'undeclared status', detail: String(status) });
  }
  if (!/^application\/json\b/.test(contentType ?? '')) {
    errors.push({ path: '', keyword: 'content type', detail: contentType });
  }
  let value;
  try {
    value = JSON.parse(body);
  } catch (error) {
    errors.push({ path: '', keyword: 'json', detail: error.message });
    return errors;
  }
  const schemaPointer = `${pointer}/content/application~1json/schema`;
  const validate = ajv.getSchema(`openapi${encodeURI(schemaPointer)}`) ?? ajv.compile({ $ref: `openapi${encodeURI(schemaPointer)}` });
  if (!validate(value)) {
    for (const error of validate.errors) {
      if (error.keyword !== 'if') {
        errors.push({ path: error.instancePath.replace(/\/\d+/g, '/*'), keyword: error.keyword, detail: detailOf(error) });
      }
    }
  }
  undocumented(value, [at(schemaPointer)], '', errors);
  return [...new Map(errors.map((error) => [JSON.stringify(error), error])).values()];
}

for await (const line of createInterface({ input: process.stdin })) {
  try {
    console.log(JSON.stringify({ errors: judge(JSON.parse(line)) }));
  } catch (error) {
    console.log(JSON.stringify({ failure: error.message }));
  }
}
