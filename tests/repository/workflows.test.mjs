// Do the workflows run only code that somebody looked at, with no more rights than they need?
import assert from 'node:assert/strict';
import test from 'node:test';
import { filesUnder, textOf } from './sources.mjs';

const workflows = filesUnder('.github/workflows').map((path) => ({ path, text: textOf(path) }));

test('there are workflows', () => assert.ok(workflows.length >= 2));

for (const { path, text } of workflows) {
  test(`every action of ${path} is pinned by its commit`, () => {
    const uses = [...text.matchAll(/^\s*(?:- )?uses:\s*(\S+)/gm)].map((match) => match[1]);
    assert.ok(uses.length > 0);
    assert.deepEqual(uses.filter((action) => !/^(\.\/|[\w.-]+\/[\w./-]+@[0-9a-f]{40}$)/.test(action)), []);
  });

  test(`${path} may only read unless a job says otherwise`, () => {
    assert.match(text, /^permissions:\n {2}contents: read\n(?! )/m);
    assert.doesNotMatch(text, /write-all|pull_request_target/);
  });
}

test('only the deployment may write, and only to the pages', () => {
  const granted = workflows.flatMap(({ path, text }) => [...text.matchAll(/^\s+([\w-]+): write$/gm)].map((match) => `${path} ${match[1]}`));
  assert.deepEqual(granted, ['.github/workflows/pages.yml pages', '.github/workflows/pages.yml id-token']);
});
