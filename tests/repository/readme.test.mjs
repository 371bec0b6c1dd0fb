// Do the documents say what is so? Commands that they name exist, files that they link to are there.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { root, textOf } from './sources.mjs';

const documents = ['README.md', 'CONTRIBUTING.md'];
const usage = execFileSync(join(root, 'dev'), ['help'], { encoding: 'utf8' });
const known = new Set([...usage.matchAll(/^\.\/dev (\w+)/gm)].map((match) => match[1]));

test('./dev help lists the commands that ./dev takes', () => {
  const taken = [...textOf('dev').matchAll(/^ {4}(\w+)\) /gm)].map((match) => match[1]);
  assert.deepEqual([...known].sort(), taken.filter((name) => name !== 'native').sort());
});

for (const document of documents) {
  test(`every ./dev command in ${document} exists`, () => {
    const named = [...textOf(document).matchAll(/\.\/dev (\w+)/g)].map((match) => match[1]);
    assert.ok(named.length > 0);
    assert.deepEqual(named.filter((name) => !known.has(name) && name !== 'help'), []);
  });

  test(`every file that ${document} links to is there`, () => {
    const links = [...textOf(document).matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((match) => match[1]);
    assert.deepEqual(links.filter((link) => !existsSync(join(root, link))), []);
  });
}

test('the README opens with the question, a picture and the two commands', () => {
  assert.match(textOf('README.md'), /^# [^\n]+\?\n\n!\[[^\]]+\]\([^)]+\.png\)\n\n```sh\n\.\/dev serve\b[^\n]*\n\.\/dev test\b[^\n]*\n```\n/);
});

test('every command of cli.js in the README is one that cli.js takes', () => {
  const usageOfCli = textOf('web/cli.js');
  const named = [...textOf('README.md').matchAll(/^node web\/cli\.js ([\w-]+)/gm)].map((match) => match[1]);
  assert.ok(named.length >= 5);
  assert.deepEqual(named.filter((name) => !usageOfCli.includes(`node web/cli.js ${name}`)), []);
});

test('.ci/run calls the test command of the README', () => {
  accessSync(join(root, '.ci/run'), constants.X_OK);
  assert.match(textOf('.ci/run'), /^exec \.\/dev test$/m);
});

test('the licence is MIT', () => assert.match(textOf('LICENSE'), /^MIT License/));
