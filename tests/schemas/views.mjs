// SPDX-License-Identifier: Apache-2.0
// views.mjs SCHEMAS FILE...: holds each view to the schema that it names, out of a folder of *-1.schema.json.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const Ajv = require('ajv');
const [folder, ...files] = process.argv.slice(2);
const ajv = new Ajv({ allErrors: true, jsonPointers: true });
for (const name of fs.readdirSync(folder).filter((name) => name.endsWith('.schema.json'))) {
  const schema = JSON.parse(fs.readFileSync(path.join(folder, name)));
  if (schema.$schema.includes('draft-07')) ajv.addSchema(schema);
}
let bad = 0;
for (const file of files) {
  const view = JSON.parse(fs.readFileSync(file));
  const [, name, version] = /^phiscope\.([a-z-]+)\/([0-9]+)$/.exec(view.schema) ?? [];
  const validate = ajv.getSchema(`urn:phiscope:${name}:${version}`);
  if (validate && validate(view)) continue;
  bad++;
  if (!validate) console.log(`${file}: there is no schema for ${view.schema}`);
  const seen = new Map();
  for (const error of validate?.errors ?? []) {
    const line = `${error.dataPath.replace(/\/[0-9]+/g, '/*')} ${error.message} ${JSON.stringify(error.params).slice(0, 100)}`;
    seen.set(line, (seen.get(line) ?? 0) + 1);
  }
  for (const [line, count] of [...seen].slice(0, 20)) console.log(`${path.basename(file)}: ${count} x ${line}`);
}
process.exit(bad ? 1 : 0);
