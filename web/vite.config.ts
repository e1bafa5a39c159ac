import { defineConfig } from 'vite';
import { compressAssets } from './compress-assets';

/** `npm run dev -w web` shows changes at once, on the API of an `npm start` beside it. */
const API = 'http://127.0.0.1:3000';

/**
 * Few files, since each costs a request: libraries, what is ours on every page, and a file a page. Left alone, the bundler
 * makes a file of everything that two pages share.
 */
const GROUPS = [
  { name: 'vendor', test: /node_modules\/(?!@mantine|@tanstack\/(react-)?virtual)/, priority: 4 },
  { name: 'ui', test: /node_modules\/@mantine\//, priority: 3 },
  { name: 'parts', test: /web\/src\/(api|parts|words)\//, priority: 1 },
];

export default defineConfig({
  plugins: [compressAssets()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: GROUPS } } },
  },
  server: { proxy: { '/api': API, '/health': API } },
});
