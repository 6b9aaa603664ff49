/** How Node runs the product; see node-flags.mjs. */
export declare const nodeFlags: readonly string[];
/** Of the worker and the command line. */
export const workFlags: readonly string[];
