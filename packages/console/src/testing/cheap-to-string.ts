// Popper asks `String(element)` at every placement. Browsers answer "[object HTMLDivElement]"; happy-dom writes out the whole tree, which
// makes a page with some selects take seconds. Import this in tests of such pages.
Object.defineProperty(Element.prototype, 'toString', {
  configurable: true,
  value(this: Element) {
    return `[object ${this.constructor.name}]`;
  },
});
