// Serves the built site on a local port, as a static host would: no rewriting, compressed, the type of each file.
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { constants } from 'node:zlib';
import compression from 'compression';
import sirv from 'sirv';

const SITE = fileURLToPath(new URL('../build/site/', import.meta.url));

/**
 * @param {{site?: string, port?: number, host?: string}} [options] port 0: any free one
 * @returns {Promise<{address: string, close: () => Promise<void>}>}
 */
export async function serve({ site = SITE, port = 0, host = '127.0.0.1' } = {}) {
  const files = sirv(resolve(site), {
    etag: true,
    setHeaders(response, path) {
      response.setHeader('x-content-type-options', 'nosniff');
      // What has a hash in its name never changes.
      if (/\/assets\/|\/facts\//.test(path)) response.setHeader('cache-control', 'public, max-age=31536000, immutable');
    },
  });
  const compressed = compression({
    filter: (_request, response) =>
      /json|javascript|html|css|svg|wasm/.test(String(response.getHeader('content-type'))),
    brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } },
  });
  const server = createServer((request, response) =>
    compressed(/** @type {any} */ (request), /** @type {any} */ (response), () =>
      files(request, response, () => {
        response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
      }),
    ),
  );
  await new Promise((ready, failed) => server.once('error', failed).listen(port, host, () => ready(undefined)));
  const bound = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    address: `http://${host}:${bound.port}/`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed(undefined));
        server.closeAllConnections();
      }),
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '8080' }, host: { type: 'string', default: '127.0.0.1' } },
  });
  const { address } = await serve({ port: Number(values.port), host: values.host });
  console.log(`canrun is at ${address}`);
}
