// The demonstration's office for the browser tests: a copy of the one that was made for all of them (SAMUH_TEST_DEMO),
// else made here; served on a port of its own, stopped by the id of the process that was started.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { Browser } from './cdp.mjs';

const PATIENCE_MS = 120_000;
export const PASSWORD = 'samuh-demo-2026';

/** Serves the demonstration; answers its address and how to end it. */
async function openOffice(program = process.env.SAMUH_BIN) {
  if (!program) throw new Error('SAMUH_BIN names no program');
  const given = process.env.SAMUH_TEST_DATA;
  const data = given ?? mkdtempSync(join(tmpdir(), 'samuh-demo-'));
  const ready = process.env.SAMUH_TEST_DEMO;
  if (!given && ready) cpSync(ready, data, { recursive: true });
  else if (!given) {
    const made = spawnSync(program, ['demo', '--data', data, '--no-serve'], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`samuh demo: ${made.stderr}`);
  }
  const listen = `127.0.0.1:${await freePort()}`;
  const office = {
    address: `http://${listen}`,
    data,
    program,
    /** Serves a folder: the office's own, or one that was restored. */
    async start(folder = data, as = 'demo') {
      this.child = spawn(program, [as, '--data', folder, '--listen', listen], { stdio: 'ignore' });
      await answers(`${this.address}/health`);
    },
    async stop() {
      const gone = new Promise(done => this.child.once('exit', done));
      this.child.kill('SIGTERM');
      await gone;
    },
    /** Takes the folder away, unless it was given from outside. */
    wipe() {
      if (!given) rmSync(data, { recursive: true, force: true });
    },
    async close() {
      await this.stop();
      this.wipe();
    },
  };
  await office.start();
  return office;
}

/** Opens the office and a browser before the tests of a file, hands them over, and closes both behind them. */
export function withOffice(take) {
  let office, browser;
  before(async () => {
    office = await openOffice();
    browser = await Browser.open();
    take({ office, browser });
  }, { timeout: 240_000 });
  after(async () => {
    await browser?.close();
    await office?.close();
  });
}

/** Signs a page in as one of the demonstration's logins. */
export async function signIn(page, address, login) {
  await page.goto(`${address}/sign-in`);
  await page.type('#login', login);
  await page.type('#password', PASSWORD);
  await page.press('main form button[type=submit]');
}

/** A desk that sends forms as a browser does, without one. */
export async function desk(office, login) {
  const form = new URLSearchParams({ login, password: PASSWORD });
  const entered = await fetch(`${office.address}/sign-in`, { method: 'POST', body: form, redirect: 'manual' });
  if (entered.status !== 303) throw new Error(`${login} is not let in: ${entered.status}`);
  const cookie = `${entered.headers.get('set-cookie').split(';')[0]}; samuh_lang=en`;
  const ask = async (path, body) => {
    const method = body ? 'POST' : 'GET';
    const answer = await fetch(office.address + path, { method, body, headers: { cookie }, redirect: 'manual' });
    return { status: answer.status, to: answer.headers.get('location'), text: await answer.text() };
  };
  return { get: path => ask(path), post: (path, fields) => ask(path, new URLSearchParams(fields)), send: ask };
}

/** Sends a sheet and waits until it is read; answers the import's address. */
export async function upload(seat, register, name, sheet) {
  const form = new FormData();
  form.append('register', register);
  form.append('file', new Blob([sheet]), name);
  const sent = await seat.send('/imports', form);
  if (sent.status !== 303) throw new Error(sent.text);
  const read = await settled(seat, sent.to);
  if (!/name="c-0-1"/.test(read.text)) throw new Error(read.text.replace(/<[^>]*>/g, ' '));
  return sent.to;
}

/** A page, once what it tells of is done. */
export async function settled(seat, path) {
  for (let tries = 0; tries < 600; tries += 1) {
    const page = await seat.get(path);
    if (!page.text.includes('http-equiv="refresh"')) return page;
    await new Promise(wait => setTimeout(wait, 50));
  }
  throw new Error(`${path} is still at work`);
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

const plain = text => text.replace(/&(lt|gt|quot|#39|amp);/g, (_, name) => ({ lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' })[name]);

/**
 * Fills in the form of a page in whose text `mark` stands, with what it carries unseen, and sends it; answers
 * where the site leads. A form that is refused, or not there, is an error with the page's words.
 */
export async function fill(seat, path, mark, pairs) {
  const { text } = await seat.get(path);
  const form = [...text.matchAll(/<form[^>]*method="post"[\s\S]*?<\/form>/g)].map(found => found[0]).find(one => one.includes(mark));
  if (!form) throw new Error(`${path} has no form with ${mark}: ${said(text)}`);
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  const named = new Set(pairs.map(([name]) => name));
  const all = [...hidden.map(([, name, value]) => [name, plain(value)]).filter(([name]) => !named.has(name)), ...pairs];
  const whole = form.includes('enctype="multipart/form-data"');
  const body = whole ? new FormData() : new URLSearchParams();
  for (const [name, value] of all) body.append(name, value);
  const sent = await seat.send(plain(/action="([^"]*)"/.exec(form)[1]), body);
  if (sent.status !== 303) throw new Error(`${path}, ${mark}: ${sent.status} ${said(sent.text)}`);
  return sent.to.split('#')[0];
}

/** What a page says, or of a refused one what is wrong. */
const said = text => (text.split('class="problems"')[1] ?? text).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').slice(0, 400);
