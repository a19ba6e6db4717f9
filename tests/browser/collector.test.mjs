// The Collector's morning in a real browser: from the front page down to a group and back in
// English, on a desk's screen and on a phone, without a complaint of the browser or of axe.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PASSWORD, axe, signIn, withOffice } from './office.mjs';

let office, browser;

withOffice(given => ({ office, browser } = given));

const PAGES = ['/', '/groups', '/members', '/federations', '/federations?kind=vo', '/places?level=village',
  '/search?q=lakshmi', '/account', '/about/privacy', '/sitemap', '/figures/shg_formed', '/targets',
  '/imports', '/reported', '/places/3', '/places/4', '/meetings', '/meetings/3', '/meetings/3/wall?item=2',
  '/meetings/2/minutes', '/directions', '/directions/owed', '/directions/3', '/rankings', '/rankings/1', '/checks',
  '/packs', '/reports', '/reports/mpr', '/events', '/awards', '/inbox', '/rules', '/rules/precedence', '/rules/escalation'];

test('the Collector reads the page in Hindi and opens a number down to a group', async () => {
  const page = await browser.page();
  await signIn(page, office.address, 'collector');
  assert.equal(await page.value('location.pathname'), '/');
  assert.equal(await page.value('document.documentElement.lang'), 'hi');
  assert.match(await page.text('.brief'), /संकेतक/);
  assert.ok(await page.value("document.querySelectorAll('table.heat tbody td a').length") >= 25);
  const opened = await page.value("document.querySelector('table.heat a.cell[href*=\"/figures/shg_formed\"]')?.href");
  await page.goto(opened);
  const sum = await page.text('tfoot td.n');
  assert.match(await page.text('div.count span'), new RegExp(sum.replaceAll('.', '\\.')));
  await page.press('table.tbl tbody th a');
  assert.match(await page.value('location.pathname'), /^\/groups\/\d+$/);
  assert.ok(await page.text('ol.trail'));
  assert.deepEqual(page.complaints, []);
});

test('the language changes and the place stays', async () => {
  const page = await browser.page();
  await signIn(page, office.address, 'collector');
  await page.goto(`${office.address}/groups?status=inactive&sort=-formed_on`);
  await page.press('a.tbtn[hreflang=en]');
  assert.equal(await page.value('location.pathname + location.search'), '/groups?status=inactive&sort=-formed_on');
  assert.equal(await page.value('document.documentElement.lang'), 'en');
  assert.deepEqual(page.complaints, []);
});

test('a block sees its own block and nothing of its neighbour', async () => {
  const collector = await browser.page();
  await signIn(collector, office.address, 'collector');
  const blocks = await collector.value(`[...document.querySelectorAll('table.heat thead a')]
    .map(link => [link.textContent, new URL(link.href).pathname])`);
  const page = await browser.page();
  await signIn(page, office.address, 'makdi');
  const own = blocks.find(([name]) => name === 'माकड़ी');
  assert.match(await page.text('h1'), /माकड़ी/);
  for (const [name, path] of blocks) {
    const { status } = await page.value(`fetch(${JSON.stringify(path)}).then(a => ({ status: a.status }))`);
    assert.equal(status, path === own[1] ? 200 : 404, name);
  }
});

for (const width of [1366, 360]) {
  test(`at ${width} px nothing overflows and axe finds no violation`, { timeout: 180_000 }, async () => {
    const page = await browser.page({ width, height: 740 });
    await signIn(page, office.address, 'collector');
    const wrong = [];
    for (const lang of ['hi', 'en']) {
      await page.goto(`${office.address}/language?to=${lang}&back=/account`);
      for (const path of PAGES) {
        await page.goto(office.address + path);
        const over = await page.value('document.documentElement.scrollWidth - window.innerWidth');
        if (over > 0) wrong.push(`${path} (${lang}) is ${over} px too wide`);
        // As tall as the page, so that the bar at a phone's foot covers nothing.
        await page.resize(width, 200 + await page.value('document.documentElement.scrollHeight'));
        await page.value(`${axe}; 0`);
        const found = await page.value(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a',
          'wcag21aa', 'wcag22aa', 'best-practice'] }).then(r => r.violations.map(v =>
          v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')))`);
        await page.resize(width, 740);
        wrong.push(...found.map(told => `${path} (${lang}) ${told}`));
      }
    }
    assert.deepEqual(wrong, []);
    assert.deepEqual(page.complaints, []);
  });
}

/** Waits until an expression of the page is true. */
async function until(page, expression) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await page.value(expression)) return;
    await new Promise(wait => setTimeout(wait, 50));
  }
  throw new Error(`never: ${expression}`);
}

test('the search box answers while one types, in either script, and the keyboard reaches the answers', async () => {
  const page = await browser.page();
  await signIn(page, office.address, 'collector');
  for (const asked of ['lakshmi', 'लक्ष्मी']) {
    await page.value("document.querySelector('#q').value = ''; document.querySelector('#q').focus()");
    await page.send('Input.insertText', { text: asked });
    await until(page, `document.querySelector('#hits a.all')?.href.endsWith('q=' + encodeURIComponent('${asked}'))`);
    assert.match(await page.text('#hits'), /लक्ष्मी/);
  }
  const press = key => page.send('Input.dispatchKeyEvent', { type: 'keyDown', key });
  await press('ArrowDown');
  assert.ok(await page.value("document.activeElement.matches('#hits li:first-child a')"));
  await press('Escape');
  assert.equal(await page.value("document.activeElement.id + document.querySelectorAll('#hits a').length"), 'q0');
  assert.deepEqual(page.complaints, []);
});

test('a filter applies when it is chosen, the address and Back keep up, and the next filter appears', async () => {
  const page = await browser.page();
  await signIn(page, office.address, 'collector');
  await page.goto(`${office.address}/groups`);
  const all = await page.text('div.count b');
  await page.value(`{ const block = document.querySelector('select[name=block]');
    block.value = block.options[1].value; block.dispatchEvent(new Event('change', { bubbles: true })); }`);
  await until(page, "location.search.includes('block=') && document.querySelector('select[name=gp]')");
  assert.notEqual(await page.text('div.count b'), all);
  assert.equal(await page.value("document.querySelectorAll('main').length"), 1);
  await page.loading(() => page.value('history.back()'));
  assert.equal(await page.text('div.count b'), all);
  assert.deepEqual(page.complaints, []);
});

test('a review is held: the wall turns by key, a direction is given in seconds and stands in the ledger', async () => {
  const page = await browser.page();
  await signIn(page, office.address, 'dmmu');
  await page.goto(`${office.address}/meetings/3`);
  assert.match(await page.text('.agenda'), /पिछली बैठकों के निर्देशों का पालन/);
  assert.ok(await page.value("document.querySelectorAll('.agenda .mini a[href^=\"/figures/\"]').length") >= 30);
  await page.goto(`${office.address}/meetings/3/wall`);
  const turn = key => page.loading(async () => {
    for (const type of ['keyDown', 'keyUp']) await page.send('Input.dispatchKeyEvent', { type, key });
  });
  await turn('ArrowRight');
  await turn('ArrowRight');
  assert.equal(await page.value('location.search'), '?item=2');
  await turn('ArrowLeft');
  assert.equal(await page.value('location.search'), '?item=1');
  await page.goto(`${office.address}/meetings/3`);
  await page.value("document.querySelector('#item-2 details').open = true");
  await page.type('#text-2', 'केशकाल में शेष समूहों की प्रविष्टि पूर्ण करें।');
  await page.value("document.querySelector('#item-2 input[name=responsible]').click()");
  await page.press('#item-2 button[value=give]');
  assert.match(await page.text('#item-2 .dirs'), /3\.1.*केशकाल में शेष समूहों/s);
  await page.goto(`${office.address}/directions?q=${encodeURIComponent('शेष समूहों')}`);
  assert.match(await page.text('table.tbl tbody'), /3\.1/);
  const paper = await page.value(`fetch('/meetings/2/minutes?format=pdf').then(a => a.blob())
    .then(b => b.slice(0, 5).text())`);
  assert.equal(paper, '%PDF-');
  assert.deepEqual(page.complaints, []);
});

test('a form sent after the session ended keeps every word, and goes in once one has signed in again', async () => {
  const page = await browser.page();
  await signIn(page, office.address, 'dmmu');
  const other = await browser.page();
  await signIn(other, office.address, 'dmmu');
  await page.goto(`${office.address}/directions/new`);
  const words = 'बैंक लिंकेज के लंबित प्रकरण निराकृत करें।\nसूची प्रस्तुत करें।';
  await page.type('#text', words);
  await other.goto(`${office.address}/account`);
  await other.type('#present', PASSWORD);
  await other.press('form[action="/account/sessions"] button[value=all]');
  await page.press('main form[action="/directions/new"] button[value=give]');
  assert.match(await page.text('h1'), /सत्र समाप्त/);
  assert.match(await page.text('main'), /लंबित प्रकरण/);
  await page.value(`${axe};0`);
  const found = await page.value("axe.run(document,{resultTypes:['violations']}).then(r=>r.violations.map(v=>v.id))");
  assert.deepEqual(found, []);
  const login = `login=dmmu&password=${PASSWORD}&next=/`;
  await page.value(`fetch('/sign-in',{method:'POST',body:new URLSearchParams(${JSON.stringify(login)})}).then(r=>r.status)`);
  await page.press('main form[action="/directions/new"] button');
  assert.equal(await page.value("document.querySelector('#text').value"), words);
});
