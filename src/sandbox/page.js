// The table with the phones: reads the state once, then follows the events; whatever a person does is posted.
// How a message looks is in bubble.js, what a phone can do in phone.js.

import { element } from "./bubble.js";
import { Clock } from "./clock.js";
import { Phone } from "./phone.js";

const byId = (id) => document.getElementById(id);
const phones = new Map();
let words = {};
let language = localStorage.getItem("rapsap-language") ?? "th";
let state = null;
let active = null;

const word = (key) => words[language]?.[key] ?? key;

function label(root) {
  const all = (name) => root.querySelectorAll(`[${name}]`);
  for (const node of all("data-word")) node.textContent = word(node.dataset.word);
  for (const node of all("data-word-placeholder")) node.placeholder = word(node.dataset.wordPlaceholder);
  for (const node of all("data-word-label")) {
    node.setAttribute("aria-label", word(node.dataset.wordLabel));
    if (node.matches("button, label")) node.title = word(node.dataset.wordLabel);
  }
}

async function post(path, body) {
  const isForm = body instanceof FormData;
  const response = await fetch(`/sandbox/${path}`, {
    method: "POST",
    headers: isForm ? {} : { "content-type": "application/json" },
    body: isForm ? body : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

const clock = new Clock(byId("clock"), { post, word, language: () => language });

function activate(id, scroll) {
  active = id;
  for (const [other, phone] of phones) phone.setActive(other === id);
  const phone = phones.get(id);
  if (!phone) return;
  if (scroll) phone.node.scrollIntoView({ behavior: "smooth", inline: "nearest", block: "nearest" });
  drawTabs();
}

function drawTabs() {
  const tabs = byId("tabs");
  const nodes = state.people.map((person) => {
    const phone = phones.get(person.id);
    const tab = element("button", "", person.name);
    tab.type = "button";
    tab.title = person.caption;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-selected", String(person.id === active));
    tab.dataset.testid = `tab-${person.id}`;
    if (phone?.unread) {
      const badge = element("span", "badge", String(phone.unread));
      badge.setAttribute("aria-label", `${word("sandbox-unread")} ${phone.unread}`);
      tab.append(badge);
    }
    tab.addEventListener("click", () => activate(person.id, true));
    return tab;
  });
  tabs.replaceChildren(...nodes);
}

function drawLanguages() {
  const buttons = Object.keys(words).sort().reverse().map((code) => {
    const button = element("button", "", words[code]["language-name"] ?? code);
    button.type = "button";
    button.lang = code;
    button.dataset.testid = `language-${code}`;
    button.setAttribute("aria-pressed", String(code === language));
    button.addEventListener("click", () => {
      language = code;
      localStorage.setItem("rapsap-language", code);
      refresh();
    });
    return button;
  });
  byId("languages").replaceChildren(...buttons);
}

function draw() {
  document.documentElement.lang = language;
  document.documentElement.dir = word("language-direction");
  document.title = word("sandbox-title");
  label(document);
  drawLanguages();
  for (const person of state.people) {
    if (!phones.has(person.id)) {
      const phone = new Phone(person.id, {
        post, word, label, language: () => language, bot: () => state.bot,
        touched: () => activate(person.id, false), unread: drawTabs,
      });
      phones.set(person.id, phone);
      byId("table").append(phone.node);
    }
    phones.get(person.id).draw(person, state.version);
  }
  clock.set(state.clock);
  if (!phones.has(active)) activate(state.people[0]?.id, false);
  drawTabs();
}

async function read(path) {
  const response = await fetch(`/sandbox/${path}`);
  return response.json();
}

async function refresh() {
  state = await read("state");
  draw();
}

function follow() {
  const events = new EventSource("/sandbox/events");
  const on = (name, act) => events.addEventListener(name, (event) => act(JSON.parse(event.data)));
  // What happened before the connection stood is read now; it is the same after a break.
  events.addEventListener("open", () => { byId("offline").hidden = true; refresh(); });
  events.addEventListener("error", () => { byId("offline").hidden = false; });
  on("message", ({ chat, message }) => phones.get(chat)?.show(message, true));
  on("deleted", ({ chat, id }) => phones.get(chat)?.remove(id));
  on("answer", ({ chat, answer }) => phones.get(chat)?.answer(answer));
  on("sending", ({ chat }) => phones.get(chat)?.waitsForFile(true));
  on("clock", (shown) => clock.set(shown));
  on("everything", refresh);
}

words = await read("words");
if (!words[language]) language = Object.keys(words)[0] ?? "th";
await refresh();
follow();

// Narrow screens show one phone: wherever the table had been scrolled to, it is the whole table now.
matchMedia("(max-width: 700px)").addEventListener("change", () => { byId("table").scrollLeft = 0; });
