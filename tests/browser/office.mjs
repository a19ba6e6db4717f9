// The demonstration's office for the browser tests: made once, served on a port of its own, stopped
// by the id of the process that was started.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PATIENCE_MS = 120_000;
export const PASSWORD = 'samuh-demo-2026';

/** Serves the demonstration; answers its address and how to end it. */
export async function openOffice(program = process.env.SAMUH_BIN) {
  if (!program) throw new Error('SAMUH_BIN names no program');
  const given = process.env.SAMUH_TEST_DATA;
  const data = given ?? mkdtempSync(join(tmpdir(), 'samuh-demo-'));
  if (!given) {
    const made = spawnSync(program, ['demo', '--data', data, '--no-serve'], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`samuh demo: ${made.stderr}`);
  }
  const listen = `127.0.0.1:${await freePort()}`;
  const child = spawn(program, ['demo', '--data', data, '--listen', listen], { stdio: 'ignore' });
  const address = `http://${listen}`;
  await answers(`${address}/health`);
  return {
    address,
    async close() {
      const gone = new Promise(done => child.once('exit', done));
      child.kill('SIGTERM');
      await gone;
      if (!given) rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Signs a page in as one of the demonstration's logins. */
export async function signIn(page, address, login) {
  await page.goto(`${address}/sign-in`);
  await page.type('#login', login);
  await page.type('#password', PASSWORD);
  await page.press('main form button[type=submit]');
}

/** axe-core as text, to be run inside a page. */
export const axe = readFileSync(new URL('vendor/axe.min.js', import.meta.url), 'utf8');

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function answers(url) {
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise(wait => setTimeout(wait, 100));
  }
  throw new Error(`${url} does not answer`);
}
