// Drives a Chromium over its DevTools protocol: JSON through two pipes, each message ended by a
// zero byte. No package is needed for it.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PATIENCE_MS = 20_000;

/** A browser of its own, with a profile that is thrown away. */
export class Browser {
  #child; #profile; #next = 1; #waiting = new Map(); #listeners = new Map(); #rest = '';

  static async open(program = process.env.CHROMIUM) {
    if (!program) throw new Error('CHROMIUM names no browser');
    const browser = new Browser();
    browser.#profile = mkdtempSync(join(tmpdir(), 'samuh-browser-'));
    const flags = [
      '--headless=new', '--remote-debugging-pipe', `--user-data-dir=${browser.#profile}`,
      '--no-first-run', '--no-default-browser-check', '--disable-gpu', '--disable-dev-shm-usage',
      '--disable-background-networking', '--disable-component-update', '--no-sandbox',
      '--hide-scrollbars', 'about:blank',
    ];
    browser.#child = spawn(program, flags, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    browser.#child.stdio[4].on('data', chunk => browser.#hear(chunk));
    await browser.send('Browser.getVersion');
    return browser;
  }

  /** A page of its own, with its own cookies. */
  async page({ width = 1366, height = 900 } = {}) {
    const { browserContextId } = await this.send('Target.createBrowserContext');
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank', browserContextId });
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
    const page = new Page(this, sessionId);
    for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await page.send(`${domain}.enable`);
    await page.resize(width, height);
    return page;
  }

  send(method, params = {}, sessionId = undefined) {
    const id = this.#next++;
    const said = JSON.stringify({ id, method, params, sessionId });
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${method}: no answer`)), PATIENCE_MS);
      this.#waiting.set(id, { resolve, reject, timer, method });
      this.#child.stdio[3].write(`${said}\0`);
    });
  }

  on(sessionId, listener) {
    this.#listeners.set(sessionId, listener);
  }

  async close() {
    await this.send('Browser.close').catch(() => {});
    await new Promise(done => {
      if (this.#child.exitCode !== null) return done();
      this.#child.once('exit', done);
      setTimeout(() => this.#child.kill('SIGKILL'), 3_000).unref();
    });
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  #hear(chunk) {
    this.#rest += chunk.toString('utf8');
    const said = this.#rest.split('\0');
    this.#rest = said.pop();
    for (const text of said) this.#take(JSON.parse(text));
  }

  #take(message) {
    const waits = this.#waiting.get(message.id);
    if (waits) {
      clearTimeout(waits.timer);
      this.#waiting.delete(message.id);
      if (message.error) waits.reject(new Error(`${waits.method}: ${message.error.message}`));
      else waits.resolve(message.result);
    } else if (message.sessionId) {
      this.#listeners.get(message.sessionId)?.(message);
    }
  }
}

/** One page, and everything it complains of. */
export class Page {
  complaints = [];
  #loaded = () => {};
  #isOnTheWay = false;

  constructor(browser, sessionId) {
    this.browser = browser;
    this.sessionId = sessionId;
    browser.on(sessionId, message => this.hear(message));
  }

  send(method, params) {
    return this.browser.send(method, params, this.sessionId);
  }

  hear({ method, params }) {
    if (method === 'Page.frameStartedLoading') this.#isOnTheWay = true;
    if (method === 'Page.loadEventFired' && this.#isOnTheWay) this.#loaded();
    if (method === 'Log.entryAdded' && params.entry.level === 'error') {
      this.complaints.push(`${params.entry.source}: ${params.entry.text} ${params.entry.url ?? ''}`);
    }
    if (method === 'Page.javascriptDialogOpening') {
      this.complaints.push(`a dialog: ${params.message}`);
      this.send('Page.handleJavaScriptDialog', { accept: false }).catch(() => {});
    }
    if (method === 'Runtime.exceptionThrown') this.complaints.push(params.exceptionDetails.text);
    if (method === 'Runtime.consoleAPICalled' && params.type === 'error') {
      this.complaints.push(params.args.map(arg => arg.value ?? arg.description).join(' '));
    }
  }

  async resize(width, height) {
    const mobile = width < 500;
    await this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile });
  }

  /** Does something that loads a page, and waits until it has. */
  async loading(act) {
    this.#isOnTheWay = false;
    const loaded = new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the page did not load')), PATIENCE_MS);
      this.#loaded = () => { clearTimeout(timer); resolve(); };
    });
    await act();
    await loaded;
  }

  goto(url) {
    return this.loading(() => this.send('Page.navigate', { url }));
  }

  /** The value of an expression in the page. */
  async value(expression) {
    const given = { expression, returnByValue: true, awaitPromise: true };
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', given);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  text(selector) {
    return this.value(`document.querySelector(${JSON.stringify(selector)})?.textContent.trim() ?? null`);
  }

  async type(selector, text) {
    await this.value(`(() => { const field = document.querySelector(${JSON.stringify(selector)});
      field.focus(); field.value = ''; })()`);
    await this.send('Input.insertText', { text });
  }

  /** Presses something that leads to another page. */
  press(selector) {
    const found = `document.querySelector(${JSON.stringify(selector)})`;
    return this.loading(() => this.value(`(() => { const found = ${found};
      if (!found) throw new Error('nothing to press: ' + ${JSON.stringify(selector)});
      found.click(); })()`));
  }

  async picture(path) {
    const { writeFileSync } = await import('node:fs');
    const { cssContentSize } = await this.send('Page.getLayoutMetrics');
    const clip = { x: 0, y: 0, width: cssContentSize.width, height: cssContentSize.height, scale: 1 };
    const { data } = await this.send('Page.captureScreenshot', { captureBeyondViewport: true, clip });
    writeFileSync(path, Buffer.from(data, 'base64'));
  }
}
