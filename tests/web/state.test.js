import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, askedIn, deviceEntry, merged, requestText } from '../../web/src/question/state.js';

test('a device may be given with its number, in each of the ways that people write', () => {
  for (const [text, device, count] of /** @type {[string, string, number | undefined][]} */ ([
    ['nvidia/a100', 'nvidia/a100', undefined],
    ['a100x2', 'a100', 2],
    ['a100 x2', 'a100', 2],
    ['a100-40gbx4', 'a100-40gb', 4],
    ['2x nvidia/a100', 'nvidia/a100', 2],
    ['8 × h100', 'h100', 8],
    ['rtx 4090x2', 'rtx 4090', 2],
    ['rtx4090', 'rtx4090', undefined],
    ['mx150', 'mx150', undefined],
    ['geforce-mx150', 'geforce-mx150', undefined],
    ['rx 7900 xtx', 'rx 7900 xtx', undefined],
    ['rx580', 'rx580', undefined],
  ])) {
    assert.deepEqual(deviceEntry(text), count === undefined ? { device } : { device, count }, text);
  }
  assert.deepEqual(deviceEntry('{"device":{"memory_gib":24,"bandwidth_gb_s":900},"count":2}'), {
    device: { memory_gib: 24, bandwidth_gb_s: 900 },
    count: 2,
  });
});

test('what an address asks is what was put into it', () => {
  const requests = [
    { model: 'a/b', machine: { devices: [{ device: 'x/y' }] } },
    { model: 'a/b', machine: { devices: [], host: { memory_gib: 32 } } },
    {
      model: 'Ω & "quoted" <b>',
      format: 'Q4_K_M',
      runtime: 'llama.cpp',
      machine: {
        devices: [
          { device: 'x/y', count: 4 },
          { device: 'z', reserved_bytes: 5 },
          { device: { memory_gib: 24, bandwidth_gb_s: 900 }, count: 2 },
        ],
        host: { memory_gib: 64.5, bandwidth_gb_s: 80, os: 'linux' },
      },
      workload: {
        context_tokens: 8192,
        prompt_tokens: 100,
        output_tokens: 0,
        concurrency: 3,
        cache_tokens: 9,
      },
      options: {
        kv_type: 'q8_0',
        flash_attention: true,
        tensor_split: [3, 1],
        gpu_layers: 'all',
        ubatch_tokens: 256,
        mmap: false,
      },
    },
    {
      model: 'typed wrong',
      format: 'Q9',
      machine: { devices: [{ device: 'nothing', count: 'abc' }] },
      workload: { context_tokens: -3 },
    },
  ];
  for (const request of requests) {
    const { query, fragment } = addressOf(/** @type {any} */ (request));
    assert.deepEqual(askedIn(query, fragment)?.request, request, query);
  }
});

test('a config travels in the fragment, which no server is sent', () => {
  const config = '{"model_type": "llama", "note": "a & b # c"}';
  const { query, fragment } = addressOf(
    /** @type {any} */ ({ model: '', machine: { devices: [{ device: 'x' }] } }),
    config,
  );
  assert.doesNotMatch(query, /llama/);
  assert.deepEqual(JSON.parse(askedIn(query, `#${fragment}`)?.configText ?? ''), JSON.parse(config));
});

test('what others add to an address is no part of the question', () => {
  const asked = askedIn('?model=a/b&device=x&utm_source=y&lang=zh&a.b=c&constructor=1&__proto__.x=2', '');
  assert.deepEqual(asked?.request, {
    model: 'a/b',
    machine: { devices: [{ device: 'x' }] },
  });
  assert.equal(askedIn('?lang=zh', ''), undefined);
  assert.equal(askedIn('', ''), undefined);
});

test('a hostile address changes nothing but the question', () => {
  askedIn('?model=a&options.__proto__.polluted=1&machine.constructor.prototype.polluted=1', '');
  assert.equal(/** @type {any} */ ({}).polluted, undefined);
});

test('a merge patch follows RFC 7396', () => {
  // The examples of RFC 7396, appendix A.
  for (const [target, patch, result] of [
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ]) {
    assert.deepEqual(merged(target, patch), result);
  }
});

test('a request keeps its config as it was typed, duplicate keys and all', () => {
  const text = requestText({ model: '', format: 'F16' }, '{"a":1,"a":2}');
  assert.equal(text, '{"model":{"config":{"a":1,"a":2}},"format":"F16"}');
  assert.equal(requestText({ model: '' }, '{}'), '{"model":{"config":{}}}');
});
