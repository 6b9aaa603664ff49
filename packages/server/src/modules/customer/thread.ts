/* The door of `customer` for threads: what they load is little, since each begins by loading it. */
export { createPresealer, type Presealed, type Presealer } from './sealed/preseal.ts';
