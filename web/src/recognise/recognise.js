// Which machine is this? A guess from what the browser says of it, by rules that would rather ask than guess wrong.
import { isIntegrated, isPhoneGraphics, readRenderer } from './renderer.js';

/** @typedef {import('./device-index.js').DeviceIndex} DeviceIndex */

/**
 * @typedef {{renderer?: string, platform: 'windows' | 'linux' | 'mac' | 'chromeos' | 'phone' | 'unknown',
 *   webgpu?: {vendor?: string, architecture?: string, device?: string, description?: string}}} Clues
 *   what the browser says; never how much system memory there is, which it rounds down and caps
 *
 * @typedef {{kind: 'card', name: string, candidates: string[], alsoCard: false}
 *   | {kind: 'integrated', name: string, candidates: string[], alsoCard: boolean}
 *   | {kind: 'apple', chip?: string, alsoCard: false}
 *   | {kind: 'phone', alsoCard: false}
 *   | {kind: 'none', rule: 'similar' | 'software' | 'virtual' | 'hidden' | 'unlisted', name?: string, alsoCard: boolean}} Recognition
 *   candidates: ids of the catalog, the likeliest first, several where memory or a laptop's name does not tell them apart;
 *   alsoCard: whether a graphics card may be there that the browser does not use
 */

/** What WebGPU adds where it names a device. @param {NonNullable<Clues['webgpu']>} info @returns {string} */
function secondRenderer({ description = '', device = '', vendor = '' }) {
  const id = /^(?:0x)?([0-9a-f]{4})$/i.exec(device)?.[1];
  return description ? `${vendor} ${description}${id ? ` (0x${id})` : ''}` : '';
}

/**
 * @param {Clues} clues
 * @param {DeviceIndex} index
 * @returns {Recognition}
 */
export function recognise(clues, index) {
  if (clues.platform === 'phone') return { kind: 'phone', alsoCard: false };
  const first = ofRenderer(readRenderer(clues.renderer), clues, index);
  if (first.kind === 'card' || first.kind === 'apple' || !clues.webgpu) return first;
  const second = ofRenderer(readRenderer(secondRenderer(clues.webgpu)), clues, index);
  if (second.kind === 'card' || second.kind === 'apple') return second;
  if (first.kind === 'none' && second.kind === 'integrated') return second;
  // WebGPU sees a card by its maker only: there is one, to be picked.
  const card = clues.webgpu.vendor === 'nvidia';
  return card && first.kind !== 'phone' ? { ...first, alsoCard: true } : first;
}

/** @param {import('./renderer.js').Renderer} renderer @param {Clues} clues @param {DeviceIndex} index @returns {Recognition} */
function ofRenderer({ name, vendor, pciId, nothing }, { platform }, index) {
  const mayHaveCard = platform === 'windows' || platform === 'linux';
  if (nothing === 'software' || nothing === 'virtual' || nothing === 'hidden')
    return { kind: 'none', rule: nothing, alsoCard: false };
  if (vendor === 'Apple') {
    const chip = nothing ? undefined : /\bM\d+(?: (?:Pro|Max|Ultra))?\b/.exec(name)?.[0];
    return chip ? { kind: 'apple', chip, alsoCard: false } : { kind: 'apple', alsoCard: false };
  }
  if (nothing) return { kind: 'none', rule: nothing, name, alsoCard: false };
  if (isPhoneGraphics(name)) return { kind: 'none', rule: 'unlisted', name, alsoCard: false };
  const found = index.find({ name, vendor, pciId });
  const candidates = found.map(({ id }) => id);
  const integrated = found.length ? found.every(({ unified }) => unified) : isIntegrated(name, vendor);
  if (integrated) return { kind: 'integrated', name, candidates, alsoCard: mayHaveCard };
  if (candidates.length) return { kind: 'card', name, candidates, alsoCard: false };
  return { kind: 'none', rule: 'unlisted', name, alsoCard: false };
}
