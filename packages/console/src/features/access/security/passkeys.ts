/** Whether this page can use passkeys: the browser must know them, and the address must be a name over a secure way. */
export function canUsePasskeys(): boolean {
  return typeof PublicKeyCredential === 'function' && window.isSecureContext && !/^[\d.]+$|^\[/.test(location.hostname);
}

/** Lets a passkey answer; the answer as JSON, or undefined when the person or the browser gave up. */
export async function answerWithPasskey(options: string): Promise<string | undefined> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  // The server made these options for exactly this call.
  return await asJson(startAuthentication({ optionsJSON: JSON.parse(options) }));
}

/** Makes a passkey; as {@link answerWithPasskey}. */
export async function makePasskey(options: string): Promise<string | undefined> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  return await asJson(startRegistration({ optionsJSON: JSON.parse(options) }));
}

async function asJson(answer: Promise<object>): Promise<string | undefined> {
  try {
    return JSON.stringify(await answer);
  } catch {
    // Cancelled, timed out, or known already: browsers tell pages as little as we tell strangers.
    return undefined;
  }
}
