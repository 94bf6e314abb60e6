// Reads the plain XML that TwiML is: elements, attributes, text, comments; no entities of one's own, no DTD.

export interface Element {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: Element[];
  text: string;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const token =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([A-Za-z][\w.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy;

/** The root element. @throws SyntaxError where Twilio reports 12100 (document parse failure). */
export function parseXml(source: string): Element {
  const declaration = /^<\?xml[^>]*\?>/.exec(source)?.[0] ?? '';
  const top: Element = { name: '', attributes: new Map(), children: [], text: '' };
  const open = [top];
  let at = declaration.length;
  while (at < source.length) {
    token.lastIndex = at;
    const found = token.exec(source);
    const current = open.at(-1);
    if (!found || !current) throw new SyntaxError(`The document cannot be read at character ${at}.`);
    at = token.lastIndex;
    const [, cdata, closing, name, attributes = '', empty, text] = found;
    if (cdata !== undefined) current.text += cdata;
    else if (text !== undefined) current.text += decode(text);
    else if (name !== undefined && closing) {
      if (current.name !== name || current === top) throw new SyntaxError(`</${name}> closes nothing that is open.`);
      open.pop();
    } else if (name !== undefined) {
      const element: Element = { name, attributes: readAttributes(attributes), children: [], text: '' };
      current.children.push(element);
      if (!empty) open.push(element);
    }
  }
  const [root] = top.children;
  if (open.length > 1) throw new SyntaxError(`<${open.at(-1)?.name}> is never closed.`);
  if (!root || top.children.length > 1 || top.text.trim() !== '')
    throw new SyntaxError('There must be one root element.');
  return root;
}

function readAttributes(source: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single] of source.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    attributes.set(name, decode(double ?? single ?? ''));
  }
  return attributes;
}

function decode(text: string): string {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));|&/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    const character = name === undefined ? undefined : named[name];
    if (character === undefined) throw new SyntaxError(`"${whole}" is not an entity; a bare & must be written &amp;.`);
    return character;
  });
}
