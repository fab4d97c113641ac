// SPDX-License-Identifier: Apache-2.0
// validate.mjs SCHEMA FILE...: holds each file to one published OSCAL schema, formats included.
import fs from 'node:fs';
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const Ajv = require('ajv').default;
const [schema, ...files] = process.argv.slice(2);
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: true });
require('ajv-formats').default(ajv);
const validate = ajv.compile(JSON.parse(fs.readFileSync(schema)));
let bad = 0;
for (const file of files) {
  if (validate(JSON.parse(fs.readFileSync(file)))) continue;
  bad++;
  for (const error of validate.errors.slice(0, 20)) console.log(`${file}: ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
}
process.exit(bad ? 1 : 0);
