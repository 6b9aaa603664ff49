import { inspect } from 'node:util';
import { openValue, readHeader } from './envelope.ts';
import type { KeyRing } from './key-ring.ts';
import type { SealedPlace } from './place.ts';

const MASK = '***';

/** What opening a value came to. */
export type Opened = { readonly state: 'OPEN'; readonly text: string } | { readonly state: 'DESTROYED' };

const DESTROYED: Opened = { state: 'DESTROYED' };

/** A value was to be opened without the right to. */
export class NotGranted extends Error {
  constructor() {
    super('this grant does not open values of that column');
    this.name = 'NotGranted';
  }
}

/** A sealed value's key is not in the key store and was never destroyed: the store is not the one it was sealed with. */
export class KeyNotFound extends Error {
  constructor() {
    super('the key store does not have the key of a sealed value: an older copy of it may have been put back');
    this.name = 'KeyNotFound';
  }
}

/**
 * The right to open some values, made where access was decided. Whoever holds one can open what `allows` agrees to and
 * whose keys are in `keys`, and nothing else.
 */
export class UnsealGrant {
  readonly #keys: KeyRing;
  readonly #allows: (place: SealedPlace) => boolean;
  /** Why values are opened: the purpose of the request, or the name of the job. */
  readonly purpose: string;

  constructor(grant: {
    readonly keys: KeyRing;
    readonly purpose: string;
    readonly allows: (place: SealedPlace) => boolean;
  }) {
    this.#keys = grant.keys;
    this.#allows = grant.allows;
    this.purpose = grant.purpose;
  }

  /** @throws NotGranted, KeyNotFound, SealBroken */
  open(place: SealedPlace, envelope: Uint8Array): Opened {
    if (!this.#allows(place)) throw new NotGranted();
    const key = this.#keys.find(place.subjectId, readHeader(envelope).generation);
    if (key === 'DESTROYED') return DESTROYED;
    if (!key) throw new KeyNotFound();
    return { state: 'OPEN', text: openValue(key, place, envelope) };
  }
}

/** A sealed value on its way from the database: it shows stars wherever it is printed, until it is unsealed. */
export class Sealed {
  readonly #place: SealedPlace;
  readonly #envelope: Uint8Array;

  constructor(place: SealedPlace, envelope: Uint8Array) {
    this.#place = place;
    this.#envelope = envelope;
  }

  /** Whose key opens it. */
  get subjectId(): number {
    return this.#place.subjectId;
  }

  /**
   * The plain value, or that its key is gone.
   *
   * @throws NotGranted when the grant is not for it; SealBroken when it was tampered with; KeyNotFound
   */
  unseal(grant: UnsealGrant): Opened {
    return grant.open(this.#place, this.#envelope);
  }

  toString(): string {
    return MASK;
  }
  toJSON(): string {
    return MASK;
  }
  [Symbol.toPrimitive](): string {
    return MASK;
  }
  [inspect.custom](): string {
    return MASK;
  }
}
