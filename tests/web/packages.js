// The packages that tests need live beside the page's own, in web/.
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../web/package.json', import.meta.url));

export const Ajv = require('ajv/dist/2020').default;
export const { chromium } = require('playwright-core');
export const axeSource = require('axe-core').source;
