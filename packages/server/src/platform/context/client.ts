/** The program at the other end of a request: what is known of it, and what a use case may make it keep. */
export interface Client {
  /** Its network address as far as it can be believed; empty when there is none. */
  readonly address: string;
  /** What it calls itself, at most 200 characters. */
  readonly userAgent: string | undefined;
  /** The address people reach this installation by, without a slash at its end; links begin with it. */
  readonly baseUrl: string;
  /** Makes a browser keep the session token until `until` (ms), out of reach of its scripts. */
  keepSession(token: string, until: number): void;
  /** Makes a browser forget its session token. */
  forgetSession(): void;
}

/** The client of jobs, commands and tests: keeps nothing. */
export const NO_CLIENT: Client = {
  address: '',
  userAgent: undefined,
  baseUrl: '',
  keepSession: () => {},
  forgetSession: () => {},
};
