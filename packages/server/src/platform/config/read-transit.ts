import { resolve } from 'node:path';
import { isTransitUrl, type TransitOptions } from '../crypto/key-store/transit-wrapper.ts';

/** Reads where the key service is; undefined when none is named. What is wrong is added to `problems`. */
export function readTransit(
  text: (name: string) => string | undefined,
  folder: string,
  problems: string[],
): TransitOptions | undefined {
  const address = text('DOSSIER_TRANSIT_URL');
  if (address === undefined) return undefined;
  const url = URL.parse(address);
  if (!url || !isTransitUrl(url)) {
    // Not shown: it may hold a password.
    problems.push(
      'DOSSIER_TRANSIT_URL is wrong; expected the mount and key of a transit engine, such as https://vault.example.com:8200/transit/dossier',
    );
  }
  const tokenFile = text('DOSSIER_TRANSIT_TOKEN_FILE');
  if (tokenFile === undefined) {
    problems.push('DOSSIER_TRANSIT_TOKEN_FILE is not set; expected the file that holds the token of the key service');
  }
  if (!url || tokenFile === undefined) return undefined;
  const namespace = text('DOSSIER_TRANSIT_NAMESPACE');
  return { url, tokenFile: resolve(folder, tokenFile), ...(namespace === undefined ? {} : { namespace }) };
}
