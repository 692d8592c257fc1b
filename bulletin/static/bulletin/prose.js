// Turns the text's plain field into a rich one. Without this script the field stays as it is and can be saved.

const field = document.querySelector("[data-prose]");
if (field) start(field);

async function start(field) {
  const area = field.querySelector("textarea");
  const tools = field.querySelector(".prose-tools");
  let show; // the rich field's content, once there is one
  // Others write into the text by this event: a working copy restored, a version taken over.
  area.addEventListener("replace", (event) => {
    if (show) return show(event.detail);
    area.value = event.detail;
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
  const kit = await import(field.dataset.prose);
  const frame = document.createElement("div");
  area.before(frame);
  const editor = new kit.Editor({
    element: frame,
    content: area.value,
    injectCSS: false, // our own style sheet has its rules: the security policy allows no other
    extensions: [
      kit.Document, kit.Paragraph, kit.Text, kit.HardBreak, kit.History, kit.Dropcursor, kit.Gapcursor,
      kit.Heading.configure({ levels: [2, 3] }), kit.Blockquote, kit.BulletList, kit.OrderedList, kit.ListItem,
      kit.HorizontalRule, kit.Bold, kit.Italic, kit.Subscript, kit.Superscript, kit.Link,
      kit.Table, kit.TableRow, kit.TableHeader, kit.TableCell,
    ],
    editorProps: {
      // Colours and sizes of a word processor are no part of a text; the browser would report each as refused.
      transformPastedHTML: (html) => html.replace(/\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, ""),
      attributes: {
        class: "prose prose--edit", id: "id_body_editor", role: "textbox", "aria-multiline": "true",
        "aria-labelledby": "id_body_label",
      },
    },
    onUpdate({ editor }) {
      area.value = editor.isEmpty ? "" : editor.getHTML();
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
    onTransaction: () => showState(),
  });
  show = (html) => editor.commands.setContent(html, { emitUpdate: true });
  area.hidden = true;
  tools.hidden = false;
  field.querySelector("label").addEventListener("click", () => editor.commands.focus());
  if (location.hash === "#id_body") editor.commands.focus("start");

  const actions = {
    h2: (chain) => chain.toggleHeading({ level: 2 }),
    h3: (chain) => chain.toggleHeading({ level: 3 }),
    bold: (chain) => chain.toggleBold(),
    italic: (chain) => chain.toggleItalic(),
    ul: (chain) => chain.toggleBulletList(),
    ol: (chain) => chain.toggleOrderedList(),
    quote: (chain) => chain.toggleBlockquote(),
    undo: (chain) => chain.undo(),
    redo: (chain) => chain.redo(),
  };
  const active = {
    h2: ["heading", { level: 2 }], h3: ["heading", { level: 3 }], bold: ["bold"], italic: ["italic"],
    link: ["link"], ul: ["bulletList"], ol: ["orderedList"], quote: ["blockquote"],
  };

  function showState() {
    for (const [name, args] of Object.entries(active)) {
      tools.querySelector(`[data-do="${name}"]`).setAttribute("aria-pressed", String(editor.isActive(...args)));
    }
  }

  tools.addEventListener("click", (event) => {
    const name = event.target.closest("[data-do]")?.dataset.do;
    if (name === "link") openLink();
    else if (name === "speaker") markSpeaker();
    else if (name) actions[name](editor.chain().focus()).run();
  });

  function markSpeaker() {
    const { $from, from, to } = editor.state.selection;
    const colon = $from.parent.textContent.indexOf(":");
    if (colon < 1 || colon > 60) return editor.commands.focus();
    const start = $from.start();
    editor.chain().focus().setTextSelection({ from: start, to: start + colon + 1 }).setBold()
      .setTextSelection({ from, to }).run();
  }

  const link = field.querySelector(".prose-link");
  const address = link.querySelector("input");

  function openLink() {
    link.hidden = !link.hidden;
    address.value = editor.getAttributes("link").href || "";
    if (!link.hidden) address.focus();
  }

  function setLink() {
    const chain = editor.chain().focus().extendMarkRange("link");
    if (address.value.trim()) chain.setMark("link", { href: address.value.trim() }).run();
    link.hidden = true;
  }

  link.querySelector('[data-link="set"]').addEventListener("click", setLink);
  link.querySelector('[data-link="remove"]').addEventListener("click", () => {
    editor.chain().focus().extendMarkRange("link").unsetMark("link").run();
    link.hidden = true;
  });
  address.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      setLink();
    } else if (event.key === "Escape") {
      link.hidden = true;
      editor.commands.focus();
    }
  });
  arrowKeys(tools);
}

// One stop for Tab, arrows between the buttons: how a toolbar is walked.
function arrowKeys(tools) {
  const buttons = [...tools.querySelectorAll("button")];
  const rest = (chosen) => buttons.forEach((button) => (button.tabIndex = button === chosen ? 0 : -1));
  rest(buttons[0]);
  tools.addEventListener("focusin", (event) => rest(event.target));
  tools.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length].focus();
  });
}
