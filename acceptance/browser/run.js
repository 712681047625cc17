// Starts the platform with its demo data in a directory of its own, runs every journey against it, stops it.
//
//   node acceptance/browser/run.js            all journeys; the scan of every page only when it is asked for by name
//   node acceptance/browser/run.js every-page that scan, which takes several minutes
//   node acceptance/browser/run.js consent    those whose file name contains the word
//
// XQ_BINARY names another binary than target/release/xueqiao; XQ_SCREENSHOTS=1 saves the README's pictures.

import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDemo } from './lib/server.js';

const here = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv[2] ?? '';
const journeys = readdirSync(join(here, 'journeys'))
  .filter((name) => name.endsWith('.test.js') && (wanted ? name.includes(wanted) : !name.includes('every-page')))
  .sort()
  .map((name) => join(here, 'journeys', name));
if (journeys.length === 0) {
  console.error(`no journey is called anything like ${wanted}`);
  process.exit(2);
}

const server = await startDemo();
console.log(`demo at ${server.address}`);
let code = 1;
try {
  code = await new Promise((resolve) => {
    // One journey at a time: they share the server, and two cores would only wait for each other.
    const tests = spawn(process.execPath, ['--test', '--test-force-exit', '--test-timeout=1200000', '--test-reporter=spec', '--test-concurrency=1', ...journeys], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, XQ_ADDRESS: server.address, XQ_DATA: server.data },
    });
    tests.on('exit', (status) => resolve(status ?? 1));
  });
} finally {
  await server.stop();
}
if (code !== 0) console.error(`the server's log is kept in ${server.log}`);
process.exit(code);
