// The office's clock in the page's bar: it runs on by itself, and its buttons put it forward for everybody.
// The page gives it words and a way to post; what happens at which moment is known to the sandbox.

const BANGKOK = { timeZone: "Asia/Bangkok" };

function tag(language, word) {
  return `${language === "en" ? "en-GB" : language}-u-nu-${word("language-digits")}`;
}

// The day in Bangkok of a moment in epoch seconds: to compare, and to read.
export function dayKey(seconds) {
  return new Date(seconds * 1000).toLocaleDateString("en-CA", BANGKOK);
}

export function dayName(seconds, language, word) {
  return new Date(seconds * 1000).toLocaleDateString(tag(language, word), { ...BANGKOK, day: "numeric", month: "long" });
}

export class Clock {
  constructor(node, page) {
    this.node = node;
    this.page = page;
    this.time = node.querySelector("time");
    this.note = node.querySelector("[role=status]");
    this.buttons = [...node.querySelectorAll("[data-leap]")];
    for (const button of this.buttons) button.addEventListener("click", () => this.leap(button.dataset.leap));
    setInterval(() => this.show(), 1000);
  }

  // Where the clock of the office stands: epoch milliseconds, by the page's own clock of this moment.
  set(shown) {
    this.node.hidden = !shown;
    if (!shown) return;
    this.ahead = shown.now - performance.now();
    this.show();
  }

  show() {
    if (this.node.hidden) return;
    const { word, language } = this.page;
    const moment = new Date(performance.now() + this.ahead);
    const how = tag(language(), word);
    const day = moment.toLocaleDateString(how, { ...BANGKOK, weekday: "short", day: "numeric", month: "short", year: "numeric" });
    const parts = new Intl.DateTimeFormat(how, { ...BANGKOK, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).formatToParts(moment);
    const part = (type) => parts.find((part) => part.type === type).value;
    const text = `${day} ${word("sandbox-clock-time").replace("HH", part("hour")).replace("MM", part("minute"))}`;
    if (this.time.textContent !== text) this.time.textContent = text;
    this.time.dateTime = moment.toISOString();
  }

  async leap(to) {
    const { post, word } = this.page;
    for (const button of this.buttons) button.disabled = true;
    try {
      const { moved } = await post("clock", { to });
      this.say(moved ? "" : word("sandbox-clock-none"));
    } catch {
      this.say(word("sandbox-failed"));
    }
    // A second tap of the same finger is not a second leap.
    setTimeout(() => { for (const button of this.buttons) button.disabled = false; }, 500);
  }

  say(text) {
    this.note.textContent = text;
    this.note.hidden = !text;
    clearTimeout(this.fading);
    this.fading = setTimeout(() => { this.note.hidden = true; }, 8000);
  }
}
