// What does a browser call the graphics processor? Its WebGL renderer string, peeled of what ANGLE, Mesa and the drivers
// wrap around the name, and the rules by which a string says nothing about the machine.

/** Longest renderer string that is read, characters; real ones have at most 200. */
const LONGEST = 512;

/** Processors that pretend to be graphics processors. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|basic render|software (?:renderer|adapter|rasterizer)|\bwarp\b|swrast/i;

/** Graphics processors that a virtual machine or a remote desktop puts before the real one. */
const VIRTUAL =
  /vmware|svga3d|virtualbox|\bvbox|parallels|paravirtual|virgl|venus|virtio|hyper-?v|remote ?fx|remote display|citrix|\bxen\b|\bqxl\b|bochs|cirrus|indirect display|google (?:compute|cloud)|android emulator|\bgrid\b|\bvgpu\b|\bRDPDD\b/i;

/** Names by which browsers say that they will not tell. */
const HIDDEN = /^(?:webkit(?: webgl)?|mozilla|brave|generic renderer|webgl|apple inc\.?|google inc\.?)?$/i;

/**
 * @typedef {{name: string, vendor?: 'NVIDIA' | 'AMD' | 'Intel' | 'Apple' | 'Qualcomm', pciId?: string,
 *   nothing?: 'similar' | 'software' | 'virtual' | 'hidden'}} Renderer
 *   name: as its maker sells it, as far as the string says; pciId: four hexadecimal digits, lower case;
 *   nothing: why the string does not name this machine's graphics processor
 */

/** @param {string} text @returns {Renderer['vendor']} */
export function vendorOf(text) {
  if (/nvidia|geforce|quadro|tesla|\b[rg]tx\b/i.test(text)) return 'NVIDIA';
  if (/\bapple\b/i.test(text)) return 'Apple';
  if (/\bamd\b|\bati\b|radeon|advanced micro|firepro|instinct/i.test(text)) return 'AMD';
  if (/\bintel\b|iris|\barc\b|\bu?hd graphics/i.test(text)) return 'Intel';
  if (/qualcomm|adreno/i.test(text)) return 'Qualcomm';
  return undefined;
}

/** The parts of a list in parentheses, split at its own commas only. @param {string} text @returns {string[]} */
function outerParts(text) {
  const parts = [''];
  let depth = 0;
  for (const letter of text) {
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (letter === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim());
}

/** Without a last parenthesis that names drivers and chips, not the product. @param {string} name */
function withoutDriver(name) {
  const open = name.lastIndexOf('(');
  if (open < 0 || !name.trimEnd().endsWith(')')) return name;
  const inside = name.slice(open + 1, name.lastIndexOf(')'));
  return /^(?:r|tm|c|\d+ ?gb)$/i.test(inside) ? name : name.slice(0, open);
}

/**
 * @param {string | undefined} text UNMASKED_RENDERER_WEBGL, or what a browser gives in its place
 * @returns {Renderer}
 */
export function readRenderer(text) {
  const whole = (text ?? '').slice(0, LONGEST).trim();
  const angle = /^"?ANGLE ?\((.*)$/s.exec(whole);
  const body = angle ? angle[1].slice(0, Math.max(0, angle[1].lastIndexOf(')'))) || angle[1] : whole;
  const parts = angle ? outerParts(body) : [body];
  // Older ANGLE gives the name first, and after it at most the backend.
  const named = angle && parts.length > 1 && !/ Direct3D/.test(parts[0]) ? 1 : 0;
  let name = parts[named];
  const maker = named ? parts[0] : '';
  const id = /\(0x0*([0-9a-f]{4})\)/i.exec(name)?.[1].toLowerCase();
  name = name.replace(/^ANGLE Metal Renderer: /, '');
  const wrapped = /^D3D12 \((.*)\)$/.exec(name);
  if (wrapped) name = wrapped[1];
  const vulkan = /^Vulkan [\d.]+ \((.*)\)$/.exec(name);
  if (vulkan) name = vulkan[1].replace(/^(\w+) (?=\1 )/, '');
  name = name.replace(/ ?\(0x[0-9a-f]+\)/i, '').replace(/ Direct3D.*$| OpenGL Engine.*$|\/PCIe.*$|PCIeSSE2.*$/, '');
  name = name.replace(/^Mesa (?:DRI )?/, '').replace(/, or similar$/, '');
  const bracket = /\[([^\]]{3,80})\]/.exec(name);
  name = bracket ? bracket[1] : withoutDriver(name).trim();
  const vendor = vendorOf(name) ?? vendorOf(maker);
  /** @type {Renderer} */
  const renderer = { name, ...(vendor && { vendor }), ...(id && id !== '0000' && { pciId: id }) };
  if (/, or similar/.test(whole)) return { ...renderer, nothing: 'similar' };
  if (SOFTWARE.test(whole)) return { ...renderer, nothing: 'software' };
  if (VIRTUAL.test(whole)) return { ...renderer, nothing: 'virtual' };
  if (HIDDEN.test(name)) return { ...renderer, nothing: 'hidden' };
  return renderer;
}

/** Whether a name is one of phones' graphics processors, which no catalog of computers lists. @param {string} name */
export const isPhoneGraphics = (name) =>
  /\bmali\b|mali-|powervr|immortalis|xclipse|tegra|videocore|apple a\d/i.test(name) ||
  (/adreno/i.test(name) && !/\bx[12]-/i.test(name));

/**
 * Whether a name is that of graphics that live in the processor and share its memory.
 * @param {string} name @param {Renderer['vendor']} vendor
 */
export function isIntegrated(name, vendor) {
  const plain = name.replace(/\((?:r|tm|c)\)/gi, ' ').replace(/[®™©]/g, ' ');
  if (vendor === 'Intel') return !/\barc\b.*\b(?:pro )?[ab]\d{2,3}m?\b|xe max|data center|dg1/i.test(plain);
  if (vendor === 'AMD')
    return (
      /\bvega \d{1,2} (?:mobile )?graphics|\bvega (?:3|6|7|8|10|11)\b|\bradeont? graphics\b|\br[2-7] graphics\b/i.test(
        plain.replace(/\s+/g, ' '),
      ) ||
      /\b(?:raven|picasso|renoir|lucienne|cezanne|barcelo|rembrandt|phoenix|kaveri|carrizo|stoney)\b/i.test(plain) ||
      /^(?:amd )?(?:radeont? )?\d{3}m\b/i.test(plain.replace(/\s+/g, ' ').trim())
    );
  return vendor === 'Qualcomm';
}
