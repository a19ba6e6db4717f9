// A one-time link in a real browser: its code is put into the form, leaves the address bar and is sent in the body; and
// without the link it is typed from paper.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, desk, withOffice } from './office.mjs';

let office, browser;

withOffice(given => ({ office, browser } = given));

/** Opens an account as the administrator; answers its one-time link and the code beside it. */
async function invite(login) {
  const admin = await desk(office, 'admin');
  const form = (await admin.get('/users/new')).text;
  const op = form.match(/name="op" value="([^"]+)"/)[1];
  const unit = form.match(/<option value="(\d+)"[^>]*>[^<]*\(block\)/)[1];
  const made = await admin.post('/users/new', { op, name: 'Phoolbati Markam', login, post: 'viewer', unit });
  assert.equal(made.status, 200, made.text);
  const [, link, code] = made.text.match(/<code>(http[^<]*\/invitation#([0-9A-Z-]{35}))<\/code>/);
  assert.ok(made.text.includes(`<code>${code}</code>`), 'the code stands by itself too');
  return { link, code };
}

/** Waits until an expression is true; between two pages there is nothing to ask. */
async function until(page, expression) {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await page.value(`Boolean(${expression})`).catch(() => false)) return;
    await new Promise(wait => setTimeout(wait, 50));
  }
  throw new Error(`never: ${expression}`);
}

async function choose(page) {
  await page.type('#password', 'mahua-ki-chhaon-7');
  await page.type('#again', 'mahua-ki-chhaon-7');
  await page.press('main form button[type=submit]');
  assert.equal(await page.value('location.pathname'), '/');
}

test('a link opens the form for the password and its code is in no address', { timeout: 120_000 }, async () => {
  const { link, code } = await invite('browser.one');
  const page = await browser.page();
  await page.goto(link);
  await until(page, "document.readyState === 'complete' && document.querySelector('#again')");
  assert.equal(await page.value('location.href'), `${office.address}/invitation`);
  assert.match(await page.text('main'), /browser\.one/);
  const asked = await page.value(`[navigation.entries().map(one => one.url), document.referrer,
    performance.getEntries().map(one => one.name), [...document.links].map(one => one.href)].flat().join(' ')`);
  assert.ok(asked.includes('/invitation'), 'what was asked for is known');
  assert.ok(!asked.includes(code) && !asked.includes(code.replaceAll('-', '')), asked);
  await choose(page);
  assert.deepEqual(page.complaints, []);
});

test('a code is typed from paper in small letters without dashes', { timeout: 120_000 }, async () => {
  const { code } = await invite('browser.two');
  const page = await browser.page();
  for (const width of [1366, 360]) {
    await page.resize(width, 800);
    await page.goto(`${office.address}/invitation`);
    await page.value(`${axe}; 0`);
    const found = await page.value("axe.run(document,{resultTypes:['violations']}).then(r=>r.violations.map(v=>v.id))");
    assert.deepEqual(found, []);
    assert.ok(await page.value('document.documentElement.scrollWidth <= innerWidth'), `${width} px overflow`);
  }
  await page.type('#code', code.toLowerCase().replaceAll('-', ' '));
  await page.press('main form button[type=submit]');
  assert.match(await page.text('main'), /browser\.two/);
  await choose(page);
  assert.deepEqual(page.complaints, []);
});
