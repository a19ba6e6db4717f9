// An afternoon at the desk in a real browser: an area coordinator corrects a group, the block's manager sees what would
// change and approves it, the Collector's number moves and opens to both names, the neighbour sees none of it; then
// the office is backed up, its folder wiped, restored, and says the same.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { axe, desk, signIn, withOffice } from './office.mjs';

let office, browser;

withOffice(given => ({ office, browser } = given));

const ACCOUNT = '31209877654';
const WORD = 'mahua-ki-chhaon-7';
/** A group of Makdi that has no bank account yet. */
const WITHOUT = '/registers/groups?bank_name.empty=1&status=active&sort=name_hi';

const APPROVE = 'form input[name=step][value=approve]';

/** Chooses an option by what its words say, as one who reads it. */
const choose = (page, selector, says) => page.value(`(() => {
  const list = document.querySelector(${JSON.stringify(selector)});
  const found = [...list.options].find(one => one.textContent.trim().includes(${JSON.stringify(says)}));
  if (!found) throw new Error('no such choice: ' + ${JSON.stringify(says)});
  list.value = found.value; list.dispatchEvent(new Event('change', { bubbles: true })); })()`);

/** The Collector's number of groups with an account, of a block, as the front page shows it. */
async function shown(page, block) {
  await page.goto(`${office.address}/`);
  const cell = `[...document.querySelectorAll('table.heat a.cell[href*="/figures/with_account"]')]
    .find(one => one.textContent.includes(${JSON.stringify(block)}))`;
  const [text, href] = await page.value(`[${cell}.querySelector('b').textContent, ${cell}.href]`);
  return { count: Number(text.replaceAll(',', '')), href };
}

/** A page shows no fault to axe at the width of a telephone and is not wider than it. */
async function fits(page, name) {
  await page.resize(360, 780);
  assert.ok(await page.value('document.documentElement.scrollWidth <= 360'), `${name} is too wide`);
  await page.value(`${axe};0`);
  const found = "axe.run(document,{resultTypes:['violations']}).then(r=>r.violations.map(v=>v.id))";
  assert.deepEqual(await page.value(found), [], name);
  await page.resize(1366, 900);
}

const samuh = (...words) => spawnSync(office.program, words, { encoding: 'utf8', env: { ...process.env, SAMUH_LANG: 'en' } });

test('what a coordinator corrects is approved, counted, opened, backed up and restored', { timeout: 600_000 }, async () => {
  // The office asks that what coordinators correct is seen by a second post, and gives one a seat.
  const admin = await browser.page();
  await signIn(admin, office.address, 'admin');
  await admin.goto(`${office.address}/approvals/policy`);
  await choose(admin, '#act', 'विवरण सुधारें');
  await choose(admin, '#role', 'क्षेत्र');
  await admin.press('main form.form button[type=submit]');
  await admin.goto(`${office.address}/users/new`);
  await admin.type('#name', 'सुनीता नेताम');
  await admin.type('#login', 'ac.makdi');
  await choose(admin, '#post', 'क्षेत्र');
  await choose(admin, '#unit', 'माकड़ी (');
  await admin.press('main form[action="/users/new"] button[type=submit]');
  const link = await admin.value("[...document.querySelectorAll('code')].map(one => one.textContent).find(text => text.includes('/invitation#'))");
  assert.ok(link, await admin.text('main'));

  const collector = await browser.page();
  await signIn(collector, office.address, 'collector');
  const before = await shown(collector, 'माकड़ी');
  assert.ok(before.count > 100, 'there is something to count');

  // The coordinator sets her password and corrects a group; what is wrong is said beside its field, and stays typed.
  const maker = await browser.page();
  await maker.goto(link);
  await maker.value("new Promise(done => { const look = () => document.querySelector('#again') ? done(1) : setTimeout(look, 50); look(); })");
  await maker.type('#password', WORD);
  await maker.type('#again', WORD);
  await maker.press('main form button[type=submit]');
  await maker.goto(office.address + WITHOUT);
  const group = await maker.value("document.querySelector('table.tbl tbody th a').getAttribute('href')");
  const name = await maker.text('table.tbl tbody th a');
  await maker.goto(`${office.address}${group}`);
  await maker.press(`a[href="${group}/correct"]`);
  await maker.type('#bank_name', 'भारतीय स्टेट बैंक');
  await maker.type('#account_no', ACCOUNT);
  await maker.type('#account_opened_on', '16/11/2026');
  await maker.type('#ifsc', 'SBIN12');
  await maker.press('main form.form button[type=submit]');
  assert.match(await maker.text('.problems'), /SBIN12/);
  assert.equal(await maker.value("document.querySelector('#bank_name').value"), 'भारतीय स्टेट बैंक');
  await maker.type('input[name=ifsc]', 'SBIN0004321');
  await maker.press('main form.form button[type=submit]');
  const proposal = await maker.value('location.pathname');
  assert.match(proposal, /^\/approvals\/\d+$/);
  assert.match(await maker.text('main'), /7654/);
  assert.ok(!(await maker.text('main')).includes(ACCOUNT), 'masked, even for her');
  assert.equal(await maker.value(`document.querySelectorAll('${APPROVE}').length`), 0, 'never her own');
  await fits(maker, 'a proposal of her own');
  assert.equal((await shown(collector, 'माकड़ी')).count, before.count, 'nothing has happened yet');

  // The neighbour knows nothing of it.
  const neighbour = await browser.page();
  await signIn(neighbour, office.address, 'keshkal');
  for (const path of [proposal, group, `${group}/correct`, `${group}/entries?indicator=with_account`, `/trail/institution/${group.split('/').pop()}`]) {
    assert.equal(await neighbour.value(`fetch(${JSON.stringify(path)}).then(one => one.status)`), 404, path);
  }
  await neighbour.goto(`${office.address}/approvals`);
  assert.ok(!(await neighbour.text('main')).includes('सुनीता नेताम'));

  // The block's manager is told, sees what would change and what it would do, and approves.
  const checker = await browser.page();
  await signIn(checker, office.address, 'makdi');
  await checker.press('.note-box a[href="/approvals"]');
  await checker.press(`a[href="${proposal}"]`);
  const difference = await checker.text('main');
  assert.ok(difference.includes(name) && difference.includes('सुनीता नेताम'), difference);
  assert.match(difference, /SBIN0004321/);
  assert.match(difference, /बैंक खाता वाले समूह.*माकड़ी.*नवंबर 2026\+1/);
  assert.ok(!difference.includes(ACCOUNT), 'masked for the checker too');
  await fits(checker, 'a proposal to decide');
  await checker.press(`${APPROVE} ~ * button`);

  // The Collector's number has moved, and opens to the group and to both names.
  const after = await shown(collector, 'माकड़ी');
  assert.equal(after.count, before.count + 1);
  await collector.goto(after.href);
  assert.equal(Number((await collector.text('tfoot td.n')).replaceAll(',', '')), after.count);
  await collector.goto(`${office.address}${group}`);
  assert.match(await collector.text('main'), /7654/);
  await collector.press(`a[href^="/trail/institution/"]`);
  const told = await collector.text('main table.tbl tbody');
  assert.ok(told.includes('सुनीता नेताम') && told.includes('डेमो बीपीएम माकड़ी'), told);
  assert.ok(!told.includes(ACCOUNT));
  await fits(collector, 'the trail of the group');

  // Backed up while it works, wiped, restored: the same.
  const beside = mkdtempSync(join(tmpdir(), 'samuh-kept-'));
  try {
    const verify = folder => samuh('verify', '--data', folder);
    // The last acts are sealed a moment after they were done.
    let proved = verify(office.data);
    for (let tries = 0, before; tries < 5 && proved.stdout !== before; tries += 1) {
      before = proved.stdout;
      await new Promise(wait => setTimeout(wait, 1_000));
      proved = verify(office.data);
    }
    assert.equal(proved.status, 0, proved.stdout + proved.stderr);
    const kept = samuh('backup', join(beside, 'backups'), '--data', office.data);
    assert.equal(kept.status, 0, kept.stderr);
    await office.stop();
    office.wipe();
    const restored = join(beside, 'restored');
    const back = samuh('restore', join(beside, 'backups'), '--data', restored);
    assert.equal(back.status, 0, back.stderr);
    const again = verify(restored);
    assert.equal(again.status, 0, again.stdout + again.stderr);
    assert.equal(again.stdout, proved.stdout, 'verify says the same');
    await office.start(restored, 'serve');
    const morning = await browser.page();
    await signIn(morning, office.address, 'collector');
    assert.equal((await shown(morning, 'माकड़ी')).count, after.count);
    await morning.goto(`${office.address}${group}`);
    await morning.press(`a[href^="/trail/institution/"]`);
    assert.equal(await morning.text('main table.tbl tbody'), told, 'the trail says the same');
    const seat = await desk(office, 'dmmu');
    for (const path of ['/', '/groups', '/members', '/approvals', '/trail']) assert.equal((await seat.get(path)).status, 200, path);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
  // The browser itself complains of the form that was refused, and of nothing else.
  const refused = /status of 422 .*\/correct$/;
  for (const page of [admin, maker, checker, collector]) assert.deepEqual(page.complaints.filter(told => !refused.test(told)), []);
});
