// Checks the contracts as an integration engineer would: asyncapi.yaml and openapi.json against their specifications, every
// example against its schema, and every file that names a schema against it.
// Argument: the contracts folder. Ends with code 0 and what was checked, or with code 1 and a line for each finding.
import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join, dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Parser, fromFile } from '@asyncapi/parser';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse as parseYaml } from 'yaml';

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = process.argv[2] ?? join(here, '../../contracts');
const base = 'https://contracts.invalid/';
const findings = [];
const find = (place, text) => findings.push(`${place}: ${text}`);
const json = (file) => JSON.parse(readFileSync(join(folder, file), 'utf8'));

/** A checker of JSON Schema 2020-12. Unknown keywords are findings, except for what OpenAPI adds. */
function checker(strict) {
  const ajv = new Ajv2020({ strict, allErrors: true, allowUnionTypes: true, strictRequired: false, strictTypes: false });
  addFormats(ajv);
  return ajv;
}

function check(place, validate, value) {
  if (!validate(value)) for (const { instancePath, message } of validate.errors.slice(0, 3)) find(place, `${instancePath || 'the whole'} ${message}`);
}

/** Compiles a schema; what is wrong with the schema itself is a finding. */
function compile(place, ajv, schema) {
  try {
    return ajv.compile(schema);
  } catch (error) {
    find(place, error.message);
    return undefined;
  }
}

/** asyncapi.yaml: errors and warnings of its own parser; every event in an envelope, as it travels, against its message. */
async function asyncApi() {
  const { diagnostics } = await fromFile(new Parser(), join(folder, 'asyncapi.yaml')).parse();
  for (const { severity, message, path } of diagnostics) if (severity <= 1) find(`asyncapi.yaml ${path.join('/')}`, message);
  const source = parseYaml(readFileSync(join(folder, 'asyncapi.yaml'), 'utf8'));
  const ajv = checker(false);
  for (const [name, schema] of eventSchemas()) ajv.addSchema(schema, `${base}events/${name}.schema.json`);
  ajv.addSchema({ $id: `${base}asyncapi.yaml`, components: source.components });
  let examples = 0;
  for (const [key, message] of Object.entries(source.components.messages)) {
    const place = `asyncapi.yaml message ${key}`;
    const payload = compile(place, ajv, { $ref: `${base}asyncapi.yaml#/components/messages/${key}/payload` });
    const headers = message.headers && compile(place, ajv, { $ref: `${base}asyncapi.yaml#/components/messages/${key}/headers` });
    for (const example of message.examples ?? []) {
      examples++;
      check(place, payload, example.payload);
      check(place, headers, example.headers);
    }

    if (!payload || !eventSchemas().has(message.name)) continue;
    examples++;
    check(place, payload, {
      specversion: '1.0', id: '019cb2c4-7d10-7e02-8a41-6c1f9e2b3d50', source: 'urn:work-welfare-gateway:desk', type: message.name,
      time: '2026-03-02T10:00:00Z', datacontenttype: 'application/json', data: json(`events/${message.name}.example.json`),
    });
  }

  return examples;
}

const schemas = new Map();
function eventSchemas() {
  if (schemas.size === 0) {
    for (const file of readdirSync(join(folder, 'events')).filter((f) => f.endsWith('.schema.json'))) schemas.set(file.slice(0, -'.schema.json'.length), json(`events/${file}`));
  }

  return schemas;
}

/** Each event's example against its schema. */
function events() {
  const ajv = checker(true);
  for (const [name, schema] of eventSchemas()) {
    const validate = compile(`events/${name}.schema.json`, ajv, schema);
    if (validate) check(`events/${name}.example.json`, validate, json(`events/${name}.example.json`));
  }

  return schemas.size;
}

/** openapi.json: the recommended rules, warnings included; every example of a body against the schema beside it. */
async function openApi() {
  const lint = await promisify(execFile)(
    process.execPath, [join(here, 'node_modules/@redocly/cli/bin/cli.js'), 'lint', '--format=json', `--config=${join(here, 'redocly.yaml')}`, join(folder, 'openapi.json')],
    { env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }, maxBuffer: 64 << 20 },
  ).catch((error) => error);
  const from = lint.stdout.indexOf('{');
  if (from < 0) find('openapi.json', `the rules could not be asked: ${lint.stderr}`);
  else for (const { ruleId, message, location } of JSON.parse(lint.stdout.slice(from)).problems) find(`openapi.json ${location[0]?.pointer}`, `${message} (${ruleId})`);

  const document = json('openapi.json');
  const ajv = checker(false);
  ajv.addSchema({ $id: `${base}openapi.json`, components: document.components });
  let examples = 0;
  (function walk(node, path) {
    if (node === null || typeof node !== 'object') return;
    const given = 'example' in node ? [node.example] : Object.values(node.examples ?? {}).map((e) => e.value);
    if (node.schema && given.length > 0) {
      const place = `openapi.json ${path}`;
      const validate = compile(place, ajv, JSON.parse(JSON.stringify(node.schema).replaceAll('"#/components', `"${base}openapi.json#/components`)));
      for (const example of given) {
        examples++;
        if (validate) check(place, validate, example);
      }
    }

    for (const [name, child] of Object.entries(node)) walk(child, `${path}/${name.replaceAll('/', '~1')}`);
  })(document.paths, '#/paths');
  return examples;
}

/** Every file whose first line names its schema, as editors read it. */
function describedFiles() {
  const ajv = checker(false);
  const compiled = new Map();
  let files = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith('.yaml')) continue;
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const text = readFileSync(file, 'utf8');
    const named = /^# yaml-language-server: \$schema=(\S+)/.exec(text)?.[1];
    if (!named) continue;
    const schema = join(dirname(file), named);
    const place = relative(folder, file);
    if (!compiled.has(schema)) compiled.set(schema, compile(relative(folder, schema), ajv, JSON.parse(readFileSync(schema, 'utf8'))));
    files++;
    // Days stay texts, as the schemas have them.
    if (compiled.get(schema)) check(place, compiled.get(schema), parseYaml(text, { schema: 'core' }));
  }

  return files;
}

const counted = events();
const described = describedFiles();
const [messages, bodies] = await Promise.all([asyncApi(), openApi()]);
for (const finding of findings) console.log(finding);
if (findings.length > 0) process.exit(1);
console.log(`${counted} events, ${messages} messages, ${bodies} bodies and ${described} files keep to their descriptions.`);
