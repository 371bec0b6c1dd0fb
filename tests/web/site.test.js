import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const SITE = fileURLToPath(new URL('../../build/site/', import.meta.url));
const html = readFileSync(join(SITE, 'index.html'), 'utf8');
const assets = readdirSync(join(SITE, 'assets'));

test('the policy lets in nothing but the site itself', () => {
  const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(html)?.[1];
  assert.equal(
    policy,
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' blob: data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'",
  );
});

test('every address in the page is relative, and nothing is inline', () => {
  for (const [, address] of html.matchAll(
    /<(?:script|link(?! rel="(?:canonical|alternate)")|img|source)\b[^>]*\b(?:src|href)="([^"]*)"/g,
  ))
    assert.match(address, /^\.\//);
  assert.doesNotMatch(html, /\sstyle=|<style|<script(?![^>]*\bsrc=)|\son[a-z]+=/);
});

test('what the answer waits for is asked for at once', () => {
  for (const kind of ['wasm', 'json', 'woff2'])
    assert.match(html, new RegExp(`<link rel="preload" href="[^"]*\\.${kind}"`));
});

test('the condensed face weighs at most 15 kB', () => {
  const face = assets.find((name) => name.endsWith('.woff2'));
  assert.ok(face);
  assert.ok(statSync(join(SITE, 'assets', face)).size <= 15_000);
});

test('every file but the page has a hash in its name', () => {
  for (const name of assets) assert.match(name, /-[\w-]{8}\.\w+$/);
});
