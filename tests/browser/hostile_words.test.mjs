// TRUST T24 for the words of the review: what is typed into meetings, directions, drafts, events, awards,
// objections, checks and rules is shown as it was typed and never run, on the pages of the office, on the wall, in
// the inbox and to the public, and no word is so long that a telephone's page is moved sideways.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { desk, fill, signIn, withOffice } from './office.mjs';
import { FOUND, PAYLOADS, WATCH } from './payloads.mjs';

let office, browser;

withOffice(given => ({ office, browser } = given));

/** Words without a place to break them, words that turn the line round, and joiners that are not seen. */
const AWKWARD = [
  'W'.repeat(100),
  'क्ष्म्य'.repeat(16),
  `\u202eगलत दिशा\u202c "आदेश' ${'x'.repeat(60)}`,
  `क\u200dख\u200cग ${'\u200d'.repeat(9)}घ \u2067उलटा\u2069 <b>`,
];
const WORDS = [...AWKWARD, ...PAYLOADS.filter((text, n) => n % 4 === 1 && [...text].length <= 110 && !/\d{4}/.test(text))];

/** A text as it is compared: without what is not seen, and with one space for any. */
const BARE = `text => text.normalize('NFC').replace(/[\\u200b-\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]/g, '').replace(/\\s+/g, ' ').trim()`;

const day = ahead => new Date(Date.now() + 330 * 60_000 + ahead * 86_400_000).toISOString().slice(0, 10).split('-').reverse().join('/');

/** The number of a post by its name. */
async function post(seat, name) {
  const { text } = await seat.get('/directions/new');
  const found = new RegExp(`name="responsible" value="(\\d+)">\\s*${name}`).exec(text);
  assert.ok(found, `${name} is no post: ${text.replace(/<[^>]*>/g, ' ').slice(0, 600)}`);
  return found[1];
}

const newest = async (seat, path, of) =>
  Math.max(...[...(await seat.get(path)).text.matchAll(new RegExp(`href="${of}/(\\d+)`, 'g'))].map(found => Number(found[1])));

/** A meeting with everything that is typed at it; answers the pages that show it. */
async function meeting(dmmu, { chair, member }, text) {
  const about = [['kind', 'other'], ['unit', '0'], ['title_hi', text], ['title_en', text], ['venue', text], ['chair', chair], ['members', member]];
  await fill(dmmu, '/meetings/series/new', 'name="title_hi"', about);
  const at = await fill(dmmu, '/meetings/new', 'name="title_hi"', [...about, ['held_on', day(0)]]);
  await fill(dmmu, at, 'value="add"', [['act', 'add'], ['indicator', ''], ['title', text], ['question', text]]);
  await fill(dmmu, at, 'value="say"', [['act', 'say'], ['discussion', text], ['title', text], ['question', text]]);
  await fill(dmmu, at, 'value="give"', [['act', 'give'], ['text', text], ['within', '7'], ['responsible', member], ['cooperating', chair],
    [`part-${member}`, text], [`part-${chair}`, `${text} `]]);
  await fill(dmmu, at, 'value="attend"', [['act', 'attend'], [`presence-${member}`, 'represented'], [`by-${member}`, text]]);
  return at;
}

/** What comes of a direction, to its end. */
async function followed(dmmu, makdi, at) {
  const text = at.text;
  await fill(makdi, at.path, '/report"', [['text', text]]);
  await fill(dmmu, at.path, 'value="send_back"', [['act', 'send_back'], ['text', text]]);
  await fill(dmmu, at.path, 'value="extend"', [['act', 'extend'], ['due_on', day(30)], ['text', text]]);
}

/** A training and a fair with everything that is typed at them. */
async function events(dmmu, text) {
  const row = text.replace(/[,;|\t]/g, ' ');
  const about = kind => [['kind', kind], ['title', text], ['batch', text.slice(0, 60)], ['place', ''], ['starts_on', day(0)], ['venue', text], ['fund_source', text],
    ['material', text], ['cost', '12,34,567']];
  const at = await fill(dmmu, '/events/new', 'name="venue"', about('training'));
  await fill(dmmu, at, 'value="sessions"', [['act', 'sessions'], ['sessions', `${day(0)} | 10:00 | ${row} | ${row}`]]);
  await fill(dmmu, at, 'value="attend"', [['act', 'attend'], ['people', `क ${row}, ${row}`]]);
  await fill(dmmu, at, 'value="invite"', [['act', 'invite'], ['rank', 'mla'], ['name', text], ['office', text]]);
  await fill(dmmu, at, 'value="plaque"', [['act', 'plaque'], ['plaque', text]]);
  const off = await fill(dmmu, '/events/new', 'name="venue"', about('fair'));
  await fill(dmmu, off, 'value="cancel"', [['act', 'cancel'], ['reason', text]]);
  return [at, off];
}

async function awards(collector, text) {
  await fill(collector, '/awards', 'value="give"', [['act', 'give'], ['name', text], ['who', text], ['award_hi', text], ['award_en', text], ['reason_hi', text],
    ['reason_en', text], ['given_on', day(0)]]);
  const serial = /href="(\/awards\/\d[^"?]*)"/.exec((await collector.get('/awards')).text)[1];
  await fill(collector, '/awards', 'value="withdraw"', [['act', 'withdraw'], ['reason', text]]);
  return serial;
}

/** A page of a login with the eye open, on a telephone. */
async function watched(login) {
  const page = await browser.page({ width: 360, height: 740 });
  await page.send('Page.addScriptToEvaluateOnNewDocument', { source: WATCH });
  if (login) {
    await signIn(page, office.address, login);
    await page.goto(`${office.address}/language?to=en&back=/account`);
  }
  return page;
}

/** What is wrong with a page as it stands: markup, the browser's complaints, its width, and words that are not there. */
async function judged(page, path, wanted, before) {
  const found = await page.value(FOUND);
  const told = page.complaints.slice(before).filter(one => !/status of 4\d\d/.test(one));
  const over = await page.value('document.documentElement.scrollWidth - window.innerWidth');
  if (over > 0) {
    const wide = await page.value(`[...document.querySelectorAll('main *')].filter(one => one.getBoundingClientRect().right > window.innerWidth + 1
      && !one.closest('.scroll')).slice(-1).map(one => one.outerHTML.slice(0, 160)).join()`);
    found.push(`is ${over} px too wide: ${wide}`);
  }
  const isThere = await page.value(`(() => { const bare = ${BARE};
    const all = bare(document.body.textContent + ' ' + [...document.querySelectorAll('input, textarea')].map(one => one.value).join(' '));
    return ${JSON.stringify(wanted)}.filter(text => !all.includes(bare(text))); })()`);
  return [...found, ...told, ...isThere.map(text => `does not show ${text}`)].map(one => `${path}: ${one}`);
}

async function seen(page, path, wanted) {
  const before = page.complaints.length;
  await page.goto(office.address + path);
  return judged(page, path, wanted, before);
}

test('what is typed at meetings, directions, events and awards is shown as typed and never run', { timeout: 900_000 }, async () => {
  const [dmmu, makdi, collector] = [await desk(office, 'dmmu'), await desk(office, 'makdi'), await desk(office, 'collector')];
  const posts = { chair: await post(dmmu, 'Collector'), member: await post(dmmu, 'Block Project Manager, Makdi') };
  const unit = /href="(\/rankings\/1\/\d+)"[^>]*>[^<]*Makdi/.exec((await dmmu.get('/rankings/1')).text)[1];
  const [pages, shows] = [{ dmmu: await watched('dmmu'), makdi: await watched('makdi'), nobody: await watched() }, []];
  const wrong = [];
  let visits = 0;
  const visit = async (login, path, wanted = []) => { visits += 1; wrong.push(...await seen(pages[login], path, wanted)); };
  for (const text of WORDS) {
    const at = await meeting(dmmu, posts, text);
    const direction = `/directions/${await newest(dmmu, '/directions', '/directions')}`;
    await followed(dmmu, makdi, { path: direction, text });
    const [training, fair] = await events(dmmu, text);
    const serial = await awards(collector, text);
    await fill(makdi, unit, 'name="text"', [['text', text]]);
    await fill(dmmu, unit, 'name="answer"', [['upheld', 'no'], ['answer', text]]);
    await fill(collector, '/rules/attendance', 'name="percent"', [['from_on', day(1)], ['percent', '80'], ['order_no', text.slice(0, 60)], ['reason', text]]);
    const finding = `/checks/${await newest(dmmu, '/checks', '/checks')}`;
    await fill(dmmu, finding, 'name="seen"', [['outcome', 'verified'], ['seen', text]]);
    const series = `/meetings/series/${await newest(dmmu, '/meetings', '/meetings/series')}`;
    shows.push({ text, series, direction });
    for (const path of [at, `${at}/edit`, `${at}/close`, series, direction, training, `${training}/change`, fair, unit, '/rules/attendance', finding]) await visit('dmmu', path, [text]);
    for (const path of [`${at}/wall`, `${at}/wall?item=1`, `${training}/letter/1`]) await visit('dmmu', path);
    await visit('nobody', serial, [text]);
    await visit('makdi', direction, [text]);
    await fill(dmmu, `${at}/close`, 'name="memo"', [['memo', text.slice(0, 60)]]);
    await visit('dmmu', `${at}/minutes`, [text]);
    // The draft is an answer to what was pasted, and is kept nowhere.
    const page = pages.dmmu;
    await page.goto(`${office.address}/directions/paste`);
    await page.value(`document.querySelector('textarea').value = ${JSON.stringify(`कलेक्टर ने बीपीएम माकड़ी को निर्देश दिए कि ${text} का कार्य 7 दिन में पूर्ण करें।`)}`);
    const before = page.complaints.length;
    await page.press('main form[action="/directions/paste"] button');
    wrong.push(...await judged(page, '/directions/paste', [text], before));
    await fill(dmmu, direction, 'value="withdraw"', [['act', 'withdraw'], ['text', text]]);
    await visit('dmmu', direction, [text]);
  }
  for (const path of ['/meetings', '/events', '/awards', '/directions?view=all', '/trail']) await visit('dmmu', path);
  for (const path of ['/directions/owed', '/directions', '/rankings/1', '/rules', '/approvals', '/checks?state=verified']) await visit('dmmu', path);
  await visit('makdi', '/inbox');
  const notices = await pages.makdi.value(`[...document.querySelectorAll('a[href^="/inbox/"]')].map(one => one.getAttribute('href')).slice(0, 12)`);
  for (const path of notices) await visit('makdi', path);
  for (const { direction } of shows.slice(0, 4)) await visit('dmmu', `/trail/direction/${direction.split('/').pop()}`);
  assert.deepEqual(wrong, []);
  console.log(`# ${WORDS.length} texts, ${visits} pages`);
});

test('a page that shows them badly is found by the same eye', async () => {
  const page = await watched();
  const [long] = AWKWARD;
  await page.value(`document.body.innerHTML = ${JSON.stringify(`<main><p style="white-space:nowrap">${long}</p><img src=x onerror="window.ran=1"></main>`)}`);
  await page.value('new Promise(done => setTimeout(done, 200))');
  await page.value('window.stopped ??= []');
  const wrong = await judged(page, 'planted', ['nowhere'], page.complaints.length);
  for (const told of ['a script ran', 'too wide', 'does not show nowhere']) assert.ok(wrong.some(one => one.includes(told)), `${told}: ${wrong}`);
});
