/** A growing list of 32-bit numbers. */
export interface NumberList {
  readonly length: number;
  push(value: number): void;
  at(place: number): number;
  /** The numbers in a buffer that threads share. */
  toShared(): Uint32Array;
}

/** An empty list; it takes four bytes a number. */
export function createNumberList(): NumberList {
  let values = new Uint32Array(1_024);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value) {
      if (length === values.length) {
        const larger = new Uint32Array(length * 2);
        larger.set(values);
        values = larger;
      }
      values[length] = value;
      length += 1;
    },
    at: (place) => values[place] ?? 0,
    toShared() {
      const shared = new Uint32Array(new SharedArrayBuffer(length * 4));
      shared.set(values.subarray(0, length));
      return shared;
    },
  };
}
