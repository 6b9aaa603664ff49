/** The six digits of a seed (base32) at a time step; see totp.mjs. */
export declare function totpAt(seed: string, step: number): string;
/** A code of a seed that was not given out before. */
export declare function nextCode(seed: string): Promise<string>;
