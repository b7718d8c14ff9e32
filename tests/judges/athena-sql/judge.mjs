// Reads one {"dialect": "trino" | "hive", "sql": "..."} per line and answers each with {"errors": ["line:column message"]}.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

// dt-sql-parser's modules import folders, which Node does not resolve: bundled, they load.
const place = name => fileURLToPath(new URL(name, import.meta.url));
const bundle = place('node_modules/.parsers.cjs');
if (!existsSync(bundle)) {
  buildSync({ entryPoints: [place('parsers.mjs')], bundle: true, platform: 'node', format: 'cjs', outfile: bundle, logLevel: 'error' });
}

const { HiveSQL, TrinoSQL } = createRequire(import.meta.url)(bundle);
const parsers = { trino: new TrinoSQL(), hive: new HiveSQL() };

for await (const line of createInterface({ input: process.stdin })) {
  const { dialect, sql } = JSON.parse(line);
  // Some statements need an end, and all take one.
  const errors = parsers[dialect].validate(sql.trimEnd().replace(/;?$/, ';'));
  console.log(JSON.stringify({ errors: errors.map(e => `${e.startLine}:${e.startColumn} ${e.message}`) }));
}
