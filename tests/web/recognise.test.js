import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { DeviceIndex } from '../../web/src/recognise/device-index.js';
import { recognise } from '../../web/src/recognise/recognise.js';
import { catalog } from './contracts.js';

const folder = new URL('../truth/renderers/', import.meta.url);
/** @type {{renderer: string, platform: any, expect: any, source: string}[]} */
const rows = readdirSync(folder)
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) => readFileSync(new URL(name, folder), 'utf8').trim().split('\n'))
  .map((line) => JSON.parse(line));
const { devices } = catalog();
const index = new DeviceIndex(devices);

/** @param {any} recognition in the words of the truth rows */
function told({ kind, rule, chip, candidates, alsoCard }) {
  if (kind === 'card') return { kind, ids: [...candidates].sort() };
  if (kind === 'integrated') return { kind, ids: [...candidates].sort(), alsoCard };
  if (kind === 'apple') return chip ? { kind, chip } : { kind };
  return kind === 'none' ? { kind, rule } : { kind };
}

test('every renderer string that was seen in the world is recognised as what it is, or not at all', () => {
  assert.ok(rows.length >= 60, String(rows.length));
  for (const { renderer, platform, expect, source } of rows) {
    assert.match(source, /^https:\/\//, renderer);
    for (const id of expect.ids ?? []) assert.ok(index.byId.has(id), `${id} is in no catalog`);
    assert.deepEqual(told(recognise({ renderer, platform }, index)), expect, `${platform}: ${renderer}`);
  }
});

test('integrated graphics leave room for a card on Windows and Linux, and nowhere else', () => {
  const renderer = 'ANGLE (Intel, Intel(R) UHD Graphics 620 (0x00005917) Direct3D11 vs_5_0 ps_5_0, D3D11)';
  const asked = (/** @type {any} */ platform) => recognise({ renderer, platform }, index).alsoCard;
  assert.deepEqual(['windows', 'linux', 'mac', 'chromeos', 'unknown'].map(asked), [true, true, false, false, false]);
});

test('a phone is asked about another computer, whatever it says of itself', () => {
  const renderer = 'ANGLE (NVIDIA, NVIDIA GeForce RTX 4090 (0x00002684) Direct3D11 vs_5_0 ps_5_0, D3D11)';
  assert.equal(recognise({ renderer, platform: 'phone' }, index).kind, 'phone');
});

test('virtual and pretended graphics processors are not recognised', () => {
  const none = {
    'SVGA3D; build: RELEASE;  LLVM;': 'virtual',
    'ANGLE (VMware, Inc., SVGA3D; build: RELEASE; LLVM;, OpenGL 4.1)': 'virtual',
    'ANGLE (VMware, VMware SVGA 3D (0x00000405) Direct3D11 vs_5_0 ps_5_0, D3D11)': 'virtual',
    'ANGLE (Oracle, VirtualBox Graphics Adapter (WDDM) Direct3D11 vs_4_1 ps_4_1, D3D11)': 'virtual',
    'ANGLE (Microsoft, Microsoft Hyper-V Video Direct3D11 vs_5_0 ps_5_0, D3D11)': 'virtual',
    'ANGLE (Microsoft, Microsoft Remote Display Adapter Direct3D11 vs_5_0 ps_5_0, D3D11)': 'virtual',
    'ANGLE (Citrix, Citrix Indirect Display Adapter Direct3D11 vs_5_0 ps_5_0, D3D11)': 'virtual',
    'ANGLE (NVIDIA, NVIDIA GRID T4-2Q Direct3D11 vs_5_0 ps_5_0, D3D11)': 'virtual',
    softpipe: 'software',
    'WebKit WebGL': 'hidden',
    Mozilla: 'hidden',
    '': 'hidden',
  };
  for (const [renderer, rule] of Object.entries(none))
    assert.deepEqual(told(recognise({ renderer, platform: 'windows' }, index)), { kind: 'none', rule }, renderer);
  assert.deepEqual(told(recognise({ platform: 'windows' }, index)), { kind: 'none', rule: 'hidden' });
});

test('WebGPU is a second witness: it names the card that WebGL does not use, or says that there is one', () => {
  const renderer = 'ANGLE (Intel, Intel(R) UHD Graphics 620 (0x00005917) Direct3D11 vs_5_0 ps_5_0, D3D11)';
  const named = {
    vendor: 'nvidia',
    architecture: 'ampere',
    device: '0x2520',
    description: 'NVIDIA GeForce RTX 3060 Laptop GPU',
  };
  const card = recognise({ renderer, platform: 'windows', webgpu: named }, index);
  assert.deepEqual(told(card), { kind: 'card', ids: ['nvidia/geforce-rtx-3060-laptop'] });
  const vendor = { vendor: 'nvidia', architecture: 'ampere', device: '', description: '' };
  const hinted = recognise(
    { renderer: 'NVIDIA GeForce GTX 980, or similar', platform: 'linux', webgpu: vendor },
    index,
  );
  assert.deepEqual([hinted.kind, hinted.alsoCard], ['none', true]);
});

test('a string of any length and any letters is read in no time and never as markup', () => {
  for (const renderer of [
    '('.repeat(1e6),
    'ANGLE ('.repeat(2e5),
    `ANGLE (${'a, '.repeat(4e5)})`,
    '<img src=x>'.repeat(5e4),
    '\u0000\ud800',
  ])
    assert.equal(recognise({ renderer, platform: 'windows' }, index).kind, 'none');
});
