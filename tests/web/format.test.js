import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Figures, GIB } from '../../web/src/text/format.js';

const figures = new Figures('en');

test('memory has two significant digits, and no point from 10 GiB on', () => {
  for (const [gib, shown] of /** @type {[number, string][]} */ ([
    [6.94, '6.9'],
    [9.96, '10'],
    [0.25, '0.25'],
    [0.999, '1.0'],
    [34.2, '34'],
    [143, '143'],
    [0, '0'],
    [-1.23, '-1.2'],
    [0.004, '0.00'],
  ])) {
    assert.equal(figures.gib(gib * GIB), shown, String(gib));
  }
});

test('what is usable is never rounded up', () => {
  assert.equal(figures.gib(7.98 * GIB, 'floor'), '7.9');
  assert.equal(figures.gib(23.9 * GIB, 'floor'), '23');
});

test('rates have two significant digits', () => {
  for (const [rate, shown] of /** @type {[number, string][]} */ ([
    [127.4, '130'],
    [28.3, '28'],
    [4.56, '4.6'],
    [0.5, '0.50'],
    [1234, '1,200'],
    [999, '1,000'],
  ]))
    assert.equal(figures.rate(rate), shown);
});

test('contexts are counted in 1,024 tokens, and never more than there are', () => {
  for (const [tokens, shown] of /** @type {[number, string][]} */ ([
    [8192, '8K'],
    [131072, '128K'],
    [1048576, '1M'],
    [10485760, '10M'],
    [1310720, '1.3M'],
    [100000, '97K'],
    [1000, '1,000'],
    [93440, '91K'],
    [9999, '9,999'],
  ])) {
    assert.equal(figures.tokens(tokens), shown, String(tokens));
  }
});

test('sizes keep the figure that they were sold by', () => {
  assert.equal(figures.soldGib(24 * GIB), '24');
  assert.equal(figures.soldGib(7.5 * GIB), '7.5');
  assert.equal(figures.gb(4.92e9), '4.9');
});
