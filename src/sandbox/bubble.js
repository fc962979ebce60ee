// How one message looks: text built from entities, never from markup; files, photos and keys below it.
// What a click does is given by the page.

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote" };

export function element(tag, classes, text) {
  const node = document.createElement(tag);
  if (classes) node.className = classes;
  if (text !== undefined) node.textContent = text;
  return node;
}

// Offsets count UTF-16 units, as JavaScript strings do; outer entities come before inner ones.
function fill(parent, text, from, to, entities, on) {
  let at = from;
  let index = 0;
  while (index < entities.length) {
    const entity = entities[index];
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at) { index += 1; continue; }
    parent.append(text.slice(at, entity.offset));
    let next = index + 1;
    while (next < entities.length && entities[next].offset < end) next += 1;
    const node = wrap(entity, text.slice(entity.offset, end), on);
    fill(node, text, entity.offset, end, entities.slice(index + 1, next), on);
    parent.append(node);
    at = end;
    index = next;
  }
  parent.append(text.slice(at, to));
}

function wrap(entity, shown, on) {
  if (entity.type === "url" || entity.type === "text_link") {
    const url = entity.url ?? shown;
    if (!/^https?:\/\//i.test(url)) return element("span");
    const link = element("a");
    link.href = url;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    link.addEventListener("click", (event) => { if (on.link(url)) event.preventDefault(); });
    return link;
  }
  if (entity.type === "bot_command") {
    const button = element("button", "command");
    button.type = "button";
    button.addEventListener("click", () => on.command(shown));
    return button;
  }
  return element(TAGS[entity.type] ?? "span", entity.type === "spoiler" ? "spoiler" : "");
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function file(file) {
  const link = element("a", "file");
  link.href = file.url;
  link.target = "_blank";
  link.rel = "noopener";
  link.dataset.testid = "file";
  const name = file.name ?? "file";
  const kind = name.includes(".") ? name.split(".").pop().slice(0, 4).toUpperCase() : "FILE";
  const label = element("span", "file-name", name);
  label.append(element("small", "", size(file.size)));
  link.append(element("span", "file-kind", kind), label);
  return link;
}

function photo(file) {
  const link = element("a");
  link.href = file.url;
  link.target = "_blank";
  link.rel = "noopener";
  const image = element("img", "photo");
  image.src = file.url;
  image.alt = file.name ?? "";
  image.width = file.width;
  image.height = file.height;
  image.style.height = "auto";
  link.append(image);
  return link;
}

function keys(message, on) {
  const rows = element("div", "keys");
  message.keyboard.forEach((row, y) => {
    const line = element("div");
    row.forEach((key, x) => {
      const button = element("button", "", key.url ? `${key.text} ↗` : key.text);
      button.type = "button";
      button.dataset.testid = "key";
      if (key.data) button.dataset.data = key.data;
      button.addEventListener("click", () => on.press(message, y, x, key, button));
      line.append(button);
    });
    rows.append(line);
  });
  return rows;
}

export function bubble(message, word, language, on) {
  const node = element("div", "message");
  node.dataset.id = message.id;
  node.dataset.testid = `message-${message.id}`;
  node.dataset.from = message.mine ? "person" : "bot";
  node.classList.toggle("mine", message.mine);
  node.classList.toggle("has-keys", message.keyboard.length > 0);
  const body = element("div", "bubble");
  if (message.forwardedFrom) body.append(element("span", "origin", `${word("sandbox-forwarded")} ${message.forwardedFrom}`));
  if (message.replyTo) {
    const quoted = on.textOf(message.replyTo);
    if (quoted) body.append(element("span", "quote", quoted));
  }
  if (message.file) body.append(message.file.photo ? photo(message.file) : file(message.file));
  if (message.other) body.append(element("span", "other", word(`sandbox-${message.other}`)));
  if (message.text) {
    const words = element("div", "words");
    words.dataset.testid = "text";
    fill(words, message.text, 0, message.text.length, message.entities, on);
    body.append(words);
  }
  const meta = element("span", "meta");
  if (message.mine && message.text && !message.file) {
    const edit = element("button", "", "✎");
    edit.type = "button";
    edit.title = word("sandbox-edit");
    edit.setAttribute("aria-label", word("sandbox-edit"));
    edit.addEventListener("click", () => on.edit(message));
    meta.append(edit);
  }
  const time = new Date(message.date * 1000).toLocaleTimeString(language === "en" ? "en-GB" : language,
    { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Bangkok" });
  meta.append(message.edited ? `${word("sandbox-edited")} ${time}` : time);
  body.append(meta);
  node.append(body);
  if (message.keyboard.length > 0) node.append(keys(message, on));
  return node;
}
