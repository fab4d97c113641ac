// SPDX-License-Identifier: Apache-2.0
// validate.mjs FILE...: holds each file to the schema of SARIF 2.1.0, formats of URIs and times included.
import fs from 'node:fs';
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const Ajv = require('ajv');
const schema = JSON.parse(fs.readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')));
const ajv = new Ajv({ schemaId: 'auto', meta: false, format: 'full', allErrors: true, unknownFormats: 'ignore', logger: false });
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'));
const validate = ajv.compile(schema);
let bad = 0;
for (const file of process.argv.slice(2)) {
  if (validate(JSON.parse(fs.readFileSync(file)))) continue;
  bad++;
  for (const error of validate.errors.slice(0, 20)) console.log(`${file}: ${error.dataPath} ${error.message} ${JSON.stringify(error.params)}`);
}
process.exit(bad ? 1 : 0);
