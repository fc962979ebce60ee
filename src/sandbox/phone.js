// One phone: its messages, its text field, and what its owner does with them.
// The page gives it words and a way to post; it knows nothing of other phones.

import { bubble, element } from "./bubble.js";
import { dayKey, dayName } from "./clock.js";

export class Phone {
  constructor(id, page) {
    this.id = id;
    this.page = page;
    this.messages = new Map();
    this.presses = new Map();
    this.days = new Map();
    this.unread = 0;
    this.isActive = false;
    this.editing = null;
    this.node = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    this.node.dataset.testid = `phone-${id}`;
    const find = (selector) => this.node.querySelector(selector);
    this.list = find(".messages");
    this.form = find(".write");
    this.text = find("textarea");
    this.toast = find(".toast");
    this.alert = find(".alert");
    this.commands = find(".command-list");
    this.more = find(".more-list");
    this.down = find(".down");
    const named = { ".messages": "messages", ".start": "start", "textarea": "write", ".send": "send", ".commands": "commands",
      ".attach input": "attach", ".toast": "toast", ".alert": "alert", ".alert button": "alert-ok", ".unblock": "unblock" };
    for (const [selector, name] of Object.entries(named)) find(selector).dataset.testid = `${name}-${id}`;
    this.listen(find);
  }

  listen(find) {
    const post = (path, body) => this.post(path, { user: this.id, ...body });
    this.node.addEventListener("pointerdown", () => this.touch());
    this.node.addEventListener("focusin", () => this.touch());
    find(".start").addEventListener("click", () => post("start", {}));
    find(".unblock").addEventListener("click", () => post("block", { blocked: false }));
    find(".block").addEventListener("click", () => { this.more.hidden = true; post("block", { blocked: !this.person.blocked }); });
    find(".more").addEventListener("click", () => { this.more.hidden = !this.more.hidden; });
    find(".commands").addEventListener("click", () => { this.commands.hidden = !this.commands.hidden; });
    document.addEventListener("pointerdown", ({ target }) => {
      // A list closes when something else is touched; its own opener closes it by itself.
      if (!target.closest?.(".command-list, .commands")) this.commands.hidden = true;
      if (!target.closest?.(".more-list, .more")) this.more.hidden = true;
    });
    find(".editing button").addEventListener("click", () => this.edit(null));
    find(".alert button").addEventListener("click", () => { this.alert.hidden = true; });
    this.down.addEventListener("click", () => this.toBottom());
    this.list.addEventListener("scroll", () => { this.down.hidden = this.isAtBottom(); });
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.text.addEventListener("keydown", (event) => {
      // Enter while an input method composes a word belongs to the input method.
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.send(); }
      if (event.key === "Escape") this.edit(null);
    });
    this.text.addEventListener("input", () => this.fit());
    this.text.addEventListener("paste", (event) => {
      if (event.clipboardData.files.length) { event.preventDefault(); this.upload(event.clipboardData.files); }
    });
    find(".attach input").addEventListener("change", (event) => {
      this.upload([...event.target.files]);
      event.target.value = "";
    });
  }

  async post(path, body) {
    try {
      return await this.page.post(path, body);
    } catch {
      this.say(this.page.word("sandbox-failed"));
      return null;
    }
  }

  touch() {
    if (this.unread || !this.isActive) {
      this.unread = 0;
      this.page.touched();
    }
  }

  setActive(isActive) {
    this.isActive = isActive;
    if (isActive) this.unread = 0;
    this.node.classList.toggle("active", isActive);
    if (isActive) this.toBottom();
  }

  // The state may have been read before an event that is shown already: what is newer than `version` stays.
  draw(person, version) {
    this.person = person;
    const find = (selector) => this.node.querySelector(selector);
    const { word } = this.page;
    this.page.label(this.node);
    find(".owner-name").textContent = person.name;
    find(".owner-post").textContent = person.caption;
    find(".bot-name").textContent = this.page.bot().name;
    find(".avatar").textContent = [...this.page.bot().name].find((c) => /\p{L}/u.test(c) && !/[\u0e40-\u0e44]/.test(c)) ?? "•";
    find(".empty").hidden = person.messages.length > 0;
    find(".start").hidden = person.started || person.blocked;
    find(".unblock").hidden = !person.blocked;
    find(".block").textContent = word(person.blocked ? "sandbox-unblock" : "sandbox-block");
    this.form.hidden = !person.started || person.blocked;
    find(".commands").hidden = person.commands.length === 0;
    this.commands.replaceChildren(...person.commands.map(({ command, description }) => {
      const button = element("button", "", `/${command}`);
      button.type = "button";
      button.dataset.testid = `command-${this.id}-${command}`;
      button.append(element("small", "", description));
      button.addEventListener("click", () => { this.commands.hidden = true; this.post("text", { user: this.id, text: `/${command}` }); });
      return button;
    }));
    const there = new Set(person.messages.map(({ id }) => id));
    for (const [id, { message }] of [...this.messages]) {
      if (!there.has(id) && message.version <= version) this.remove(id);
    }
    for (const read of person.messages) {
      const shown = this.messages.get(read.id)?.message;
      this.show(shown && shown.version > read.version ? shown : read, false);
      const day = this.days.get(dayKey(read.date));
      if (day) day.textContent = dayName(read.date, this.page.language(), word);
    }
    this.toBottom();
  }

  show(message, isNews) {
    const known = this.messages.get(message.id);
    if (isNews && known && known.message.version >= message.version) return;
    const wasAtBottom = this.isAtBottom();
    if (isNews && !known && !message.mine) this.waitsForFile(false);
    const node = bubble(message, this.page.word, this.page.language(), {
      press: (...all) => this.press(...all),
      edit: (own) => this.edit(own),
      command: (text) => this.post("text", { user: this.id, text }),
      link: (url) => this.followLink(url),
      textOf: (id) => this.messages.get(id)?.message.text,
    });
    if (known) {
      known.node.replaceWith(node);
    } else {
      const next = [...this.messages.keys()].filter((id) => id > message.id).sort((a, b) => a - b)[0];
      const place = next === undefined ? null : this.messages.get(next).node;
      const day = place?.previousElementSibling;
      this.list.insertBefore(node, day?.matches(".day") ? day : place);
      this.dayOf(message, node);
    }
    const before = node.previousElementSibling?.dataset.id;
    const isAlbum = message.group && this.messages.get(Number(before))?.message.group === message.group;
    node.classList.toggle("album", Boolean(isAlbum));
    this.messages.set(message.id, { message, node });
    this.node.querySelector(".empty").hidden = true;
    if (isNews && !message.mine && !this.isActive) { this.unread += 1; this.page.unread(); }
    if (wasAtBottom || message.mine) this.toBottom();
  }

  // Above the first message of a day stands the day.
  dayOf(message, node) {
    const key = dayKey(message.date);
    const known = this.days.get(key);
    if (known && known.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) return;
    const day = known ?? element("p", "day", dayName(message.date, this.page.language(), this.page.word));
    this.days.set(key, day);
    this.list.insertBefore(day, node);
  }

  remove(id) {
    const node = this.messages.get(id)?.node;
    const day = node?.previousElementSibling;
    node?.remove();
    this.messages.delete(id);
    if (!day?.matches(".day") || day.nextElementSibling?.matches(".message")) return;
    day.remove();
    for (const [key, other] of this.days) if (other === day) this.days.delete(key);
  }

  isAtBottom() { return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 60; }

  toBottom() { this.list.scrollTop = this.list.scrollHeight; this.down.hidden = true; }

  fit() {
    if (CSS.supports("field-sizing", "content")) return;
    this.text.style.height = "auto";
    this.text.style.height = `${this.text.scrollHeight}px`;
  }

  async send() {
    const text = this.text.value;
    if (!text.trim()) return;
    const edited = this.editing;
    this.text.value = "";
    this.edit(null);
    const done = edited
      ? await this.post("edit", { user: this.id, message: edited.id, text })
      : await this.post("text", { user: this.id, text });
    // What could not be sent is put back, not lost.
    if (!done && !this.text.value) this.text.value = text;
    this.fit();
  }

  edit(message) {
    if (this.editing || message) this.text.value = message?.text ?? "";
    this.editing = message;
    this.node.querySelector(".editing").hidden = !message;
    this.fit();
    if (message) this.text.focus();
  }

  async upload(files) {
    const form = new FormData();
    form.append("user", this.id);
    form.append("caption", this.text.value);
    for (const file of files) form.append("file", file);
    this.text.value = "";
    await this.post("upload", form);
  }

  async press(message, row, column, key, button) {
    if (key.url) {
      if (!this.followLink(key.url)) window.open(key.url, "_blank", "noopener,noreferrer");
      return;
    }
    button.classList.add("waiting");
    setTimeout(() => button.classList.remove("waiting"), 10_000);
    const done = await this.post("press", { user: this.id, message: message.id, row, column });
    if (!done) return button.classList.remove("waiting");
    // The answer may have overtaken the reply to our own request.
    if (this.presses.get(done.press) === "answered") button.classList.remove("waiting");
    else this.presses.set(done.press, button);
  }

  answer(answer) {
    const button = this.presses.get(answer.press);
    if (button instanceof Element) button.classList.remove("waiting");
    this.presses.set(answer.press, "answered");
    if (!answer.text) return;
    if (answer.alert) {
      this.alert.querySelector("p").textContent = answer.text;
      this.alert.hidden = false;
    } else {
      this.say(answer.text);
    }
  }

  // As Telegram shows it: for five seconds, or until something comes.
  waitsForFile(waits) {
    this.node.querySelector(".bot").hidden = waits;
    this.node.querySelector(".sending").hidden = !waits;
    clearTimeout(this.sending);
    if (waits) this.sending = setTimeout(() => this.waitsForFile(false), 5000);
  }

  say(text) {
    this.toast.textContent = text;
    this.toast.hidden = false;
    clearTimeout(this.fading);
    this.fading = setTimeout(() => { this.toast.hidden = true; }, 2500 + text.length * 40);
  }

  // A link to the bot itself starts it here, in this phone.
  followLink(url) {
    let link;
    try { link = new URL(url); } catch { return false; }
    if (link.hostname !== "t.me" || link.pathname !== `/${this.page.bot().username}`) return false;
    this.post("start", { user: this.id, payload: link.searchParams.get("start") ?? "" });
    return true;
  }
}
