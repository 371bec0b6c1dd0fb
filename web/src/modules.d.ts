// What the bundler provides.
/// <reference types="vite/client" />

declare module '#engine/canrun-engine.mjs' {
  const create: (options: { wasmBinary: Uint8Array }) => Promise<import('../engine.js').Module>;
  export default create;
}

declare module '#catalog?url' {
  const url: string;
  export default url;
}

declare module 'subset-font' {
  export default function subsetFont(
    font: Uint8Array,
    text: string,
    options: { targetFormat: string },
  ): Promise<Uint8Array>;
}
