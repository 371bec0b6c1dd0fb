// What stands there before anybody asks: a common model on a common machine.

/** @type {import('../types/request').Request} */
export const EXAMPLE = {
  model: 'Qwen/Qwen3-8B',
  format: 'Q4_K_M',
  machine: { devices: [{ device: 'nvidia/geforce-rtx-4060-laptop' }], host: { memory_gib: 16 } },
  workload: { context_tokens: 8192 },
};
