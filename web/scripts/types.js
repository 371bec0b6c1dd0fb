// Writes the TypeScript types of the contracts from data/schema, the one list of their fields.
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { compileFromFile } from 'json-schema-to-typescript';

const schemas = fileURLToPath(new URL('../../data/schema/', import.meta.url));
const types = fileURLToPath(new URL('../src/types/', import.meta.url));

await mkdir(types, { recursive: true });
for (const name of ['request', 'report', 'envelope', 'rank']) {
  const text = await compileFromFile(join(schemas, `${name}.schema.json`), {
    cwd: schemas,
    bannerComment: `// Generated from data/schema/${name}.schema.json.`,
    unreachableDefinitions: true,
    style: { singleQuote: true, printWidth: 120 },
  });
  await writeFile(join(types, `${name}.d.ts`), text);
}
