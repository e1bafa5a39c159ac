import { defineConfig } from 'vite';
import { compressAssets } from './compress-assets';

/** `npm run dev -w web` shows changes at once, on the API of an `npm start` beside it. */
const API = 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [compressAssets()],
  build: { target: 'es2022', assetsInlineLimit: 0, reportCompressedSize: false },
  server: { proxy: { '/api': API, '/health': API } },
});
