// Every form of every page is sent with wrong input, as a desk would send it, and whatever its summary of
// faults leads to is there: a link to a field that has another id helps nobody. What the program has of
// forms is read from proofs/permissions.txt, so a form that nobody reaches is found too.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { desk, upload, withOffice } from './office.mjs';

let office, browser;

withOffice(given => ({ office, browser } = given));

/** The addresses of the site, those that say most of themselves first. */
const ROUTES = readFileSync(new URL('../../proofs/permissions.txt', import.meta.url), 'utf8')
  .split('\n').map(line => /^(GET|POST) +(\/\S*)/.exec(line)).filter(found => found)
  .map(([, method, path]) => ({ method, path, of: new RegExp(`^${path.replace(/\{[^}]*\}/g, '[^/]+')}$`) }))
  .sort((one, other) => one.path.split('{').length - other.path.split('{').length);

const route = (method, path) => ROUTES.find(one => one.method === method && one.of.test(path))?.path;

/** What is never sent: it ends the session that sends, or leads away. */
const LEAVES = ['/sign-out', '/sign-out/everywhere', '/account/sessions'];

/** Run in the page: what a page leads to and which forms it has. */
const LOOK = `({ path, text }) => {
  const page = new DOMParser().parseFromString(text, 'text/html');
  const ids = [...page.querySelectorAll('[id]')].map(one => one.id);
  const forms = [...page.querySelectorAll('form')].filter(form => form.method === 'post').map(form => ({
    from: path,
    action: form.getAttribute('action') ?? path,
    isWhole: form.enctype === 'multipart/form-data',
    fields: [...form.elements].filter(one => one.name && one.tagName !== 'BUTTON').map(one => ({
      name: one.name, kind: one.tagName === 'INPUT' ? one.type : one.tagName, value: one.value,
      first: one.tagName === 'SELECT' ? one.options[0]?.value : undefined, checked: one.checked })),
    buttons: [...form.querySelectorAll('button')].map(one => ({ name: one.name, value: one.value, to: one.getAttribute('formaction') })),
  }));
  return { forms, twice: ids.filter((id, at) => ids.indexOf(id) !== at),
    links: [...page.querySelectorAll('a[href^="/"]')].map(one => one.getAttribute('href').split('#')[0]) };
}`;

/** Run in the page: what the summary of a page leads to, and what of it is not there. */
const LED = `text => {
  const page = new DOMParser().parseFromString(text, 'text/html');
  const ids = [...page.querySelectorAll('[id]')].map(one => one.id);
  const links = [...page.querySelectorAll('.problems a')].map(one => one.getAttribute('href'));
  return { faults: page.querySelectorAll('.problems li').length, links,
    nowhere: links.filter(link => !link.startsWith('#') || !page.getElementById(link.slice(1))),
    twice: ids.filter((id, at) => ids.indexOf(id) !== at) };
}`;

const call = (page, script, given) => page.value(`(${script})(${JSON.stringify(given)})`);

/** Ways to fill a form in badly: nothing, what cannot be read, what is out of every bound. */
const BAD = {
  nothing: () => '',
  unreadable: () => '???',
  'out of bounds': field => /_on$|^on$|^cut|day|date/.test(field.name) ? '01/01/1901' : '99999999999',
};

function filled(form, button, bad) {
  const pairs = [];
  for (const field of form.fields) {
    if (/^op(-\d+)?$/.test(field.name)) pairs.push([field.name, crypto.randomUUID()]);
    else if (field.kind === 'hidden') pairs.push([field.name, field.value]);
    else if (['radio', 'checkbox'].includes(field.kind)) { if (field.kind === 'radio' ? field.checked : bad !== BAD.nothing && field.checked) pairs.push([field.name, field.value]); }
    else if (field.kind === 'SELECT') pairs.push([field.name, bad === BAD.nothing ? field.first ?? '' : field.value]);
    else if (field.kind !== 'file') pairs.push([field.name, bad(field)]);
  }
  if (button?.name) pairs.push([button.name, button.value]);
  const body = form.isWhole ? new FormData() : new URLSearchParams();
  for (const [name, value] of pairs) body.append(name, value);
  return { to: (button?.to ?? form.action).split('#')[0], body };
}

/** Every page that a desk comes to, a few of each kind, with the forms on them that were not met twice already. */
async function forms(page, seat, doors, kinds) {
  const [waiting, seen, met, found, wrong] = [[...doors], new Set(doors), new Map(), [], []];
  while (waiting.length > 0) {
    const path = waiting.shift();
    const kind = route('GET', path.split('?')[0]);
    if (!kind || kind.startsWith('/assets') || kind.startsWith('/api') || kind === '/language') continue;
    if (/format=|\.xlsx|\.json|as=/.test(path)) continue;
    const times = met.get(kind) ?? 0;
    const verb = kind.includes('{verb}') || kind.includes('{of}') || kind.includes('{part}');
    if (times >= (verb ? 16 : 2)) continue;
    met.set(kind, times + 1);
    const { status, text } = await seat.get(path);
    if (status !== 200) continue;
    const looked = await call(page, LOOK, { path, text });
    if (looked.twice.length > 0) wrong.push(`${path} has twice: ${looked.twice}`);
    for (const form of looked.forms) {
      const to = form.action.split(/[?#]/)[0];
      const sort = `${route('POST', to)} ${form.fields.map(field => field.name.replace(/\d+/g, 'n')).sort().join()} ${form.buttons.map(one => one.value)} ${verb ? to.split('/').pop() : ''}`;
      kinds.set(sort, (kinds.get(sort) ?? 0) + 1);
      if (kinds.get(sort) <= 2) found.push(form);
    }
    for (const link of looked.links) {
      if (seen.has(link)) continue;
      seen.add(link);
      waiting.push(link);
    }
  }
  return { found, wrong };
}

/** Sends every form in every bad way; answers what is wrong, and which addresses answered with a summary. */
async function sendAll(page, seat, all, login) {
  const [wrong, told, bare] = [[], new Set(), new Set()];
  for (const form of all) {
    const kind = route('POST', form.action.split(/[?#]/)[0]);
    if (!kind || LEAVES.includes(kind)) continue;
    // A button with nothing beside it cannot be filled in wrongly.
    if (form.fields.every(field => field.kind === 'hidden')) {
      bare.add(kind);
      continue;
    }
    const began = performance.now();
    for (const button of form.buttons.length > 0 ? form.buttons : [null]) {
      for (const [how, bad] of Object.entries(BAD)) {
        const { to, body } = filled(form, button, bad);
        const sent = await seat.send(to, body);
        if (sent.status >= 500) wrong.push(`${login} ${form.from}: ${kind} ${button?.value} (${how}) answers ${sent.status}`);
        const led = await call(page, LED, sent.text);
        if (led.faults > 0) told.add(kind);
        for (const link of led.nowhere) wrong.push(`${login} ${form.from}: ${kind} ${button?.value} (${how}) leads nowhere by ${link}`);
        if (led.twice.length > 0) wrong.push(`${login} ${form.from}: ${kind} ${button?.value} (${how}) has twice: ${led.twice}`);
      }
    }
    if (performance.now() - began > 10_000) console.log(`# ${kind} takes ${Math.round((performance.now() - began) / 1000)} s`);
  }
  return { wrong, told, bare };
}

/** Whoever has not signed in. */
function stranger() {
  const ask = async (path, body) => {
    const answer = await fetch(office.address + path, { method: body ? 'POST' : 'GET', body, redirect: 'manual' });
    return { status: answer.status, text: await answer.text() };
  };
  return { get: path => ask(path), send: ask };
}

const DOORS = ['/', '/sitemap', '/groups', '/members', '/federations', '/federations/new?block=3', '/lokos/states', '/places', '/meetings', '/meetings/3', '/meetings/3/close', '/directions',
  '/directions/new', '/directions/paste', '/events', '/awards', '/rankings', '/rankings/rules', '/checks', '/packs', '/reports', '/rules',
  '/reported', '/lokos', '/lokos/mending', '/saturation', '/registers', '/imports', '/imports/new', '/targets', '/duplicates', '/approvals',
  '/approvals/policy', '/inbox', '/account', '/account/password', '/account/second-factor', '/account/posts', '/users', '/users/new', '/users/policy', '/posts', '/posts/new', '/trail'];

/** Addresses whose summary is not met here, and why. */
const NOT_MET = [
  // One chooses among what is offered, and whatever is chosen is right.
  '/checks', '/approvals', '/posts/{id}/close', '/duplicates/{no}/undo', '/registers/{of}/filters',
  '/imports/{id}/columns', '/imports/{id}/doubts', '/imports/{id}/again', '/imports/{id}/apply',
  // Whatever number is asked for is right.
  '/registers/{of}',
  '/members/{id}/open', '/groups/{id}/open', '/saturation/households/{id}/open', '/registers/{of}/{id}/open',
  // A row of LokOS that no group has, a link by post, a second factor, a visit already entered, an objection that waits: the site's own tests have them.
  '/lokos/rows/{id}', '/invitation/password', '/sign-in/code', '/saturation/households/{id}/visits/{no}', '/rankings/{no}/{unit}/answer',
];

test('every fault of every form leads to its field', { timeout: 900_000 }, async () => {
  const mission = await desk(office, 'dmmu');
  const sheet = 'SHG Code,समूह का नाम,गठन दिनांक,विकासखण्ड,ग्राम\n1,क,31/02/2024,माकड़ी,अज्ञात\n2,ख,12/05/2026,माकड़ी,नहीं है\n';
  const own = [await upload(mission, 'groups', 'one.csv', sheet)];
  const [wrong, told, bare] = [[], new Set(), new Set()];
  const kinds = new Map();
  let sent = 0;
  const page = await browser.page();
  await page.goto(`${office.address}/sign-in`);
  for (const login of ['cadre', 'clf', 'makdi', 'dmmu', 'collector', 'admin', null]) {
    const seat = login ? await desk(office, login) : stranger();
    const doors = login === 'dmmu' ? [...own, ...DOORS] : login ? DOORS : ['/sign-in', '/invitation'];
    const { found, wrong: doubled } = await forms(page, seat, doors, kinds);
    const answered = await sendAll(page, seat, found, login ?? 'nobody');
    sent += found.length;
    console.log(`# ${login ?? 'nobody'}: ${found.length} forms, ${answered.wrong.length} wrong`);
    wrong.push(...doubled, ...answered.wrong);
    answered.told.forEach(kind => told.add(kind));
    answered.bare.forEach(kind => bare.add(kind));
  }
  const silent = ROUTES.filter(one => one.method === 'POST' && !one.path.startsWith('/api/') && !told.has(one.path) && !bare.has(one.path)
    && !LEAVES.includes(one.path) && !NOT_MET.includes(one.path)).map(one => one.path);
  assert.deepEqual({ wrong: [...new Set(wrong)], silent }, { wrong: [], silent: [] });
  console.log(`# ${sent} forms, each wrong in ${Object.keys(BAD).length} ways; ${told.size} addresses told faults`);
});

test('a summary that leads to another id, and an id that stands twice, are found', async () => {
  const page = await browser.page();
  const text = `<div class="problems"><ul><li><a href="#text">x</a></li></ul></div><input id="extend-text"><p id="a"></p><p id="a"></p>`;
  const led = await call(page, LED, text);
  assert.deepEqual([led.nowhere, led.twice], [['#text'], ['a']]);
});
