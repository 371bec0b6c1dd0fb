// What the bundler provides.
/// <reference types="vite/client" />

declare module '#engine/canrun-engine.mjs' {
  const create: (options: { wasmBinary: Uint8Array }) => Promise<import('../engine.js').Module>;
  export default create;
}

declare module '#engine/*?url' {
  const url: string;
  export default url;
}

declare module '#catalog/*?url' {
  const url: string;
  export default url;
}

declare module 'virtual:languages' {
  export const LANGUAGES: { id: string; name: string; tag: string }[];
}

declare module 'virtual:catalog' {
  /** Version of the catalog that this build is made with. */
  export const CATALOG_VERSION: string;
}

declare module 'subset-font' {
  export default function subsetFont(
    font: Uint8Array,
    text: string,
    options: { targetFormat: string },
  ): Promise<Uint8Array>;
}
