/** How Node runs the product; see node-flags.mjs. */
export declare const nodeFlags: readonly string[];
