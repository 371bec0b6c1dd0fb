// Serves the built site on a local port, as any static host would: no rewriting, the headers of a strict host.
import { createServer } from 'node:http';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join, normalize, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const SITE = fileURLToPath(new URL('../build/site/', import.meta.url));
const TYPES = /** @type {Record<string, string>} */ ({
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
});

/**
 * @param {{site?: string, port?: number, host?: string}} [options] port 0: any free one
 * @returns {Promise<{address: string, close: () => Promise<void>}>}
 */
export async function serve({ site = SITE, port = 0, host = '127.0.0.1' } = {}) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = join(resolve(site), normalize(path.endsWith('/') ? `${path}index.html` : path));
    const found = file.startsWith(resolve(site)) && (await stat(file).catch(() => undefined));
    if (!found || !found.isFile() || !['GET', 'HEAD'].includes(request.method ?? '')) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
      return;
    }
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-length': found.size,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    });
    if (request.method === 'HEAD') response.end();
    else createReadStream(file).pipe(response);
  });
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
