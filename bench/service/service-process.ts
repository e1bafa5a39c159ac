/** The service as `npm start` runs it, but ending with the benchmark, also when that is killed. */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));

await import('#service/main.js');
