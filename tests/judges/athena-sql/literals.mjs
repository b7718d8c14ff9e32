// Reads one JSON array of SQL literals per line, puts them behind each other with commas between, and cuts the whole with
// Trino's own lexer. Answers {"stray": null} when every literal came out as the one token that it is, else the first that did not.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const place = name => fileURLToPath(new URL(name, import.meta.url));
const bundle = place('node_modules/.parsers.cjs');
if (!existsSync(bundle)) {
  buildSync({ entryPoints: [place('parsers.mjs')], bundle: true, platform: 'node', format: 'cjs', outfile: bundle, logLevel: 'error' });
}

const { TrinoSQL } = createRequire(import.meta.url)(bundle);
const trino = new TrinoSQL();

for await (const line of createInterface({ input: process.stdin })) {
  const literals = JSON.parse(line);
  const tokens = trino.getAllTokens(literals.join(',')).filter(token => token.type >= 0);
  let stray = tokens.length === 2 * literals.length - 1 ? null : `${tokens.length} tokens of ${literals.length} literals`;
  for (let i = 0; i < literals.length && stray === null; i++) {
    if (tokens[2 * i].text !== literals[i] || (i > 0 && tokens[2 * i - 1].text !== ',')) stray = literals[i];
  }
  console.log(JSON.stringify({ stray }));
}
