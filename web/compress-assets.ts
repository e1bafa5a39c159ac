import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const COMPRESSIBLE = /\.(js|css|html|svg)$/;
/** Less does not fit into fewer packets. */
const LEAST_BYTES = 1_024;
/** 11 takes ten times as long for 4 % fewer bytes. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** Writes each text of the build also as `.br` and `.gz`, which the api role hands out as they are. */
export function compressAssets(): Plugin {
  return {
    name: 'compress-assets',
    apply: 'build',
    enforce: 'post',
    async generateBundle(_, bundle) {
      for (const [name, file] of Object.entries(bundle)) {
        const bytes = Buffer.from(file.type === 'chunk' ? file.code : file.source);
        if (!COMPRESSIBLE.test(name) || bytes.length < LEAST_BYTES) continue;
        const [br, gz] = await Promise.all([promisify(brotliCompress)(bytes, BROTLI), promisify(gzip)(bytes)]);
        this.emitFile({ type: 'asset', fileName: `${name}.br`, source: br });
        this.emitFile({ type: 'asset', fileName: `${name}.gz`, source: gz });
      }
    },
  };
}
