// The demo server as a child process.

import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** Where pictures and logs of a run go. */
export const OUT = join(root, 'acceptance', 'out');

/** The binary under test. */
export const BINARY = process.env.XQ_BINARY || join(root, 'target', 'release', 'xueqiao');

/** How long the demo may take to make its data and listen. */
const START_MS = 240_000;

/** Starts `xueqiao demo` on a free port with data of its own; answers `{ address, data, log, stop }`. */
export async function startDemo() {
  mkdirSync(OUT, { recursive: true });
  const data = mkdtempSync(join(tmpdir(), 'xueqiao-demo-'));
  const log = join(OUT, 'server.log');
  const sink = createWriteStream(log);
  const child = spawn(BINARY, ['demo', '--listen', '127.0.0.1:0', '--data', data], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  process.once('exit', () => child.kill('SIGKILL'));

  const address = await new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk) => {
      sink.write(chunk);
      if (said.length < 100_000) said += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found) resolve(found[0]);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the demo ended with ${code}:\n${said}`)));
    setTimeout(() => reject(new Error(`the demo did not say its address in ${START_MS} ms:\n${said}`)), START_MS).unref();
  });

  await ready(address);
  return {
    address,
    data,
    log,
    async stop() {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(late);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function ready(address) {
  const until = Date.now() + 30_000;
  for (;;) {
    try {
      if ((await fetch(`${address}/readyz`)).ok) return;
    } catch {
      // Not listening yet.
    }
    if (Date.now() > until) throw new Error(`${address}/readyz did not become ready`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
