// A browser that says of its machine what a test wants it to say.

/**
 * @typedef {{renderer?: string | null, platform?: string, userAgent?: string, mobile?: boolean, touch?: number,
 *   webgpu?: Record<string, string> | null, deviceMemory?: number}} Said
 */

/**
 * Runs in the page before its scripts.
 * @param {Said} said
 */
export function stubMachine(said) {
  const put = (/** @type {any} */ object, /** @type {string} */ name, /** @type {any} */ value) =>
    Object.defineProperty(object, name, { configurable: true, get: () => value });
  const { renderer, platform = 'Win32', userAgent, mobile = false, touch = 0, webgpu, deviceMemory = 8 } = said;
  put(Navigator.prototype, 'platform', platform);
  if (userAgent) put(Navigator.prototype, 'userAgent', userAgent);
  put(Navigator.prototype, 'userAgentData', mobile ? { mobile, platform: 'Android' } : undefined);
  put(Navigator.prototype, 'maxTouchPoints', touch);
  put(Navigator.prototype, 'deviceMemory', deviceMemory);
  put(Navigator.prototype, 'gpu', webgpu ? { requestAdapter: async () => ({ info: webgpu }) } : undefined);
  const UNMASKED = 0x9246;
  /** @type {any} */
  const context = {
    RENDERER: 0x1f01,
    getExtension: (/** @type {string} */ name) =>
      name === 'WEBGL_debug_renderer_info' ? { UNMASKED_RENDERER_WEBGL: UNMASKED } : null,
    getParameter: (/** @type {number} */ parameter) => (parameter === UNMASKED ? renderer : 'WebKit WebGL'),
  };
  const real = HTMLCanvasElement.prototype.getContext;
  /** @type {any} */ (HTMLCanvasElement.prototype).getContext = function (
    /** @type {string} */ kind,
    /** @type {any[]} */ ...rest
  ) {
    if (!/^webgl/.test(kind)) return /** @type {any} */ (real).call(this, kind, ...rest);
    return renderer === null ? null : context;
  };
}

const D3D = 'Direct3D11 vs_5_0 ps_5_0, D3D11)';

/** @type {Record<string, Said>} */
export const MACHINES = {
  card: { renderer: `ANGLE (NVIDIA, NVIDIA GeForce RTX 4060 Laptop GPU (0x000028E0) ${D3D}` },
  sizes: { renderer: 'NVIDIA GeForce RTX 3060/PCIe/SSE2', platform: 'Linux x86_64' },
  integrated: { renderer: `ANGLE (Intel, Intel(R) UHD Graphics 620 (0x00005917) ${D3D}` },
  shared: { renderer: `ANGLE (AMD, AMD Radeon 780M Graphics (0x000015BF) ${D3D}` },
  similar: { renderer: 'NVIDIA GeForce GTX 980, or similar', platform: 'Linux x86_64' },
  software: {
    renderer: 'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
  },
  none: { renderer: null },
  mac: { renderer: 'ANGLE (Apple, ANGLE Metal Renderer: Apple M2 Pro, Unspecified Version)', platform: 'MacIntel' },
  safari: { renderer: 'Apple GPU', platform: 'MacIntel' },
  phone: { renderer: 'Adreno (TM) 650', platform: 'Linux armv8l', mobile: true, touch: 5 },
};
