// Real Chromium, one clean window per person.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { withoutScript } from './axe.js';
import { OUT } from './server.js';

/** The address of the demo server that run.js started. */
export const ADDRESS = process.env.XQ_ADDRESS ?? 'http://127.0.0.1:8080';

/** Widths that every page is looked at: a phone and an office screen. */
export const WIDTHS = { phone: 390, desk: 1280 };

// Without these, Chromium itself asks for hosts of its maker at every start.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

let browser;

/** The one browser of this test file, with a new profile. */
export async function open() {
  browser ??= await chromium.launch({ executablePath: process.env.XQ_CHROMIUM ?? '/usr/bin/chromium', args: FLAGS, headless: true });
  return browser;
}

/** Closes it; every test file ends with `after(close)`. */
export async function close() {
  await browser?.close();
  browser = undefined;
}

/**
 * A person's clean window. Options: width, language ('zh-CN' or 'en'), script (false = JavaScript off), care.
 * The page fails its test at `faultless()` if it logged an error, failed to load something, or asked another host.
 */
export async function visitor({ width = WIDTHS.desk, language = 'zh-CN', script = true, care = false } = {}) {
  const context = await (await open()).newContext({
    baseURL: ADDRESS,
    locale: language,
    javaScriptEnabled: script,
    viewport: { width, height: width < 600 ? 844 : 900 },
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  if (!script) withoutScript(page);
  const faults = watch(page);
  if (care) await page.goto('/?care=1');
  return { context, page, faults, faultless: () => assert.deepEqual(faults, [], 'the browser complained') };
}

function watch(page) {
  const faults = [];
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    // A page that a test fetches to see it refused is an answer, not a fault: Chromium logs its status all the same.
    const { url } = message.location();
    if (url === page.url() && /status of 4\d\d/.test(message.text())) return;
    faults.push(`${message.type()} at ${url}: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`script: ${error}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    if (reason !== 'net::ERR_ABORTED') faults.push(`${request.url()} failed: ${reason}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(ADDRESS) && !url.startsWith('data:') && !url.startsWith('blob:')) faults.push(`asked a third party: ${url}`);
  });
  return faults;
}

/** Saves a picture: for the README when XQ_SCREENSHOTS=1 and `name` has no slash, else beside the logs. */
export async function picture(page, name, { full = false } = {}) {
  const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
  const folder = process.env.XQ_SCREENSHOTS === '1' ? join(root, 'docs', 'screens') : OUT;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: full, animations: 'disabled' });
}
