// What does the browser say of the machine? The only file here that asks it; everything else works on what it answers.

/** @typedef {import('./recognise.js').Clues} Clues */

/**
 * @param {Navigator} navigator
 * @returns {Clues['platform']}
 */
export function platformOf(navigator) {
  const { userAgent = '', maxTouchPoints = 0 } = navigator;
  const data = /** @type {any} */ (navigator).userAgentData;
  const named = `${data?.platform ?? navigator.platform ?? ''}`;
  if (data?.mobile || /android|iphone|ipad|ipod/i.test(`${named} ${userAgent}`)) return 'phone';
  // An iPad says that it is a Mac, and can be touched.
  if (/mac/i.test(named)) return maxTouchPoints > 1 ? 'phone' : 'mac';
  if (/win/i.test(named)) return 'windows';
  if (/chrome ?os|cros/i.test(`${named} ${userAgent}`)) return 'chromeos';
  return /linux|x11|bsd/i.test(named) ? 'linux' : 'unknown';
}

/** The renderer's name as WebGL gives it for the faster graphics processor; undefined where there is none. */
function webglRenderer() {
  try {
    const canvas = document.createElement('canvas');
    const options = { powerPreference: /** @type {const} */ ('high-performance'), failIfMajorPerformanceCaveat: false };
    const gl = /** @type {WebGLRenderingContext | null} */ (
      canvas.getContext('webgl2', options) ?? canvas.getContext('webgl', options)
    );
    if (!gl) return undefined;
    // Where the extension is held back, RENDERER may say the same.
    const extension = gl.getExtension('WEBGL_debug_renderer_info');
    const renderer = gl.getParameter(extension?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER);
    gl.getExtension('WEBGL_lose_context')?.loseContext();
    return typeof renderer === 'string' ? renderer : undefined;
  } catch {
    return undefined;
  }
}

/** @returns {Promise<Clues['webgpu']>} */
async function webgpuInfo() {
  try {
    const gpu = /** @type {any} */ (navigator).gpu;
    const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter || adapter.isFallbackAdapter || adapter.info?.isFallbackAdapter) return undefined;
    const { vendor, architecture, device, description } = adapter.info ?? {};
    return { vendor, architecture, device, description };
  } catch {
    return undefined;
  }
}

/** Longest wait for WebGPU, which is only a second witness. ms */
const PATIENCE = 1500;

/** @returns {Promise<Clues>} */
export async function readClues() {
  const renderer = webglRenderer();
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, undefined));
  const webgpu = /** @type {Clues['webgpu']} */ (await Promise.race([webgpuInfo(), late]));
  return { platform: platformOf(navigator), ...(renderer !== undefined && { renderer }), ...(webgpu && { webgpu }) };
}
