// Creates elements from plain values. Text always becomes text nodes; nothing here parses HTML.
const SVG = 'http://www.w3.org/2000/svg';

function put(parent, child) {
  if (child === null || child === undefined || child === false || child === '') return;
  if (Array.isArray(child)) child.forEach((one) => put(parent, one));
  else parent.append(child instanceof Node ? child : document.createTextNode(String(child)));
}

function set(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name === 'on') for (const [event, run] of Object.entries(value)) element.addEventListener(event, run);
  else if (name === 'value' || name === 'checked' || name === 'selected') element[name] = value;
  else element.setAttribute(name, value === true ? '' : String(value));
}

export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) if (name !== 'value') set(element, name, value);
  put(element, children);
  if (properties && 'value' in properties) set(element, 'value', properties.value); // a select must have its options first
  return element;
}

export function svg(tag, properties, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(properties || {})) element.setAttribute(name, String(value));
  put(element, children);
  return element;
}

export function icon(name) {
  return svg('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('use', { href: `/console/icons.svg#${name}` }));
}

export function fill(element, ...children) {
  element.replaceChildren();
  put(element, children);
  return element;
}

let last = 0;
export const freshId = (stem) => `${stem}-${++last}`;
